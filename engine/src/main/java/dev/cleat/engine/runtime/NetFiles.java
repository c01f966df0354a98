package dev.cleat.engine.runtime;

import dev.cleat.engine.api.NetAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Interfaces and addresses of a process's network namespace, as the kernel shows them below /proc/PID/net. */
final class NetFiles {

    private static final int HEX_ADDRESS = 32;
    private static final String LOOPBACK = "lo";

    private final Path directory;

    NetFiles(long pid) {
        directory = Path.of("/proc/" + pid + "/net");
    }

    NetAddresses addresses() {
        return new NetAddresses(interfaces(), ipv4(), ipv6());
    }

    /** Names of interfaces: the part of each line of net/dev before the colon. */
    private List<String> interfaces() {
        List<String> names = new ArrayList<>();
        for (String line : lines("dev")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                names.add(line.substring(0, colon).strip());
            }
        }
        return names;
    }

    /** The local addresses of net/fib_trie, loopback left out: a leaf, and below it "/32 host LOCAL". */
    private List<String> ipv4() {
        List<String> addresses = new ArrayList<>();
        String leaf = "";
        for (String line : lines("fib_trie")) {
            String plain = line.strip();
            if (plain.startsWith("|-- ")) {
                leaf = plain.substring(4);
            } else if (plain.equals("/32 host LOCAL") && !leaf.startsWith("127.") && !addresses.contains(leaf)) {
                addresses.add(leaf);
            }
        }
        return addresses;
    }

    /** The addresses of net/if_inet6 that reach beyond the link: address, index, prefix, scope, flags, name. */
    private List<String> ipv6() {
        List<String> addresses = new ArrayList<>();
        for (String line : lines("if_inet6")) {
            String[] fields = line.strip().split(" +");
            if (fields.length == 6
                    && fields[0].length() == HEX_ADDRESS
                    && fields[3].equals("00")
                    && !fields[5].equals(LOOPBACK)) {
                addresses.add(ipv6(fields[0]));
            }
        }
        return addresses;
    }

    /** As RFC 5952 writes it: no leading zeros, the longest run of zeros left out. */
    private static String ipv6(String hex) {
        byte[] octets = new byte[16];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        try {
            String plain = InetAddress.getByAddress(octets).getHostAddress();
            return plain.replaceFirst("(^|:)0(:0)+(:|$)", "::");
        } catch (IOException e) {
            return hex;
        }
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(directory.resolve(file));
        } catch (IOException e) {
            return List.of(); // it ended
        }
    }
}
