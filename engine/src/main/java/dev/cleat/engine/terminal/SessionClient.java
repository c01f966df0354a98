package dev.cleat.engine.terminal;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.PacketSocket;
import dev.cleat.engine.linux.Poll;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A session behind its keeper's socket, from the screen it shows now on: whoever attaches to it again, or looks on.
 *
 * <p>Beside a container console's packets the keeper takes {@code A}, to be its operator, and sends {@code S}, how much of
 * what follows is history, of how many bytes that were shown in all, at which size, and to its operator the PTY's master with
 * it; {@code B}, somebody else is its operator; {@code G}, the PTY is given up; {@code E} and the wait status at the end.
 */
public final class SessionClient implements FarEnd, AutoCloseable {

    private static final byte[] CLEARED = "\u001b[H\u001b[2J".getBytes(StandardCharsets.US_ASCII);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int GREETING = 1 + 8 + 8 + 2 + 2;

    private final KeeperSocket socket;
    private final boolean watches;
    private Repaint repaint = new Repaint(false);
    private TerminalSize size;
    private long historyLeft;
    private OptionalInt waitStatus = OptionalInt.empty();
    private boolean taken;
    private byte[] first;
    private Optional<TerminalSize> watched = Optional.empty();
    private Optional<Fd> master = Optional.empty();

    private SessionClient(Fd socket, boolean watches) throws ErrnoException {
        this.socket = new KeeperSocket(socket);
        this.watches = watches;
    }

    /** To be its operator. Takes the socket over. */
    public static SessionClient attach(Fd socket) throws ErrnoException {
        SessionClient view = new SessionClient(socket, false);
        view.socket.say('A');
        return view;
    }

    /** To look on: whatever is typed, or answered by the terminal, goes nowhere. */
    public static SessionClient watch(Fd socket) throws ErrnoException {
        SessionClient view = new SessionClient(socket, true);
        view.socket.say('R');
        view.socket.say('H');
        return view;
    }

    /** Waits until it is decided whether we are its operator: false when somebody else is, or it has just ended. */
    public boolean awaitAdmission() throws ErrnoException {
        try (Poll poll = new Poll(1)) {
            poll.watch(0, socket.fd().number(), Poll.IN);
            poll.await(PATIENCE);
            if (!poll.has(0, Poll.IN | Poll.HANG_UP)) {
                return false;
            }
        }
        PacketSocket.Received received = socket.receiveFirst();
        first = received.packet();
        master = received.passed();
        return first.length > 0 && first[0] == 'S';
    }

    /** What the session's terminal does with what is typed. */
    public Echo echo() {
        return master.map(Echo::of).orElse(Echo.UNKNOWN);
    }

    /** How its command ended (wait(2)); empty: it runs, or its keeper was killed. */
    public OptionalInt waitStatus() {
        return waitStatus;
    }

    @Override
    public Optional<TerminalSize> watchedSize() {
        Optional<TerminalSize> now = watched;
        watched = Optional.empty();
        return now;
    }

    /** Somebody else is its operator. */
    public boolean isTaken() {
        return taken;
    }

    @Override
    public Fd fd() {
        return socket.fd();
    }

    @Override
    public int read(Transit screen) throws ErrnoException {
        byte[] packet = first == null ? socket.receive() : first;
        first = null;
        if (packet == null || packet.length == 0) {
            return packet == null ? -1 : 0;
        }
        byte[] shown = switch (packet[0]) {
            case 'O' -> shown(Arrays.copyOfRange(packet, 1, packet.length));
            case 'S' -> packet.length == GREETING ? greeted(numbers(packet)) : new byte[0];
            case 'E' -> ended(numbers(packet));
            case 'G' -> givenUp();
            default -> {
                taken |= packet[0] == 'B';
                yield new byte[0];
            }
        };
        screen.add(shown, 0, shown.length);
        return shown.length == 0 ? -1 : shown.length;
    }

    private static ByteBuffer numbers(byte[] packet) {
        return ByteBuffer.wrap(packet, 1, packet.length - 1).order(ByteOrder.nativeOrder());
    }

    /** What came before is not known when the ring has lost it: then only the program itself can draw it all. */
    private byte[] greeted(ByteBuffer greeting) throws ErrnoException {
        historyLeft = greeting.getLong();
        boolean isCut = greeting.getLong() > historyLeft;
        TerminalSize shown = new TerminalSize(greeting.getShort(), greeting.getShort());
        watched = watches && shown.rows() > 0 && shown.columns() > 0 ? Optional.of(shown) : Optional.empty();
        repaint = new Repaint(isCut);
        if (isCut && !watches && size != null && size.columns() > 1) {
            // Two changes of size, so that there is one: who is told of a change draws anew.
            socket.resize(new TerminalSize(size.rows(), size.columns() - 1));
            socket.resize(size);
        }
        return CLEARED;
    }

    private byte[] ended(ByteBuffer end) {
        waitStatus = end.remaining() == Integer.BYTES ? OptionalInt.of(end.getInt()) : OptionalInt.empty();
        return new byte[0];
    }

    /** With a copy of ours its command would not be hung up. */
    private byte[] givenUp() {
        master.ifPresent(Fd::close);
        return new byte[0];
    }

    private byte[] shown(byte[] output) {
        int old = (int) Math.min(historyLeft, output.length);
        if (old == 0) {
            return output;
        }
        historyLeft -= old;
        byte[] drawn = repaint.of(Arrays.copyOf(output, old));
        byte[] last = historyLeft == 0 ? repaint.rest() : new byte[0];
        ByteBuffer all = ByteBuffer.allocate(drawn.length + last.length + output.length - old);
        return all.put(drawn).put(last).put(output, old, output.length - old).array();
    }

    @Override
    public boolean write(Transit keys) throws ErrnoException {
        if (watches) {
            keys.remove(keys.size());
            return true;
        }
        return socket.type(keys);
    }

    @Override
    public boolean resize(TerminalSize wanted) throws ErrnoException {
        size = wanted;
        return watches || socket.resize(wanted);
    }

    @Override
    public boolean isOnlyWatched() {
        return watches;
    }

    @Override
    public void commandEnded() {
        // The keeper closes the socket when it has sent everything.
    }

    @Override
    public void hangUp() {
        socket.fd().close();
    }

    /** The socket stays the caller's. */
    @Override
    public void close() {
        master.ifPresent(Fd::close);
    }
}
