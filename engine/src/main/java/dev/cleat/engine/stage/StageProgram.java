package dev.cleat.engine.stage;

import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.PacketSocket;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.linux.SealedProgram;
import dev.cleat.engine.linux.Spawn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The stage's program, sealed in memory once for each engine (CVE-2019-5736), and how it is started. Thread-safe.
 */
public final class StageProgram implements AutoCloseable {

    private static final String RESOURCE = "/native/cleat-stage";

    private SealedProgram sealed;
    private Fd devNull;

    /** Where the program can be run from while this JVM lives; also loads it. */
    public synchronized Path path() throws IOException {
        if (sealed == null) {
            try (InputStream program = StageProgram.class.getResourceAsStream(RESOURCE)) {
                if (program == null) {
                    throw new IOException("the engine was built without its stage program (" + RESOURCE + ")");
                }
                devNull = Fd.open(Path.of("/dev/null"), Fd.O_RDWR, 0);
                sealed = SealedProgram.of("cleat-stage", program);
            }
        }
        return sealed.path();
    }

    /** A stage that was spawned: our end of the socket pair, and the process that it leaves behind when it leaves us. */
    static final class Spawned {

        private final StageConnection connection;
        private final PidFd first;

        Spawned(long pid, StageConnection connection) throws IOException {
            this.connection = connection;
            this.first = PidFd.open(pid);
        }

        StageConnection connection() {
            return connection;
        }

        /**
         * Waits until the stage has left us, and reaps what it leaves behind; returns its pid. From then on it is nobody's
         * child: it outlives this JVM, and the JVM has nothing to reap.
         */
        long awaitReady() throws IOException {
            Report report = connection.receive();
            reap();
            if (report instanceof Report.Ready ready) {
                return ready.pid();
            }
            throw KeeperStage.unexpected(report);
        }

        /** Hangs up; reaps, when that was not done. */
        void abandon() {
            connection.close();
            reap();
        }

        private void reap() {
            if (!first.fd().isOpen()) {
                return;
            }
            try (first) {
                first.reap();
            } catch (ErrnoException e) {
                // Somebody else has: there is nothing left to reap.
            }
        }
    }

    /** Starts a stage with {@code passed} as its descriptors 4, 5, ... */
    Spawned spawn(String role, String name, List<Fd> passed) throws IOException {
        Path program = path();
        PacketSocket.Pair pair = PacketSocket.pair();
        try (Fd theirs = pair.theirs()) {
            List<Fd> descriptors = new ArrayList<>(List.of(devNull, devNull, devNull, theirs));
            descriptors.addAll(passed);
            long pid = Spawn.start(program, List.of("cleat-stage", role, name), descriptors);
            return new Spawned(pid, new StageConnection(pair.ours()));
        } catch (IOException e) {
            pair.ours().close();
            throw e;
        }
    }

    /** A guard of the operator's terminal: see {@link TerminalGuard}. */
    public TerminalGuard guard(Fd terminal, byte[] farewell) throws IOException {
        return TerminalGuard.spawn(this, terminal, farewell);
    }

    @Override
    public synchronized void close() {
        if (sealed != null) {
            sealed.close();
            devNull.close();
            sealed = null;
        }
    }
}
