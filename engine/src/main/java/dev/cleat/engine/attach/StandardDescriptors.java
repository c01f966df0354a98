package dev.cleat.engine.attach;

import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.Termios;
import java.io.IOException;
import java.util.Optional;

/** Descriptors 0 to 2 of this process: which of them are terminals. */
final class StandardDescriptors {

    static final int COUNT = 3;

    /** A bit for each. */
    static final int ALL = (1 << COUNT) - 1;

    /** Of a terminal that nobody looks at. */
    static final TerminalSize WITHOUT_TERMINAL = new TerminalSize(24, 80);

    private StandardDescriptors() {}

    /** One bit for each that is a terminal. */
    static int terminals() {
        int terminals = 0;
        for (int standard = 0; standard < COUNT; standard++) {
            terminals |= Fd.isTerminal(standard) ? 1 << standard : 0;
        }
        return terminals;
    }

    /** That of {@code owned}, else of the first that is a terminal. */
    static TerminalSize size(Optional<OperatorTerminal> owned) throws IOException {
        if (owned.isPresent()) {
            return owned.get().size();
        }
        int terminals = terminals();
        return terminals == 0 ? WITHOUT_TERMINAL : Termios.windowSize(Integer.numberOfTrailingZeros(terminals));
    }
}
