package dev.cleat.engine.linux;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a program of the host to its end: no shell, a session of its own, nothing inherited but its three standard
 * descriptors. It is over when the program itself has ended: a child that it leaves behind, holding its output, is not
 * waited for.
 */
public final class HostProgram {

    /** poll(2) does not hear of an interruption. */
    private static final long LOOK_UP_NANOS = 200_000_000;

    private static final int OUT = 0;
    private static final int ERR = 1;
    private static final int IN = 2;
    private static final int END = 3;

    private final PidFd process;
    private final Fd input;
    private final Captured out;
    private final Captured err;
    private byte[] unwritten;

    private HostProgram(PidFd process, Fd input, Captured out, Captured err, byte[] unwritten) {
        this.process = process;
        this.input = input;
        this.out = out;
        this.err = err;
        this.unwritten = unwritten;
    }

    /**
     * How it went.
     *
     * @param timedOut it was killed, with everything of its process group, because it took too long
     * @param out what it printed on standard output, the latest of it when that was too much
     * @param err the same for standard error
     */
    public record Outcome(PidFd.End end, boolean timedOut, String out, String err) {
        /** True when it exited with status 0. */
        public boolean isSuccess() {
            return !timedOut && !end.killed() && end.value() == 0;
        }
    }

    /** As {@link #run(List, List, String, Duration, Duration, int)}, killed at once when it takes too long. */
    public static Outcome run(
            List<String> arguments, List<String> environment, String input, Duration timeout, int keep)
            throws ErrnoException {
        return run(arguments, environment, input, timeout, Duration.ZERO, keep);
    }

    /**
     * Runs {@code arguments}, the program first, absolute.
     *
     * @param environment {@code NAME=VALUE}, complete
     * @param grace what it gets between SIGTERM and SIGKILL; none: it is killed at once
     * @param keep how much of each output is kept
     * @throws ErrnoException when there is no such program, or it cannot be executed; EINTR when this thread is interrupted:
     *     then it is killed
     */
    public static Outcome run(
            List<String> arguments, List<String> environment, String input, Duration timeout, Duration grace, int keep)
            throws ErrnoException {
        Fd.Pipe stdin = Fd.pipe();
        Fd.Pipe stdout = Fd.pipe();
        Fd.Pipe stderr = Fd.pipe();
        try (Fd ourInput = stdin.write();
                Captured out = new Captured(stdout.read(), keep);
                Captured err = new Captured(stderr.read(), keep)) {
            long pid;
            try (Fd in = stdin.read();
                    Fd outEnd = stdout.write();
                    Fd errEnd = stderr.write()) {
                pid = Spawn.startClean(Path.of(arguments.get(0)), arguments, environment, List.of(in, outEnd, errEnd));
            }
            ourInput.setNonBlocking(true);
            try (PidFd process = PidFd.open(pid)) {
                byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
                return new HostProgram(process, ourInput, out, err, bytes).follow(arguments.get(0), timeout, grace);
            }
        }
    }

    private Outcome follow(String program, Duration timeout, Duration grace) throws ErrnoException {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean timedOut = false;
        boolean interrupted = false;
        try (Poll poll = new Poll(4)) {
            poll.watch(END, process.fd().number(), Poll.IN);
            do {
                poll.watch(OUT, out.descriptor(), Poll.IN);
                poll.watch(ERR, err.descriptor(), Poll.IN);
                write();
                poll.watch(IN, input.isOpen() ? input.number() : -1, Poll.OUT);
                poll.await(Duration.ofNanos(Math.min(LOOK_UP_NANOS, Math.max(0, deadline - System.nanoTime()))));
                out.read();
                err.read();
                interrupted = Thread.interrupted();
                timedOut = System.nanoTime() >= deadline && !poll.has(END, Poll.IN);
            } while (!timedOut && !interrupted && !poll.has(END, Poll.IN));
        }
        if (timedOut || interrupted) {
            if (grace.compareTo(Duration.ZERO) > 0) {
                Signals.kill(-process.pid(), Signals.TERM);
                process.awaitEnd(grace);
            }
            Signals.kill(-process.pid(), Signals.KILL); // its number is its group's until it is reaped
        }
        PidFd.End end = process.reap();
        if (interrupted) {
            throw new ErrnoException(program, Errno.EINTR);
        }
        out.read();
        err.read();
        return new Outcome(end, timedOut, out.text(), err.text());
    }

    private void write() {
        if (!input.isOpen()) {
            return;
        }
        try (Buffer buffer = new Buffer(Math.max(1, unwritten.length))) {
            buffer.put(unwritten, 0, unwritten.length);
            int written = unwritten.length == 0 ? 0 : Math.max(0, input.write(buffer, 0, unwritten.length));
            unwritten = Arrays.copyOfRange(unwritten, written, unwritten.length);
        } catch (ErrnoException e) {
            unwritten = new byte[0]; // EPIPE: it does not read what it is told
        }
        if (unwritten.length == 0) {
            input.close();
        }
    }

    /** One output of the program, read as it comes; the latest bytes of it are kept. */
    private static final class Captured implements AutoCloseable {
        private static final int CHUNK = 65_536;

        private final Fd pipe;
        private final int keep;
        private final Buffer chunk = new Buffer(CHUNK);
        private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Captured(Fd pipe, int keep) throws ErrnoException {
            this.pipe = pipe;
            this.keep = keep;
            pipe.setNonBlocking(true);
        }

        int descriptor() {
            return pipe.isOpen() ? pipe.number() : -1;
        }

        /** Everything that is there now, but no more than a pipe holds: who writes for ever must not keep us. */
        void read() throws ErrnoException {
            if (!pipe.isOpen()) {
                return;
            }
            int count = pipe.read(chunk);
            if (count == 0) {
                pipe.close();
            }
            if (count > 0) {
                bytes.write(chunk.bytes(count), 0, count);
            }
            if (bytes.size() > 2 * (long) keep) {
                byte[] all = bytes.toByteArray();
                bytes = new ByteArrayOutputStream();
                bytes.write(all, all.length - keep, keep);
            }
        }

        String text() {
            byte[] all = bytes.toByteArray();
            int from = Math.max(0, all.length - keep);
            return new String(all, from, all.length - from, StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            pipe.close();
            chunk.close();
        }
    }
}
