package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import java.nio.charset.StandardCharsets;

/** The host's log, whatever reads /dev/log there (syslog(3)). Where nobody does, nothing is told and nothing fails. */
public final class HostLog {

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int ADDRESS_SIZE = 110; // struct sockaddr_un
    private static final int AUTHPRIV_INFO = 10 << 3 | 6;
    private static final String SOCKET = "/dev/log";

    private HostLog() {}

    /** One line, which must hold no control character. */
    public static void tell(String line) {
        int number = Libc.socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (number < 0) {
            return;
        }
        byte[] packet = ("<" + AUTHPRIV_INFO + ">cleat[" + Credentials.processId() + "]: " + line)
                .getBytes(StandardCharsets.UTF_8);
        try (Fd socket = Fd.owning(number);
                Memory address = new Memory(ADDRESS_SIZE);
                Buffer bytes = new Buffer(packet.length)) {
            address.clear();
            address.setShort(0, (short) AF_UNIX);
            address.setString(2, SOCKET);
            bytes.put(packet, 0, packet.length);
            if (Libc.connect(socket.number(), address, ADDRESS_SIZE) == 0) {
                Libc.send(socket.number(), bytes.memory(), packet.length, MSG_NOSIGNAL);
            }
        }
    }
}
