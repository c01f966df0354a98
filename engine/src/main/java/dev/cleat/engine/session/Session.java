package dev.cleat.engine.session;

import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.session.SessionFile.Counters;
import dev.cleat.engine.session.SessionFile.Process;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A live session: its file stays locked until it is closed or this process dies in any way, and as long as a keeper lives
 * that was given {@link #lock}.
 */
public final class Session implements AutoCloseable {

    static final String SUFFIX = ".json";

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final SessionIdentity identity;
    private final Fd directory;
    private final Fd lock;
    private final int countersAt;
    private long bytesIn;
    private long bytesOut;
    private boolean handedOver;

    Session(SessionIdentity identity, Fd directory, Fd lock, int countersAt) {
        this.identity = identity;
        this.directory = directory;
        this.lock = lock;
        this.countersAt = countersAt;
    }

    /** Unique, sorts by time. */
    public String id() {
        return identity.id();
    }

    /** Who and what. */
    public SessionIdentity identity() {
        return identity;
    }

    /** Where the files of all sessions are. */
    public Fd directory() {
        return directory;
    }

    /** Its locked file: who has a copy holds the session. */
    public Fd lock() {
        return lock;
    }

    /** Where in its file the counters are: a line that whoever relays it overwrites. */
    public int countersAt() {
        return countersAt;
    }

    /** Its command runs; {@code cgroup} is of its own. */
    public void started(long pid, long startTicks, Optional<Path> cgroup) throws IOException {
        lock.seek(countersAt + Counters.NONE.text().length);
        lock.writeFully(SessionFile.process(new Process(pid, startTicks, cgroup)));
    }

    /** So many bytes have passed by now. */
    public void passed(long in, long out) throws IOException {
        bytesIn = in;
        bytesOut = out;
        note(true);
    }

    private void note(boolean attached) throws IOException {
        byte[] line = new Counters(attached, bytesIn, bytesOut, System.nanoTime() / NANOS_PER_MILLI).text();
        try (Buffer bytes = new Buffer(line.length)) {
            bytes.put(line, 0, line.length);
            lock.writeAt(bytes, line.length, countersAt);
        }
    }

    /** It lives on without us: its keeper removes what is to be removed. */
    public void handOver() {
        handedOver = true;
        try {
            note(false);
        } catch (IOException e) {
            // Its keeper says it as well, a moment later.
        }
    }

    @Override
    public void close() throws IOException {
        try (directory;
                lock) {
            if (!handedOver) {
                SessionRegistry.remove(directory, id());
            }
        }
    }
}
