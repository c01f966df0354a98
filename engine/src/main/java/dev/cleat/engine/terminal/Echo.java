package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.Termios;

/** Whether a terminal shows what is typed now: it is asked before the keys reach it. */
@FunctionalInterface
public interface Echo {

    /** When nobody can tell, it is a secret. */
    Echo UNKNOWN = () -> true;

    /** Of what is no terminal: nothing comes through it that somebody types and does not see. */
    Echo NONE = () -> false;

    /** True while a line is read that is not to be seen. */
    boolean isHidden();

    /** That of a PTY, asked through its master, which has the line settings of the slave (ioctl_tty(2)). */
    static Echo of(Fd master) {
        return () -> {
            try {
                return !master.isOpen() || Termios.hidesLine(master.number());
            } catch (ErrnoException e) {
                return true;
            }
        };
    }
}
