package dev.cleat.cli.lxc;

import dev.cleat.cli.lxc.LxcWords.WrongException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.Engine;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code lxc-wait}. */
final class WaitTool implements LxcTool {

    private static final Duration FOR_EVER = Duration.ofDays(3650);

    @Override
    public String meaning() {
        return "waits until the container NAME is in one of some states";
    }

    @Override
    public List<LxcOption> options() {
        return List.of(
                LxcOption.value('s', "state", "STATE", "states, as RUNNING|STOPPED"),
                LxcOption.value('t', "timeout", "TMO", "give up after TMO seconds; -1, and without it: never"));
    }

    @Override
    public int run(LxcCall call) throws ContainerException, WrongException {
        Optional<String> states = call.words().value("state");
        if (states.isEmpty()) {
            throw new WrongException("missing state option to wait for");
        }
        Set<ContainerState> wanted = states(states.get());
        try (Engine engine = call.openEngine()) {
            return engine.awaitState(call.name(), wanted, timeout(call.words())) ? 0 : 1;
        }
    }

    private static Duration timeout(LxcWords words) throws WrongException {
        String text = words.value("timeout").orElse("-1");
        return text.equals("-1") ? FOR_EVER : LxcNumbers.seconds("timeout", text);
    }

    /** LXC's states between two others are over before anybody could look: they count as where they lead. */
    private static Set<ContainerState> states(String text) throws WrongException {
        Set<ContainerState> states = EnumSet.noneOf(ContainerState.class);
        for (String word : text.split("\\|", -1)) {
            states.add(
                    switch (word.strip()) {
                        case "STOPPED" -> ContainerState.STOPPED;
                        case "STARTING" -> ContainerState.STARTING;
                        case "RUNNING", "THAWED" -> ContainerState.RUNNING;
                        case "STOPPING" -> ContainerState.STOPPING;
                        case "ABORTING" -> ContainerState.ABORTING;
                        case "FREEZING", "FROZEN" -> ContainerState.FROZEN;
                        default -> throw new WrongException("invalid state '" + word + "'");
                    });
        }
        return states;
    }
}
