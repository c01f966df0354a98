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
 * Our end of a keeper's socket: SOCK_SEQPACKET (unix(7)), the first byte of a packet says what it is
 * (engine/docs/protocol.md).
 */
final class KeeperSocket {

    private static final int LARGEST_OUTPUT = 4096;
    private static final int LARGEST_INPUT = 1024;

    private final Fd socket;
    private final Buffer packet = new Buffer(1 + LARGEST_OUTPUT);

    /** Takes the socket over. */
    KeeperSocket(Fd socket) throws ErrnoException {
        this.socket = socket;
        socket.setNonBlocking(true);
    }

    Fd fd() {
        return socket;
    }

    /** The next packet; null when there is none now, empty at the end. */
    byte[] receive() throws ErrnoException {
        int count = readPastReset();
        return count < 0 ? null : packet.bytes(count);
    }

    /** The first packet, and what came with it. */
    PacketSocket.Received receiveFirst() throws ErrnoException {
        try {
            return PacketSocket.receive(socket, packet.capacity());
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ECONNRESET) {
                return PacketSocket.receive(socket, packet.capacity());
            }
            throw e;
        }
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

    /** Sends what it can of {@code keys}; false when the keeper's queue is full. */
    boolean type(Transit keys) throws ErrnoException {
        byte[] typed = keys.first(Math.min(keys.size(), LARGEST_INPUT));
        if (!send(
                ByteBuffer.allocate(1 + typed.length).put((byte) 'I').put(typed).array())) {
            return false;
        }
        keys.remove(typed.length);
        return true;
    }

    boolean resize(TerminalSize size) throws ErrnoException {
        return send(ByteBuffer.allocate(5)
                .order(ByteOrder.nativeOrder())
                .put((byte) 'W')
                .putShort((short) size.rows())
                .putShort((short) size.columns())
                .array());
    }

    boolean say(char word) throws ErrnoException {
        return send(new byte[] {(byte) word});
    }

    private boolean send(byte[] bytes) throws ErrnoException {
        return send(socket, bytes);
    }

    /** False when the keeper's queue is full. */
    static boolean send(Fd socket, byte[] packet) throws ErrnoException {
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
}
