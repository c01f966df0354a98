package dev.cleat.tui;

import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Failure;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The operator's own editor, as the shell would run it: it has the terminal, cooked, until it ends. */
final class Editor {

    private final Engine engine;
    private final OperatorTerminal terminal;
    private final String command;

    Editor(Engine engine, OperatorTerminal terminal, Map<String, String> environment) {
        this.engine = engine;
        this.terminal = terminal;
        this.command = command(environment);
    }

    /** VISUAL, else EDITOR, else vi; either may hold options, as environ(7) allows. */
    static String command(Map<String, String> environment) {
        for (String variable : new String[] {"VISUAL", "EDITOR"}) {
            String value = environment.getOrDefault(variable, "").strip();
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "vi";
    }

    /** Returns when the editor has ended, with what is wrong with the file then. */
    Message run(Effect.Edit edit) {
        try {
            String file = edit.file().toString();
            int status = new TerminalProgram(terminal).run(List.of("/bin/sh", "-c", command + " \"$1\"", "sh", file));
            return status == 0
                    ? new Message.DefinitionEdited(edit.name(), edit.file(), engine.lint(edit.file()))
                    : new Message.ActionFailed(
                            "Cannot edit " + edit.name(),
                            Failure.of("\"" + command + "\" ended with status " + status
                                    + (status == 127 ? ": there is no such program; set EDITOR" : "")));
        } catch (IOException e) {
            return new Message.ActionFailed("Cannot edit " + edit.name(), Failure.of(String.valueOf(e.getMessage())));
        }
    }
}
