package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Poll;
import java.util.List;
import java.util.Optional;

/**
 * Connects plain descriptors with a command's terminal, for a PTY that was asked for where the operator has none: a
 * script that drives a program which insists on a terminal.
 *
 * <p>At the end of the input the command gets the character that means end of file to a terminal (VEOF, termios(3)), as
 * script(1) does; its terminal stays.
 */
final class StreamLink implements Flow {

    private static final byte[] END_OF_INPUT = {4};
    private static final int CAPACITY = 65536;
    private static final int SOURCE = 0;
    private static final int SINK = 1;
    private static final int FAR = 2;

    private final HostStream source;
    private final HostStream sink;
    private final FarEnd far;
    private final List<Tap> taps;
    private final Transit input = new Transit(CAPACITY);
    private final Transit screen = new Transit(CAPACITY);
    private boolean inputEnded;
    private boolean farEnded;
    private long fromCommand;
    private long toCommand;
    private ErrnoException failure;

    StreamLink(HostStream source, HostStream sink, FarEnd far, List<Tap> taps) {
        this.source = source;
        this.sink = sink;
        this.far = far;
        this.taps = List.copyOf(taps);
    }

    @Override
    public int slots() {
        return 3;
    }

    @Override
    public void arm(Poll poll, int first) {
        if (input.isEmpty() && !inputEnded) {
            poll.watch(first + SOURCE, source.fd().number(), Poll.IN);
        }
        poll.watch(first + SINK, sink.fd().number(), screen.isEmpty() ? 0 : Poll.OUT);
        int events = (screen.isEmpty() && !farEnded ? Poll.IN : 0) | (input.isEmpty() ? 0 : Poll.OUT);
        if (events != 0) {
            poll.watch(first + FAR, far.fd().number(), events);
        }
    }

    @Override
    public void serve(Poll poll, int first, long nowNanos) throws ErrnoException {
        if (poll.has(first + SOURCE, Poll.IN | Poll.HANG_UP | Poll.ERROR)) {
            takeInput();
        }
        if (poll.has(first + FAR, Poll.OUT)) {
            int before = input.size();
            far.write(input);
            toCommand += before - input.size();
        }
        if (screen.isEmpty() && poll.has(first + FAR, Poll.IN | Poll.HANG_UP | Poll.ERROR)) {
            takeOutput();
        } else if (poll.has(first + SINK, Poll.OUT)) {
            show();
        }
        if (poll.has(first + SINK, Poll.HANG_UP | Poll.ERROR)) {
            abandon();
        }
    }

    private void takeInput() {
        int count;
        try {
            count = input.fill(source.fd());
        } catch (ErrnoException e) {
            failure = source.failure(e);
            count = 0;
        }
        if (count == 0) {
            inputEnded = true;
            input.add(END_OF_INPUT, 0, END_OF_INPUT.length);
        } else if (count > 0) {
            byte[] typed = input.first(count);
            taps.forEach(tap -> tap.input(typed));
        }
    }

    private void takeOutput() throws ErrnoException {
        int count = far.read(screen);
        farEnded = count == 0;
        if (count > 0) {
            fromCommand += count;
            taps.forEach(tap -> tap.output(screen.buffer(), screen.start(), count));
        }
    }

    private void show() {
        try {
            int most = Math.min(screen.size(), sink.mostPerWrite());
            screen.remove(Math.max(0, sink.fd().write(screen.buffer(), screen.start(), most)));
        } catch (ErrnoException e) {
            failure = e.errno() == Errno.EPIPE ? failure : sink.failure(e);
            abandon();
        }
    }

    /** Nobody sees the output any more: the command's terminal is hung up. */
    private void abandon() {
        screen.remove(screen.size());
        input.remove(input.size());
        inputEnded = true;
        farEnded = true;
        far.hangUp();
    }

    @Override
    public boolean isOutput() {
        return true;
    }

    @Override
    public boolean isDone() {
        return farEnded && screen.isEmpty();
    }

    @Override
    public boolean isEmpty() {
        return screen.isEmpty();
    }

    @Override
    public long fromCommand() {
        return fromCommand;
    }

    @Override
    public long toCommand() {
        return toCommand;
    }

    @Override
    public Optional<ErrnoException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void commandEnded() {
        inputEnded = true;
        input.remove(input.size());
        far.commandEnded();
    }

    @Override
    public void close() {
        source.close();
        sink.close();
        input.close();
        screen.close();
    }
}
