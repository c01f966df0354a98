package dev.cleat.engine.plan;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AttachRequest.Environment;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.plan.PasswdFile.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variables of an attached command: the caller's or a few of the container's, the definition's, then those that were set. */
final class AttachEnvironment {

    private final AttachRequest request;
    private final InitContext init;
    private final CallerContext caller;

    AttachEnvironment(AttachRequest request, InitContext init, CallerContext caller) {
        this.request = request;
        this.init = init;
        this.caller = caller;
    }

    Map<String, String> plan(Optional<User> user) throws InvalidDefinitionException {
        boolean isClear = request.environment() == Environment.CLEAR;
        if (!isClear && !request.keep().isEmpty()) {
            throw new InvalidDefinitionException(
                    "--keep-var "
                            + String.join(" ", request.keep().stream().sorted().toList())
                            + " keeps nothing: all is kept",
                    "use it with --clear-env");
        }
        Map<String, String> environment = isClear ? cleared(user) : new LinkedHashMap<>(caller.environment());
        if (!isClear && request.user().isPresent()) {
            become(user, environment);
        }
        environment.put("container", runtimeName());
        environment.putAll(init.environment());
        for (Map.Entry<String, String> variable : request.set().entrySet()) {
            check(variable.getKey(), variable.getValue());
            environment.put(variable.getKey(), variable.getValue());
        }
        return environment;
    }

    private Map<String, String> cleared(Optional<User> user) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", InitProgram.DEFAULT_PATH);
        keep("TERM", environment);
        user.ifPresent(u -> identify(u, environment));
        request.keep().stream().sorted().forEach(name -> keep(name, environment));
        return environment;
    }

    /** Of another user nothing stays that says who the caller is (su(1)); one without a name has no home either. */
    private static void become(Optional<User> user, Map<String, String> environment) {
        environment.keySet().removeAll(List.of("USER", "LOGNAME", "SHELL"));
        environment.put("HOME", "/");
        user.ifPresent(u -> identify(u, environment));
    }

    private static void identify(User user, Map<String, String> environment) {
        environment.put("HOME", user.home().isEmpty() ? "/" : user.home());
        environment.put("USER", user.name());
        environment.put("LOGNAME", user.name());
        environment.put("SHELL", user.shell().isEmpty() ? "/bin/sh" : user.shell());
    }

    private void keep(String name, Map<String, String> environment) {
        Optional.ofNullable(caller.environment().get(name)).ifPresent(value -> environment.put(name, value));
    }

    /** The word each runtime gives its own containers in {@code container=} (systemd's container interface). */
    private String runtimeName() {
        return init.runtime() == Runtime.NSPAWN
                ? "systemd-nspawn"
                : init.runtime().jsonName();
    }

    private static void check(String name, String value) throws InvalidDefinitionException {
        if (name.isEmpty() || name.indexOf('=') >= 0 || (name + value).indexOf('\0') >= 0) {
            throw new InvalidDefinitionException(
                    "\"" + name + "\" cannot be the name of a variable", "write NAME=VALUE");
        }
    }
}
