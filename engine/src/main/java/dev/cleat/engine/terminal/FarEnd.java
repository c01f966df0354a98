package dev.cleat.engine.terminal;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import java.util.Optional;

/** What an operator's terminal is connected with. None of its calls blocks. */
sealed interface FarEnd permits PtyEnd, ConsoleEnd, SessionClient {

    /** For poll(2). */
    Fd fd();

    /** Adds output to {@code screen}; the number of bytes, 0 at the end, -1 when there is none now. */
    int read(Transit screen) throws ErrnoException;

    /** Takes what it can of {@code keys}; false when it can take nothing now. */
    boolean write(Transit keys) throws ErrnoException;

    /** Tells the command the size of its terminal; false when that has to be tried again. */
    boolean resize(TerminalSize size) throws ErrnoException;

    /** The size that what is only watched has, once; empty: that of who is at it. */
    default Optional<TerminalSize> watchedSize() {
        return Optional.empty();
    }

    /** The command has ended: from now on the end of its output is to be seen. */
    void commandEnded();

    /** True when nobody is there at whose end it ends: it is looked at, and goes on. */
    default boolean isOnlyWatched() {
        return false;
    }

    /** The operator has gone. */
    void hangUp();
}
