package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;

/** Sockets of AF_UNIX that keep packets apart (SOCK_SEQPACKET, unix(7)). A packet is read like a file, whole. */
public final class PacketSocket {

    private static final int AF_UNIX = 1;
    private static final int SOCK_SEQPACKET = 5;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int ADDRESS_SIZE = 110; // struct sockaddr_un

    private PacketSocket() {}

    /** Two equal ends. */
    public record Pair(Fd ours, Fd theirs) {}

    /** socketpair(2). */
    public static Pair pair() throws ErrnoException {
        int[] fds = new int[2];
        if (Libc.socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds) != 0) {
            throw ErrnoException.last("socketpair");
        }
        return new Pair(Fd.owning(fds[0]), Fd.owning(fds[1]));
    }

    /**
     * Connects to the socket {@code name} in {@code directory}, through /proc/self/fd because sun_path holds 108 bytes
     * only.
     */
    public static Fd connect(Fd directory, String name) throws ErrnoException {
        Fd socket = Fd.owning(Libc.socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
        byte[] path = ("/proc/self/fd/" + directory.number() + "/" + name).getBytes(StandardCharsets.UTF_8);
        try (Memory address = new Memory(ADDRESS_SIZE)) {
            address.clear();
            address.setShort(0, (short) AF_UNIX);
            address.write(2, path, 0, path.length);
            if (Libc.connect(socket.number(), address, ADDRESS_SIZE) != 0) {
                ErrnoException failure = ErrnoException.last(name);
                socket.close();
                throw failure;
            }
            return socket;
        }
    }

    /** Sends one packet without ever raising SIGPIPE. */
    public static void send(Fd socket, byte[] packet) throws ErrnoException {
        try (Buffer buffer = new Buffer(packet.length)) {
            buffer.put(packet, 0, packet.length);
            while (Libc.send(socket.number(), buffer.memory(), packet.length, MSG_NOSIGNAL) < 0) {
                if (Native.getLastError() != Errno.EINTR) {
                    throw ErrnoException.last("send");
                }
            }
        }
    }
}
