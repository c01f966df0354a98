package dev.cleat.engine.hook;

import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.Poll;
import dev.cleat.engine.plan.HookPlan;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What hooks inside print while a container starts. It is read as it comes, so that none of them waits, and told when the
 * start is over: after one that failed all of it counts.
 */
public final class HookOutput implements AutoCloseable {

    private static final int KEPT_BYTES = 65_536;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** The stage writes of a hook's failure that fails nothing: hook /x ended with status 1. */
    private static final String FAILURE = "hook ";

    private final Optional<Fd> read;
    private final Optional<Fd> write;
    private final HookRunner listener;
    private final String container;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Thread reader = new Thread(this::follow, "hook output");
    private boolean succeeded;

    private HookOutput(Optional<Fd> read, Optional<Fd> write, HookRunner listener, String container) {
        this.read = read;
        this.write = write;
        this.listener = listener;
        this.container = container;
    }

    /** Nothing when there are no hooks inside. */
    public static HookOutput of(HookPlan plan, HookRunner listener) throws ErrnoException {
        if (!plan.hasInside()) {
            return new HookOutput(Optional.empty(), Optional.empty(), listener, "");
        }
        Fd.Pipe pipe = Fd.pipe();
        HookOutput output = new HookOutput(
                Optional.of(pipe.read()),
                Optional.of(pipe.write()),
                listener,
                plan.subject().name());
        output.reader.setDaemon(true);
        output.reader.start();
        return output;
    }

    /** What the hooks get for their standard output and error. */
    public Optional<Fd> forHooks() {
        return write;
    }

    /** The start went well. */
    public void succeeded() {
        succeeded = true;
    }

    private void follow() {
        try (Buffer buffer = new Buffer(KEPT_BYTES);
                Poll poll = new Poll(1)) {
            Fd pipe = read.orElseThrow();
            int count;
            do {
                poll.watch(0, pipe.number(), Poll.IN);
                poll.await(Duration.ofSeconds(-1));
                count = pipe.read(buffer);
                keep(buffer.bytes(Math.max(0, count)));
            } while (count != 0);
        } catch (ErrnoException | IllegalStateException e) {
            // Closed meanwhile: nobody asks any more.
        }
    }

    /** The latest: why a hook failed is what it said last. */
    private synchronized void keep(byte[] bytes) {
        said.writeBytes(bytes);
        if (said.size() > 2 * KEPT_BYTES) {
            byte[] all = said.toByteArray();
            said.reset();
            said.write(all, all.length - KEPT_BYTES, KEPT_BYTES);
        }
    }

    private synchronized String text() {
        return said.toString(StandardCharsets.UTF_8);
    }

    /** A failure after which the start goes on says whose hook it was; before one that does not, the start says so. */
    private String told(String line) {
        return succeeded && line.startsWith(FAILURE) ? container + ": " + line : line;
    }

    /** Tells what was said. */
    @Override
    public void close() {
        if (read.isEmpty()) {
            return;
        }
        write.ifPresent(Fd::close); // the last one of ours: when the hooks have gone the reader sees the end
        try {
            reader.join(LAST_WORDS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Map<Boolean, List<String>> lines =
                text().lines().collect(Collectors.partitioningBy(line -> !succeeded || line.startsWith(FAILURE)));
        lines.get(false).forEach(listener::debug);
        listener.warn(lines.get(true).stream().map(this::told).toList());
        if (!reader.isAlive()) {
            read.ifPresent(Fd::close);
        }
    }
}
