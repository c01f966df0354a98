package dev.cleat.engine.terminal;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;

/** The master of a PTY whose slave a command has. */
record PtyEnd(HostPty pty) implements FarEnd {

    @Override
    public Fd fd() {
        return pty.master();
    }

    @Override
    public int read(Transit screen) throws ErrnoException {
        return screen.fill(pty.master());
    }

    @Override
    public boolean write(Transit keys) throws ErrnoException {
        int accepted = pty.master().write(keys.buffer(), keys.start(), keys.size());
        keys.remove(Math.max(0, accepted));
        return accepted > 0;
    }

    @Override
    public boolean resize(TerminalSize size) throws ErrnoException {
        pty.resize(size);
        return true;
    }

    @Override
    public void commandEnded() {
        pty.closeSlave();
    }

    @Override
    public void hangUp() {
        pty.close();
    }
}
