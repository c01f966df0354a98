package dev.cleat.engine.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which ids of the host the ids of a container are (user_namespaces(7)): {@code 0 100000 65536}, as the kernel says it. */
final class UidMap {

    /** All ids but the one that means none. */
    private static final String IDENTITY = "0 0 4294967295";

    private UidMap() {}

    /** Of a process of this host; empty when it ended. */
    static Optional<String> of(long pid) {
        try {
            return Optional.of(text(Files.readAllLines(Path.of("/proc/" + pid + "/uid_map"))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** @param lines first id inside, first id outside, how many */
    static String text(List<String> lines) {
        if (lines.isEmpty()) {
            return "not mapped";
        }
        String first = lines.get(0).strip().replaceAll(" +", " ");
        return first.equals(IDENTITY) ? "as the host" : first + (lines.size() > 1 ? " +" + (lines.size() - 1) : "");
    }
}
