package dev.cleat.tui;

import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.tui.terminal.Signals;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A program of the operator's own: it has the terminal, cooked, until it ends. Runs on the UI thread. */
final class TerminalProgram {

    private static final File TERMINAL = new File("/dev/tty");
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final OperatorTerminal terminal;

    TerminalProgram(OperatorTerminal terminal) {
        this.terminal = terminal;
    }

    /** Returns its exit status when it has ended. */
    int run(List<String> argv) throws IOException {
        Runnable interrupts = Signals.handle("INT", () -> {}); // a Ctrl-C before it reads keys is not for us
        dropTypedAhead();
        terminal.leaveRaw();
        try {
            return new ProcessBuilder(argv)
                    .redirectInput(TERMINAL)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(TERMINAL))
                    .redirectError(ProcessBuilder.Redirect.appendTo(TERMINAL))
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            terminal.enterRaw();
            interrupts.run();
        }
    }

    /** Until a key is pressed, the terminal goes, or {@code enough}. */
    void awaitKey(String text, BooleanSupplier enough) {
        dropTypedAhead();
        byte[] bytes = (text + "\r\n").getBytes(StandardCharsets.UTF_8);
        terminal.write(bytes, 0, bytes.length);
        byte[] key = new byte[64];
        int count = 0;
        while (count == 0 && !enough.getAsBoolean()) {
            count = terminal.read(key, GLANCE);
        }
    }

    /** What was read already cannot be given to another program, and is no command for the console after it. */
    private void dropTypedAhead() {
        byte[] dropped = new byte[4096];
        while (terminal.read(dropped, Duration.ZERO) > 0) {
            // The next piece.
        }
    }
}
