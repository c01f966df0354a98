package dev.cleat.engine.runtime;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.Problem;
import java.util.Map;
import java.util.stream.Collectors;

/** What is wrong with an {@link UnshareDefinition}, which nobody wrote, in words of the options it was made of. */
final class UnshareWords {

    private static final Map<String, String> OPTIONS = Map.of(
            "process.user: ", "-u: ",
            "hostname: needs a uts namespace of its own, but namespaces.uts is host", "-H needs UTSNAME in -s",
            "set namespaces.user: private in the definition", "add USER to -s");

    private UnshareWords() {}

    /** @param name of the container that it would have been */
    static ContainerException of(ContainerException refusal, String name) {
        if (refusal instanceof InvalidDefinitionException invalid
                && !invalid.problems().isEmpty()) {
            String problems = invalid.problems().stream().map(Problem::message).collect(Collectors.joining("; "));
            return new InvalidDefinitionException("cannot unshare: " + inOptions(problems), null);
        }
        String message = inOptions(refusal.getMessage().replace("cannot start " + name, "cannot unshare"));
        String advice = refusal.advice().map(UnshareWords::inOptions).orElse(null);
        return refusal instanceof InvalidDefinitionException
                ? new InvalidDefinitionException(message, advice)
                : new HostLimitException(message, advice, refusal);
    }

    private static String inOptions(String text) {
        String said = text;
        for (Map.Entry<String, String> option : OPTIONS.entrySet()) {
            said = said.replace(option.getKey(), option.getValue());
        }
        return said;
    }
}
