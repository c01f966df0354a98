package dev.cleat.engine.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * An executable in memory that nobody can change any more, not even through /proc/PID/exe of a process that runs it
 * (memfd_create(2), F_ADD_SEALS of fcntl(2); CVE-2019-5736).
 */
public final class SealedProgram implements AutoCloseable {

    private static final int MFD_CLOEXEC = 1;
    private static final int MFD_ALLOW_SEALING = 2;
    private static final int F_ADD_SEALS = 1033;
    private static final int ALL_SEALS = 0xf;

    private final Fd fd;

    private SealedProgram(Fd fd) {
        this.fd = fd;
    }

    /** Copies the program into sealed memory. */
    public static SealedProgram of(String name, InputStream program) throws IOException {
        int number = Libc.memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
        if (number < 0) {
            throw ErrnoException.last("memfd_create");
        }
        Fd fd = Fd.owning(number);
        fd.writeFully(program.readAllBytes());
        if (Libc.fcntl(number, F_ADD_SEALS, ALL_SEALS) != 0) {
            ErrnoException failure = ErrnoException.last("F_ADD_SEALS");
            fd.close();
            throw failure;
        }
        return new SealedProgram(fd);
    }

    /** Where execve(2) of any process of this user finds it while this JVM lives. */
    public Path path() {
        return Path.of("/proc", Long.toString(Credentials.processId()), "fd", Integer.toString(fd.number()));
    }

    @Override
    public void close() {
        fd.close();
    }
}
