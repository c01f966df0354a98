package dev.cleat.engine.host;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads a small file that the kernel makes up while it is read, whose size stat(2) gives as 0. */
final class KernelFile {
    /** More than any file we read has: mountinfo of a host with thousands of containers is the largest. */
    static final int MAX_BYTES = 16 << 20;

    /** Most files fit, and a plain read of at most 8 KiB needs no native buffer in the JDK (io_util.c). */
    private static final int FIRST_READ = 4096;

    private KernelFile() {}

    /** At most {@code maxBytes} from the start; empty when it is not there, vanishes, or may not be read. */
    static Optional<byte[]> read(String path, int maxBytes) {
        try (var file = new FileInputStream(path)) {
            byte[] content = new byte[Math.min(FIRST_READ, maxBytes)];
            int length = 0;
            int count = file.read(content, 0, content.length);
            while (count > 0) {
                length += count;
                if (length == content.length) {
                    if (length == maxBytes) {
                        break;
                    }
                    content = Arrays.copyOf(content, (int) Math.min(maxBytes, 4L * length));
                }
                count = file.read(content, length, content.length - length);
            }
            return Optional.of(Arrays.copyOf(content, length));
        } catch (IOException e) {
            // ESRCH for a process that ended meanwhile, EACCES for another user's: all the same to the caller.
            return Optional.empty();
        }
    }

    static Optional<String> readText(String path) {
        return read(path, MAX_BYTES).map(content -> new String(content, StandardCharsets.UTF_8));
    }
}
