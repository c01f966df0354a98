package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Poll;
import java.util.List;
import java.util.Optional;

/** Connects a seat with a command's terminal: what it prints goes to the seat's screen at once, so nothing waits here but typed keys. */
final class SeatLink implements Flow {

    private static final int CAPACITY = 65536;
    private static final int WAKE = 0;
    private static final int FAR = 1;

    private final ScreenSeat seat;
    private final FarEnd far;
    private final List<Tap> taps;
    private final Transit keys = new Transit(CAPACITY);
    private final Transit output = new Transit(CAPACITY);
    private boolean ended;
    private boolean resize;
    private long fromCommand;
    private long toCommand;

    SeatLink(ScreenSeat seat, FarEnd far, List<Tap> taps) {
        this.seat = seat;
        this.far = far;
        this.taps = List.copyOf(taps);
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public void start() throws ErrnoException {
        takeSize();
    }

    @Override
    public void arm(Poll poll, int first) {
        poll.watch(first + WAKE, seat.wakeNumber(), Poll.IN);
        int events = Poll.IN | (keys.isEmpty() && !resize ? 0 : Poll.OUT);
        poll.watch(first + FAR, far.fd().number(), events);
    }

    @Override
    public void serve(Poll poll, int first, long nowNanos) throws ErrnoException {
        if (poll.has(first + WAKE, Poll.IN)) {
            seat.woken();
            takeSize();
        }
        takeKeys();
        if (poll.has(first + FAR, Poll.OUT)) {
            resize = resize && !far.resize(seat.size());
            give();
        }
        if (poll.has(first + FAR, Poll.IN | Poll.HANG_UP | Poll.ERROR)) {
            take();
        }
    }

    private void takeSize() throws ErrnoException {
        if (seat.takeResized()) {
            taps.forEach(tap -> tap.resized(seat.size()));
            resize = !far.resize(seat.size());
        }
    }

    private void takeKeys() {
        if (keys.isEmpty() && seat.isTyped()) {
            byte[] typed = seat.takeTyped();
            keys.add(typed, 0, typed.length);
            taps.forEach(tap -> tap.input(typed));
        }
    }

    private void give() throws ErrnoException {
        while (!keys.isEmpty()) {
            int before = keys.size();
            if (!far.write(keys)) {
                return;
            }
            toCommand += before - keys.size();
        }
    }

    private void take() throws ErrnoException {
        int count = far.read(output);
        ended = count == 0;
        far.watchedSize().ifPresent(seat::fit);
        if (count > 0) {
            fromCommand += count;
            taps.forEach(tap -> tap.output(output.buffer(), output.start(), count));
            seat.shown(output.buffer(), output.start(), count);
            output.remove(output.size());
        }
    }

    @Override
    public Optional<RelayEnd.Reason> verdict() {
        return seat.hasLeft() ? Optional.of(RelayEnd.Reason.DETACHED) : Optional.empty();
    }

    @Override
    public boolean isOutput() {
        return true;
    }

    @Override
    public boolean isDone() {
        return ended;
    }

    @Override
    public boolean isEmpty() {
        return true;
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
    public void commandEnded() {
        keys.remove(keys.size());
        far.commandEnded();
    }

    @Override
    public void close() {
        keys.close();
        output.close();
    }
}
