package dev.cleat.engine.terminal;

import com.pty4j.unix.Pty;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.Termios;
import java.io.IOException;
import java.nio.file.Path;
import kotlin.Pair;

/**
 * A pair of pseudo-terminal ends on the host (pty(7)): we keep the master, a command gets the slave.
 *
 * <p>Of pty4j only the static call that opens the pair is used. An instance of its class would add a pipe that is not
 * close-on-exec, streams that read 0xFF as end of file, and a finalizer that closes descriptor numbers.
 *
 * <p>Our slave stays open until {@link #closeSlave}: as long as anyone holds the slave, the master does not report
 * end of file (EIO), neither before the command has opened it nor when the command closes its own for a while.
 */
public final class HostPty implements AutoCloseable {

    /** As grantpt(3): the owner reads and writes, the group (tty) writes messages. */
    private static final int MODE = 0620;

    private final Fd master;
    private final Fd slave;
    private final Path name;

    private HostPty(Fd master, Fd slave, Path name) {
        this.master = master;
        this.slave = slave;
        this.name = name;
    }

    /**
     * Opens a pair.
     *
     * @param uid host uid that owns the slave; -1: ours
     * @param gid host gid of the slave; -1: what the mount of /dev/pts says, normally tty, which is right unless another
     *     user namespace has a tty group of its own (runc changes the uid only, too)
     * @param size window size, set before anything can ask for it
     * @throws ErrnoException ENOSPC when /proc/sys/kernel/pty/max pairs are open
     */
    public static HostPty open(long uid, long gid, TerminalSize size) throws IOException {
        Pair<Integer, String> pair = Pty.ptyMasterOpen();
        if (pair.getFirst() < 0) {
            throw new ErrnoException("/dev/ptmx", Errno.ENOSPC);
        }
        Fd master = closeOnExec(pair.getFirst());
        try {
            master.setNonBlocking(true);
            Termios.setWindowSize(master.number(), size);
            Path name = Path.of(pair.getSecond());
            return new HostPty(master, openSlave(name, uid, gid), name);
        } catch (IOException | RuntimeException e) {
            master.close();
            throw e;
        }
    }

    /** pty4j opens the master without O_CLOEXEC; a duplicate that has it replaces it. */
    private static Fd closeOnExec(int number) throws ErrnoException {
        try (Fd leaking = Fd.owning(number)) {
            return leaking.duplicate(0);
        }
    }

    private static Fd openSlave(Path name, long uid, long gid) throws ErrnoException {
        Fd slave = Fd.open(name, Fd.O_RDWR | Fd.O_NOCTTY, 0);
        try {
            if (uid != -1 || gid != -1) {
                slave.changeOwner(uid, gid);
                slave.changeMode(MODE);
            }
            return slave;
        } catch (ErrnoException | RuntimeException e) {
            slave.close();
            throw e;
        }
    }

    /** Our end, non-blocking and close-on-exec. */
    public Fd master() {
        return master;
    }

    /** The command's end, blocking and close-on-exec, nobody's controlling terminal yet. */
    public Fd slave() {
        return slave;
    }

    /** {@code /dev/pts/N} of the host. */
    public Path name() {
        return name;
    }

    /** Changes the window size; the foreground process group gets SIGWINCH (TIOCSWINSZ, ioctl_tty(2)). */
    public void resize(TerminalSize size) throws ErrnoException {
        Termios.setWindowSize(master.number(), size);
    }

    /** Gives up our copy of the slave. From now on the master reports the end when the last other copy is closed. */
    public void closeSlave() {
        slave.close();
    }

    /** Closes both ends; who still has the slave is hung up (SIGHUP to the session's leader). */
    @Override
    public void close() {
        slave.close();
        master.close();
    }
}
