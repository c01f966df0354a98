package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.linux.Signals;
import dev.cleat.engine.linux.Spawn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A shell script that runs as a command does: a session of its own, a terminal or pipes. */
final class Command implements AutoCloseable {

    private static final String PREFIX = "PATH=/usr/sbin:/usr/bin:/sbin:/bin; export PATH; ";

    private final PidFd process;
    private boolean reaped;

    private Command(PidFd process) {
        this.process = process;
    }

    /** With this terminal as its controlling one; {@code others} become 3, 4, ... */
    static Command on(HostPty pty, String script, Fd... others) throws IOException {
        List<Fd> descriptors = new ArrayList<>(List.of(pty.slave(), pty.slave(), pty.slave()));
        descriptors.addAll(List.of(others));
        // A session's leader gets its controlling terminal by opening it without O_NOCTTY.
        String takesTerminal = "exec <>" + pty.name() + " >&0 2>&0; ";
        return start(PREFIX + takesTerminal + script, descriptors);
    }

    /** With these as 0, 1, 2, ... */
    static Command with(String script, Fd... descriptors) throws IOException {
        return start(PREFIX + script, List.of(descriptors));
    }

    private static Command start(String script, List<Fd> descriptors) throws IOException {
        long pid = Spawn.start(Path.of("/bin/sh"), List.of("sh", "-c", script), descriptors);
        return new Command(PidFd.open(pid));
    }

    PidFd process() {
        return process;
    }

    PidFd.End end() throws IOException {
        reaped = true;
        return process.reap();
    }

    @Override
    public void close() throws IOException {
        if (!reaped) {
            process.signal(Signals.KILL);
            process.reap();
        }
        process.close();
    }
}
