package dev.cleat.engine.terminal;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.PacketSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A container console behind its keeper's socket: SOCK_SEQPACKET (unix(7)), the first byte of a packet says what it is.
 * The keeper sends {@code O} and output; it takes {@code I} and input, {@code W} and rows and columns, {@code H} to send
 * the history first, {@code R} to take no input from this client (engine/docs/protocol.md).
 */
final class ConsoleEnd implements FarEnd {

    private static final int LARGEST_OUTPUT = 4096;
    private static final int LARGEST_INPUT = 1024;

    private final Fd socket;
    private final boolean readOnly;
    private final Buffer packet = new Buffer(1 + LARGEST_OUTPUT);

    /**
     * Takes the socket over.
     *
     * @param history whether to see first what the console showed lately
     * @param readOnly whether to watch only; keys are dropped
     */
    ConsoleEnd(Fd socket, boolean history, boolean readOnly) throws ErrnoException {
        this.socket = socket;
        this.readOnly = readOnly;
        socket.setNonBlocking(true);
        if (readOnly) {
            send(ByteBuffer.allocate(1).put((byte) 'R'));
        }
        if (history) {
            askForHistory(socket);
        }
    }

    /** Asks the keeper to send what the console has shown, the oldest first, and what follows it. */
    static void askForHistory(Fd socket) throws ErrnoException {
        send(socket, new byte[] {'H'});
    }

    @Override
    public Fd fd() {
        return socket;
    }

    @Override
    public int read(Transit screen) throws ErrnoException {
        int count = readPastReset();
        if (count <= 0) {
            return count;
        }
        byte[] bytes = packet.bytes(count);
        if (bytes[0] != 'O' || count == 1) {
            return -1; // nothing to show
        }
        screen.add(bytes, 1, count - 1);
        return count - 1;
    }

    /**
     * A keeper that ends with words of ours unread resets the connection, which is told once and before the output that
     * still waits here (unix_release_sock and unix_dgram_recvmsg in net/unix/af_unix.c).
     */
    private int readPastReset() throws ErrnoException {
        try {
            return socket.read(packet);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ECONNRESET) {
                return socket.read(packet);
            }
            throw e;
        }
    }

    @Override
    public boolean write(Transit keys) throws ErrnoException {
        if (readOnly) {
            keys.remove(keys.size());
            return true;
        }
        byte[] typed = keys.first(Math.min(keys.size(), LARGEST_INPUT));
        if (!send(ByteBuffer.allocate(1 + typed.length).put((byte) 'I').put(typed))) {
            return false;
        }
        keys.remove(typed.length);
        return true;
    }

    @Override
    public boolean resize(TerminalSize size) throws ErrnoException {
        return readOnly
                || send(ByteBuffer.allocate(5)
                        .order(ByteOrder.nativeOrder())
                        .put((byte) 'W')
                        .putShort((short) size.rows())
                        .putShort((short) size.columns()));
    }

    private boolean send(ByteBuffer bytes) throws ErrnoException {
        return send(socket, bytes.array());
    }

    /** False when the keeper's queue is full. */
    private static boolean send(Fd socket, byte[] packet) throws ErrnoException {
        try {
            PacketSocket.send(socket, packet);
            return true;
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EPIPE || e.errno() == Errno.ECONNRESET) {
                return true; // the keeper has gone; the next read tells
            }
            if (e.errno() == Errno.EAGAIN) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void commandEnded() {
        // The keeper closes the socket when it has sent everything.
    }

    @Override
    public void hangUp() {
        socket.close();
    }
}
