package dev.cleat.tui;

import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.terminal.Signals;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The operator's own editor, as the shell would run it: it has the terminal, cooked, until it ends. */
final class Editor {

    private static final File TERMINAL = new File("/dev/tty");

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
        Runnable interrupts = Signals.handle("INT", () -> {}); // a Ctrl-C before the editor reads keys is not for us
        dropTypedAhead();
        terminal.leaveRaw();
        try {
            int status = edited(edit.file());
            return status == 0
                    ? new Message.DefinitionEdited(edit.name(), edit.file(), engine.lint(edit.file()))
                    : new Message.ActionFailed(
                            "Cannot edit " + edit.name(),
                            Failure.of("\"" + command + "\" ended with status " + status
                                    + (status == 127 ? ": there is no such program; set EDITOR" : "")));
        } catch (IOException e) {
            return new Message.ActionFailed("Cannot edit " + edit.name(), Failure.of(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Message.EffectEnded();
        } finally {
            terminal.enterRaw();
            interrupts.run();
        }
    }

    /** What was read already cannot be given to another program, and is no command for the console after it. */
    private void dropTypedAhead() {
        byte[] dropped = new byte[4096];
        while (terminal.read(dropped, Duration.ZERO) > 0) {
            // The next piece.
        }
    }

    private int edited(Path file) throws IOException, InterruptedException {
        return new ProcessBuilder("/bin/sh", "-c", command + " \"$1\"", "sh", file.toString())
                .redirectInput(TERMINAL)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(TERMINAL))
                .redirectError(ProcessBuilder.Redirect.appendTo(TERMINAL))
                .start()
                .waitFor();
    }
}
