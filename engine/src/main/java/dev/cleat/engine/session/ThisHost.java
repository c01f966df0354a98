package dev.cleat.engine.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What tells this host, and this boot of it, from others. */
final class ThisHost {

    private static final Path KERNEL = Path.of("/proc/sys/kernel");
    private static final String BOOT_ID = read("random/boot_id"); // for as long as we live

    private ThisHost() {}

    /** hostname(7), of our UTS namespace. */
    static String name() {
        return read("hostname");
    }

    /** Differs after each boot, and so do pids. */
    static String bootId() {
        return BOOT_ID;
    }

    /** Where the client was started. */
    static String directory() {
        return Path.of("").toAbsolutePath().toString();
    }

    private static String read(String name) {
        try {
            return Files.readString(KERNEL.resolve(name)).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
