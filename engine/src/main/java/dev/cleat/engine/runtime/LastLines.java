package dev.cleat.engine.runtime;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a console: of its log, without reading the rest of it, or of what its keeper remembered. */
final class LastLines {

    private static final int LINES = 20;
    private static final int BYTES = 8192;

    private LastLines() {}

    /** At most 20; hostile text. */
    static List<String> of(Path log) {
        if (!Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long begin = Math.max(0, file.length() - BYTES);
            file.seek(begin);
            byte[] bytes = new byte[(int) Math.min(BYTES, file.length() - begin)];
            file.readFully(bytes);
            return of(bytes, begin > 0);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** At most 20 of {@code bytes}, the last ones; the first line of as many as a keeper remembers is cut. */
    static List<String> of(byte[] bytes) {
        return of(bytes, bytes.length >= BYTES);
    }

    private static List<String> of(byte[] bytes, boolean isCut) {
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        int half = isCut && lines.size() > 1 ? 1 : 0;
        return lines.subList(Math.max(half, lines.size() - LINES), lines.size());
    }
}
