package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.option.WordList;
import dev.cleat.cli.output.JsonDocument;
import dev.cleat.cli.output.LifeJson;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.Engine;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code wait}: returns when a container is in one of some states. */
final class WaitVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "wait",
            "wait until a container is in a state",
            Operands.NAME,
            false,
            List.of(
                    Option.value("-s", "STATE[|STATE...]", "which: " + words(List.of(ContainerState.values()))),
                    Option.value("-t/--timeout", "TIME", "give up after TIME with status 4; without it never"),
                    Option.flag("--json", "as one JSON object")),
            List.of());

    private static final Duration FOR_EVER = Duration.ofDays(3650);

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        String name = call.arguments().operands().get(0);
        Set<ContainerState> states = states(call.arguments());
        Optional<Duration> timeout = TimeOption.of("wait", call.arguments(), "--timeout");
        boolean reached;
        try (Engine engine = call.openEngine()) {
            reached = engine.awaitState(name, states, timeout.orElse(FOR_EVER));
        }
        if (call.arguments().has("--json")) {
            JsonDocument.write(call.out(), json -> LifeJson.writeWait(json, name, states, reached));
        }
        if (reached) {
            return ExitStatus.DONE;
        }
        call.messages().error(name + " was not " + words(states) + " within " + time(timeout.orElse(FOR_EVER)));
        return ExitStatus.TIMED_OUT;
    }

    private static Set<ContainerState> states(Arguments arguments) throws UsageException {
        Optional<String> list = arguments.value("-s");
        if (list.isEmpty()) {
            throw new UsageException("wait", "-s STATE is missing: " + words(List.of(ContainerState.values())));
        }
        List<String> known =
                Arrays.stream(ContainerState.values()).map(Enum::name).toList();
        Set<ContainerState> states = EnumSet.noneOf(ContainerState.class);
        for (String word : WordList.split(list.get())) {
            states.add(ContainerState.valueOf(KnownWord.of("wait", "state", word, known)));
        }
        return states;
    }

    private static String time(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    /** {@code RUNNING, FROZEN or STOPPED}. */
    private static String words(Collection<ContainerState> states) {
        StringBuilder text = new StringBuilder();
        int left = states.size();
        for (ContainerState state : states) {
            text.append(state).append(left > 2 ? ", " : left == 2 ? " or " : "");
            left--;
        }
        return text.toString();
    }
}
