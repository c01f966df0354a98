package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.Poll;
import java.util.List;
import java.util.Optional;

/**
 * Carries bytes from one descriptor to another, unchanged, until the source ends or the sink breaks.
 *
 * <p>The end travels on: when the source has ended and everything was delivered, the sink is closed; when nobody reads
 * the sink any more (EPIPE), the source is closed, so that its writer gets SIGPIPE (pipe(7)).
 */
final class Pump implements Flow {

    private static final int CAPACITY = 65536; // a pipe's default capacity, pipe(7)
    private static final int SOURCE = 0;
    private static final int SINK = 1;

    private final HostStream host;
    private final Fd source;
    private final Fd sink;
    private final boolean sinkMayBlock;
    private final int mostPerWrite;
    private final boolean isOutput;
    private final List<Tap> taps;
    private final Transit transit = new Transit(CAPACITY);
    private long delivered;
    private boolean sourceEnded;
    private ErrnoException failure;

    private Pump(
            HostStream host,
            Fd source,
            Fd sink,
            boolean sinkMayBlock,
            int mostPerWrite,
            boolean isOutput,
            List<Tap> taps) {
        this.host = host;
        this.source = source;
        this.sink = sink;
        this.sinkMayBlock = sinkMayBlock;
        this.mostPerWrite = mostPerWrite;
        this.isOutput = isOutput;
        this.taps = List.copyOf(taps);
    }

    /** From a standard descriptor of ours to a pipe that the command reads; both are closed at the end. */
    static Pump toCommand(HostStream from, Fd pipe, List<Tap> taps) throws ErrnoException {
        pipe.setNonBlocking(true);
        return new Pump(from, from.fd(), pipe, false, Integer.MAX_VALUE, false, taps);
    }

    /** From a pipe that the command writes to a standard descriptor of ours; both are closed at the end. */
    static Pump fromCommand(Fd pipe, HostStream to, List<Tap> taps) throws ErrnoException {
        pipe.setNonBlocking(true);
        return new Pump(to, pipe, to.fd(), to.isShared(), to.mostPerWrite(), true, taps);
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public void arm(Poll poll, int first) {
        if (transit.isEmpty() && !sourceEnded) {
            poll.watch(first + SOURCE, source.number(), Poll.IN);
        } else {
            poll.ignore(first + SOURCE);
        }
        poll.watch(first + SINK, sink.number(), transit.isEmpty() ? 0 : Poll.OUT);
    }

    @Override
    public void serve(Poll poll, int first, long nowNanos) {
        if (poll.has(first + SINK, Poll.ERROR | Poll.HANG_UP)) {
            abandon(); // nobody reads it any more
            return;
        }
        if (poll.has(first + SOURCE, Poll.IN | Poll.HANG_UP | Poll.ERROR)) {
            take();
            if (!sinkMayBlock) {
                deliver();
            }
        } else if (poll.has(first + SINK, Poll.OUT)) {
            deliver();
        }
        if (sourceEnded && transit.isEmpty()) {
            finish();
        }
    }

    private void take() {
        try {
            int count = transit.fill(source);
            sourceEnded = count == 0;
            if (count > 0 && !taps.isEmpty()) {
                hear(count);
            }
        } catch (ErrnoException e) { // EISDIR, for one
            failure = isOutput ? e : host.failure(e);
            sourceEnded = true;
        }
    }

    private void hear(int count) {
        int from = transit.end() - count;
        if (isOutput) {
            taps.forEach(tap -> tap.output(transit.buffer(), from, count));
            return;
        }
        byte[] bytes = new byte[count];
        transit.buffer().get(from, bytes, 0, count);
        taps.forEach(tap -> tap.input(bytes));
    }

    private void deliver() {
        try {
            int count = Math.min(transit.size(), mostPerWrite);
            int accepted = count == 0 ? 0 : sink.write(transit.buffer(), transit.start(), count);
            if (accepted > 0) {
                transit.remove(accepted);
                delivered += accepted;
            }
        } catch (ErrnoException e) {
            failure = e.errno() == Errno.EPIPE ? null : isOutput ? host.failure(e) : e;
            abandon();
        }
    }

    private void abandon() {
        transit.remove(transit.size());
        finish();
    }

    private void finish() {
        sourceEnded = true;
        source.close();
        sink.close();
    }

    @Override
    public boolean isOutput() {
        return isOutput;
    }

    @Override
    public boolean isDone() {
        return !sink.isOpen();
    }

    @Override
    public boolean isEmpty() {
        return transit.isEmpty();
    }

    @Override
    public long fromCommand() {
        return isOutput ? delivered : 0;
    }

    @Override
    public long toCommand() {
        return isOutput ? 0 : delivered;
    }

    @Override
    public Optional<ErrnoException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void commandEnded() {
        if (!isOutput) {
            abandon();
        }
    }

    @Override
    public void close() {
        source.close();
        sink.close();
        transit.close();
    }
}
