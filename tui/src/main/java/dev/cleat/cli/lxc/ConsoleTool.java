package dev.cleat.cli.lxc;

import dev.cleat.cli.lxc.LxcWords.WrongException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import java.util.List;
import java.util.Optional;

/** {@code lxc-console}. */
final class ConsoleTool implements LxcTool {

    @Override
    public String meaning() {
        return "connects to a terminal of the container NAME; Ctrl-a q leaves it";
    }

    @Override
    public List<LxcOption> options() {
        return List.of(
                LxcOption.value('t', "tty", "NUMBER", "number of the terminal, 0 is the console; 1 without it"),
                LxcOption.value('e', "escape", "PREFIX", "the key before q, a (Ctrl-a) is the only one"));
    }

    @Override
    public int run(LxcCall call) throws ContainerException, WrongException {
        Optional<String> escape = call.words().value("escape");
        if (escape.isPresent() && !List.of("a", "^a", "^A").contains(escape.get())) {
            throw new WrongException("the keys that leave a console are Ctrl-a q");
        }
        int tty = LxcNumbers.number("tty", call.words().value("tty").orElse("1"));
        try (Engine engine = call.openEngine()) {
            return engine.console(call.name(), tty, false, false, Optional.empty())
                    .exitStatus();
        }
    }
}
