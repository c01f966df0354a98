package dev.cleat.cli;

import dev.cleat.cli.output.StandardOutput;
import dev.cleat.cli.output.TerminalLog;
import java.io.IOException;

/** Prints a log: to a terminal only what cannot drive it, to everything else byte for byte. */
final class LogPrinter {

    private final LogReader log;
    private final StandardOutput out;
    private final TerminalLog text;
    private final byte[] block = new byte[1 << 14];

    LogPrinter(LogReader log, Surroundings here) {
        this.log = log;
        this.out = here.out();
        this.text = new TerminalLog(here.coloursResults());
    }

    /** Prints what came since the last call. */
    void printNew() throws IOException {
        int length = log.read(block);
        while (length > 0) {
            if (out.isTerminal()) {
                out.print(text.next(block, length));
            } else {
                out.write(block, 0, length);
            }
            length = log.read(block);
        }
        out.flush();
    }

    /** Prints what was incomplete. */
    void end() throws IOException {
        if (out.isTerminal()) {
            out.print(text.end());
        }
    }
}
