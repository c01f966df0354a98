package dev.cleat.engine.network;

import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Settings below /proc/sys/net that routed interfaces live by. They are those of this process's network namespace. */
final class Forwarding {

    private Forwarding() {}

    /** l2proxy is of no use while the link passes nothing on; that is the operator's to decide, as LXC leaves it. */
    static void check(PreparedInterface made) throws NetworkException {
        if (!made.wanted().l2proxy()) {
            return;
        }
        String link = made.link().orElseThrow().name();
        List<String> missing = new ArrayList<>();
        if (!made.wanted().ipv4().addresses().isEmpty()) {
            note("ipv4/conf/" + link + "/forwarding", missing);
        }
        if (!made.wanted().ipv6().addresses().isEmpty()) {
            note("ipv6/conf/" + link + "/proxy_ndp", missing);
            note("ipv6/conf/" + link + "/forwarding", missing);
        }
        if (!missing.isEmpty()) {
            throw NetworkAdvice.notForwarded(made.name(), missing);
        }
    }

    /** A proxy for a gateway's IPv6 address answers only when its interface is told so. */
    static void answerForGateways(PreparedInterface made) throws ErrnoException {
        if (made.isRouter()
                && made.gateways()
                        .get(1)
                        .filter(gateway -> !gateway.equals("dev"))
                        .isPresent()) {
            try (Fd fd = Fd.open(file("ipv6/conf/" + made.pair() + "/proxy_ndp"), Fd.O_WRONLY, 0)) {
                fd.writeFully("1".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private static void note(String setting, List<String> missing) {
        try (Fd fd = Fd.open(file(setting), Fd.O_RDONLY, 0)) {
            if (new String(fd.readUpTo(16), StandardCharsets.US_ASCII).strip().equals("1")) {
                return;
            }
        } catch (ErrnoException e) {
            // An interface without the protocol passes nothing on either.
        }
        missing.add("net/" + setting);
    }

    private static Path file(String setting) {
        return Path.of("/proc/sys/net", setting);
    }
}
