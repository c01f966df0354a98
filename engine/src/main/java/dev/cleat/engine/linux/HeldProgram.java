package dev.cleat.engine.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A program of the host that gives its input back, as cat(1) does, and ends when there is no more: when we close it, or with
 * us. No shell, a session of its own, nothing inherited but its three standard descriptors.
 */
public final class HeldProgram implements AutoCloseable {

    /** The kernel ends it at once; what was executed instead of it may do as it likes. */
    private static final Duration END = Duration.ofSeconds(2);

    private static final int LONGEST_COMPLAINT = 4096;
    private static final byte[] WORD = {'\n'};

    private final PidFd process;
    private final Fd input;
    private final Fd output;
    private final Fd errors;
    private boolean ended;

    private HeldProgram(PidFd process, Fd input, Fd output, Fd errors) {
        this.process = process;
        this.input = input;
        this.output = output;
        this.errors = errors;
    }

    /**
     * Starts {@code arguments}, the program first, absolute.
     *
     * @param environment {@code NAME=VALUE}, complete
     */
    public static HeldProgram start(List<String> arguments, List<String> environment) throws ErrnoException {
        Fd.Pipe stdin = Fd.pipe();
        Fd.Pipe stdout = Fd.pipe();
        Fd.Pipe stderr = Fd.pipe();
        try (Fd in = stdin.read();
                Fd out = stdout.write();
                Fd err = stderr.write()) {
            long pid = Spawn.startClean(Path.of(arguments.get(0)), arguments, environment, List.of(in, out, err));
            stderr.read().setNonBlocking(true);
            return new HeldProgram(PidFd.open(pid), stdin.write(), stdout.read(), stderr.read());
        } catch (ErrnoException e) {
            List.of(stdin.write(), stdout.read(), stderr.read()).forEach(Fd::close);
            throw e;
        }
    }

    /** Its number. */
    public long pid() {
        return process.pid();
    }

    /** True when it gives back what it is told: what came before it in the same process has done its work. */
    public boolean answers(Duration atMost) throws ErrnoException {
        try {
            input.writeFully(WORD);
        } catch (ErrnoException e) {
            return false; // EPIPE: it has ended
        }
        try (Poll poll = new Poll(1);
                Buffer buffer = new Buffer(WORD.length)) {
            poll.watch(0, output.number(), Poll.IN);
            poll.await(atMost);
            return poll.has(0, Poll.IN) && output.read(buffer) > 0;
        }
    }

    /** What it has said on standard error, in one line. */
    public String complaint() {
        try (Buffer buffer = new Buffer(LONGEST_COMPLAINT)) {
            process.awaitEnd(END);
            int length = Math.max(0, errors.read(buffer));
            String text = new String(buffer.bytes(length), StandardCharsets.UTF_8).strip();
            return text.replaceAll("\\s*\n\\s*", "; ");
        } catch (ErrnoException e) {
            return "";
        }
    }

    /** Ends it and waits for that. */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        input.close();
        try {
            if (!process.awaitEnd(END)) {
                process.signal(Signals.KILL);
            }
            process.reap();
        } catch (ErrnoException e) {
            // Somebody else has reaped it: it has ended, which is all we want.
        }
        output.close();
        errors.close();
        process.close();
    }
}
