package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Sockets of AF_UNIX that keep packets apart (SOCK_SEQPACKET, unix(7)). A packet is read like a file, whole. */
public final class PacketSocket {

    private static final int AF_UNIX = 1;
    private static final int SOCK_SEQPACKET = 5;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    private static final int ADDRESS_SIZE = 110; // struct sockaddr_un
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int MESSAGE_SIZE = 56; // struct msghdr on 64-bit Linux
    private static final int CONTROL_HEADER = 16; // struct cmsghdr on 64-bit Linux

    /** Descriptors that one packet can carry (SCM_MAX_FD of the kernel). */
    public static final int MOST_PASSED = 253;

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

    /** One packet, empty at the end, and the descriptor that came with it. */
    public record Received(byte[] packet, Optional<Fd> passed) {}

    /** Receives one packet of at most {@code atMost} bytes with the descriptor that it may carry. */
    public static Received receive(Fd socket, int atMost) throws ErrnoException {
        int rights = CONTROL_HEADER + Integer.BYTES;
        try (Memory bytes = new Memory(atMost);
                Memory part = new Memory(2L * Native.POINTER_SIZE);
                Memory control = new Memory((rights + 7) & ~7);
                Memory message = new Memory(MESSAGE_SIZE)) {
            part.setPointer(0, bytes);
            part.setLong(Native.POINTER_SIZE, atMost);
            control.clear();
            describe(message, part, control);
            long length = Libc.recvmsg(socket.number(), message, MSG_CMSG_CLOEXEC);
            while (length < 0) {
                if (Native.getLastError() != Errno.EINTR) {
                    throw ErrnoException.last("recvmsg");
                }
                length = Libc.recvmsg(socket.number(), message, MSG_CMSG_CLOEXEC);
            }
            boolean carries =
                    control.getLong(0) == rights && control.getInt(8) == SOL_SOCKET && control.getInt(12) == SCM_RIGHTS;
            return new Received(
                    bytes.getByteArray(0, (int) length),
                    carries ? Optional.of(Fd.owning(control.getInt(CONTROL_HEADER))) : Optional.empty());
        }
    }

    private static void describe(Memory message, Memory part, Memory control) {
        message.clear();
        message.setPointer(16, part);
        message.setLong(24, 1);
        message.setPointer(32, control);
        message.setLong(40, control.size());
    }

    /**
     * Sends one packet with descriptors, which its receiver gets copies of (unix(7), SCM_RIGHTS).
     *
     * @param passed no more than {@link #MOST_PASSED}
     */
    public static void send(Fd socket, byte[] packet, List<Fd> passed) throws ErrnoException {
        if (passed.isEmpty()) {
            send(socket, packet);
            return;
        }
        int rights = CONTROL_HEADER + Integer.BYTES * passed.size();
        try (Memory bytes = new Memory(packet.length);
                Memory part = new Memory(2L * Native.POINTER_SIZE); // struct iovec
                Memory control = new Memory((rights + 7) & ~7);
                Memory message = new Memory(MESSAGE_SIZE)) {
            bytes.write(0, packet, 0, packet.length);
            part.setPointer(0, bytes);
            part.setLong(Native.POINTER_SIZE, packet.length);
            control.clear();
            control.setLong(0, rights);
            control.setInt(8, SOL_SOCKET);
            control.setInt(12, SCM_RIGHTS);
            for (int i = 0; i < passed.size(); i++) {
                control.setInt(
                        CONTROL_HEADER + (long) Integer.BYTES * i, passed.get(i).number());
            }
            describe(message, part, control);
            while (Libc.sendmsg(socket.number(), message, MSG_NOSIGNAL) < 0) {
                if (Native.getLastError() != Errno.EINTR) {
                    throw ErrnoException.last("sendmsg");
                }
            }
        }
    }
}
