package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.linux.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moves bytes between the operator and a command until it ends, on the thread that calls {@link #run}.
 *
 * <p>When the command has ended, everything it wrote is delivered first. Its children may live on and hold its terminal
 * or its pipes: then the relay ends as well, after waiting {@link #GRACE} in all for bytes that are still on their way
 * through the kernel (a PTY hands them on by a worker thread), or after {@link #MOST_AFTER_END} bytes, more than a
 * terminal or a pipe can hold (pipe(7): 1 MiB at most without privilege).
 */
public final class Relay {

    static final Duration GRACE = Duration.ofMillis(100);
    static final long MOST_AFTER_END = 2 << 20;
    private static final Duration FOR_EVER = Duration.ofNanos(-1);
    private static final int COMMAND = 0;

    private final Optional<Fd> command;
    private final List<Tap> taps = new ArrayList<>();
    private final List<Tap> pipeTaps = new ArrayList<>();
    private final List<Flow> flows = new ArrayList<>();
    private Optional<ShownLately> shown = Optional.empty();
    private OperatorAsides asides = OperatorAsides.UNRECORDED;
    private boolean commandEnded;
    private long bytesBeforeEnd;
    private long graceLeft = GRACE.toNanos();

    private Relay(Optional<Fd> command) {
        this.command = command;
    }

    /** A relay that ends when {@code command} has ended, which it does not reap. */
    public static Relay until(PidFd command) {
        return untilReadable(command.fd());
    }

    /** A relay that ends when {@code ended} becomes readable: then the command has ended. Nothing is read from it. */
    public static Relay untilReadable(Fd ended) {
        return new Relay(Optional.of(ended));
    }

    /** A relay that ends when the other side closes, as a console's keeper does. */
    public static Relay untilClosed() {
        return new Relay(Optional.empty());
    }

    /** Lets {@code tap} hear what passes the terminals that are connected from now on. */
    public Relay tap(Tap tap) {
        taps.add(tap);
        return this;
    }

    /** Says who remembers what the terminals show that are connected from now on; it is one of the taps. */
    public Relay remembered(ShownLately by) {
        shown = Optional.of(by);
        return this;
    }

    /** Lets {@code asides} answer what is asked at the terminals that are connected from now on. */
    public Relay asides(OperatorAsides answers) {
        asides = answers;
        return this;
    }

    /**
     * Connects the operator's terminal with the command's.
     *
     * @param pty stays the caller's, who closes it; it is closed here when the operator's terminal has gone
     */
    public Relay terminal(TtyTerminal operator, HostPty pty, DetachKeys keys) {
        return link(operator, new PtyEnd(pty), keys);
    }

    /**
     * Asks a console for what it has shown and what follows, before anybody relays it: a container that lives for a
     * moment only has said and done everything by then.
     */
    public static void askForHistory(Fd socket) throws ErrnoException {
        ConsoleEnd.askForHistory(socket);
    }

    /**
     * Connects the operator's terminal with a container console.
     *
     * @param socket connected to {@code console.sock}; stays the caller's, who closes it
     * @param history whether to show first what the console showed lately
     * @param readOnly whether keys other than the detach keys are dropped
     */
    public Relay console(TtyTerminal operator, Fd socket, DetachKeys keys, boolean history, boolean readOnly)
            throws ErrnoException {
        return link(operator, new ConsoleEnd(socket, history, readOnly), keys);
    }

    /**
     * Connects plain descriptors with the command's terminal, where the operator has no terminal; both are closed.
     *
     * @param pty stays the caller's, who closes it; it is closed here when nobody reads {@code to} any more
     */
    public Relay terminal(HostStream from, HostStream to, HostPty pty) {
        flows.add(new StreamLink(from, to, new PtyEnd(pty), taps));
        return this;
    }

    /** Connects plain descriptors with a container console; see {@link #console}. */
    public Relay console(HostStream from, HostStream to, Fd socket) throws ErrnoException {
        return console(from, to, socket, false, false);
    }

    /** As {@link #console(HostStream, HostStream, Fd)}, with what the console showed lately, or only watching. */
    public Relay console(HostStream from, HostStream to, Fd socket, boolean history, boolean readOnly)
            throws ErrnoException {
        flows.add(new StreamLink(from, to, new ConsoleEnd(socket, history, readOnly), taps));
        return this;
    }

    /** Connects the operator's terminal with a session of which its keeper has the terminal. */
    public Relay session(TtyTerminal operator, SessionClient session, DetachKeys keys) {
        return link(operator, session, keys);
    }

    /** What was shown is remembered here where nobody else does and somebody may ask for it. */
    private Relay link(TtyTerminal operator, FarEnd far, DetachKeys keys) {
        List<Tap> all = new ArrayList<>(taps);
        OutputRing own = new OutputRing();
        if (shown.isEmpty() && keys.canLookBack()) {
            all.add(own);
        }
        flows.add(new TerminalLink(operator, far, keys, all, shown.orElse(own), asides));
        return this;
    }

    /**
     * Connects a seat with the command's terminal.
     *
     * @param pty stays the caller's, who closes it
     */
    public Relay terminal(ScreenSeat seat, HostPty pty) {
        flows.add(new SeatLink(seat, new PtyEnd(pty), taps));
        return this;
    }

    /** Connects a seat with it. */
    public Relay session(ScreenSeat seat, SessionClient session) {
        flows.add(new SeatLink(seat, session, taps));
        return this;
    }

    /** Connects plain descriptors with it. */
    public Relay session(HostStream from, HostStream to, SessionClient session) {
        flows.add(new StreamLink(from, to, session, taps));
        return this;
    }

    /** Lets {@code tap} hear what passes the pipes that are connected from now on. */
    public Relay tapPipes(Tap tap) {
        pipeTaps.add(tap);
        return this;
    }

    /** Tells {@code activity} how much has passed: at most once a second, and at the end. */
    public Relay count(Activity activity) {
        flows.add(new ActivityCount(activity, this::toCommand, this::fromCommand));
        return this;
    }

    /** Gives the command what comes from {@code from}. Both are closed at the end of either. */
    public Relay input(HostStream from, Fd toCommand) throws ErrnoException {
        flows.add(Pump.toCommand(from, toCommand, pipeTaps));
        return this;
    }

    /** Gives {@code to} what comes from the command. Both are closed at the end of either. */
    public Relay output(Fd fromCommand, HostStream to) throws ErrnoException {
        flows.add(Pump.fromCommand(fromCommand, to, pipeTaps));
        return this;
    }

    /** Relays until the end, or until a tap cannot go on: its UncheckedIOException is thrown as what caused it. */
    public RelayEnd run() throws IOException {
        try (Poll poll = new Poll(1 + flows.stream().mapToInt(Flow::slots).sum())) {
            for (Flow flow : flows) {
                flow.start();
            }
            Optional<RelayEnd.Reason> reason = reason();
            while (reason.isEmpty()) {
                turn(poll);
                reason = reason();
            }
            long now = System.nanoTime();
            flows.forEach(flow -> flow.settle(now));
            return end(reason.get());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            flows.forEach(Flow::close);
        }
    }

    private void turn(Poll poll) throws ErrnoException {
        arm(poll);
        boolean waitsForOutput = commandEnded && outputs().allMatch(Flow::isEmpty);
        long before = System.nanoTime();
        poll.await(patience(before, waitsForOutput));
        long now = System.nanoTime();
        if (waitsForOutput) {
            graceLeft -= now - before;
        }
        serve(poll, now);
        if (!commandEnded && poll.has(COMMAND, Poll.IN)) {
            commandEnded = true;
            bytesBeforeEnd = fromCommand();
            for (Flow flow : flows) {
                flow.commandEnded();
            }
        }
    }

    private void arm(Poll poll) {
        if (command.isPresent() && !commandEnded) {
            poll.watch(COMMAND, command.get().number(), Poll.IN);
        } else {
            poll.ignore(COMMAND);
        }
        int slot = COMMAND + 1;
        for (Flow flow : flows) {
            for (int i = 0; i < flow.slots(); i++) {
                poll.ignore(slot + i);
            }
            if (!flow.isDone()) {
                flow.arm(poll, slot);
            }
            slot += flow.slots();
        }
    }

    private void serve(Poll poll, long now) throws ErrnoException {
        int slot = COMMAND + 1;
        for (Flow flow : flows) {
            if (!flow.isDone()) {
                flow.serve(poll, slot, now);
            }
            slot += flow.slots();
        }
    }

    private Duration patience(long now, boolean waitsForOutput) {
        if (waitsForOutput) {
            return Duration.ofNanos(Math.max(0, graceLeft));
        }
        return flows.stream()
                .flatMap(flow -> flow.due().stream())
                .map(due -> Duration.ofNanos(Math.max(0, due - now)))
                .min(Duration::compareTo)
                .orElse(FOR_EVER);
    }

    private Optional<RelayEnd.Reason> reason() {
        for (Flow flow : flows) {
            if (flow.verdict().isPresent()) {
                return flow.verdict();
            }
        }
        return isOver() ? Optional.of(RelayEnd.Reason.COMMAND_ENDED) : Optional.empty();
    }

    private boolean isOver() {
        if (command.isPresent() && !commandEnded) {
            return false;
        }
        if (outputs().allMatch(Flow::isDone)) {
            return true;
        }
        return commandEnded
                && (fromCommand() - bytesBeforeEnd >= MOST_AFTER_END
                        || graceLeft <= 0 && outputs().allMatch(Flow::isEmpty));
    }

    private java.util.stream.Stream<Flow> outputs() {
        return flows.stream().filter(Flow::isOutput);
    }

    private long fromCommand() {
        return flows.stream().mapToLong(Flow::fromCommand).sum();
    }

    private long toCommand() {
        return flows.stream().mapToLong(Flow::toCommand).sum();
    }

    private RelayEnd end(RelayEnd.Reason reason) {
        List<ErrnoException> failures =
                flows.stream().flatMap(flow -> flow.failure().stream()).toList();
        return new RelayEnd(reason, fromCommand(), toCommand(), failures);
    }
}
