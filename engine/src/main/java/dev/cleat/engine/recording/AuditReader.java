package dev.cleat.engine.recording;

import dev.cleat.engine.state.JsonTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Reads an audit file. What is only half there at its end is not there. */
final class AuditReader implements AutoCloseable {

    private final LineReader lines;
    private final Path file;

    AuditReader(Path file) throws IOException {
        this.file = file;
        this.lines = new LineReader(file);
    }

    /**
     * A checkpoint, or the exact bytes of one output.
     *
     * @param number of the last record it is about
     * @param offset bytes of the recording up to and with that record
     * @param hash of the chain; empty for exact bytes
     * @param sums CRC-32 of each record since the checkpoint before
     * @param exact bytes; empty for a checkpoint
     */
    record Entry(long number, long offset, String hash, int[] sums, byte[] exact) {
        boolean isCheckpoint() {
            return !hash.isEmpty();
        }
    }

    /**
     * The next one; empty at the end.
     *
     * <p><b>Errors.</b> IOException for a line that is none.
     */
    Optional<Entry> next() throws IOException {
        if (!lines.next() || !lines.isComplete()) {
            return Optional.empty();
        }
        try {
            JsonTree line = JsonTree.of(Arrays.copyOf(lines.bytes(), lines.length()));
            return Optional.of(new Entry(
                    line.number("seq"),
                    line.number("off"),
                    line.optionalText("h").orElse(""),
                    sums(line.optionalText("crc").orElse("")),
                    Base64.getDecoder().decode(line.optionalText("bin").orElse(""))));
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + " is damaged at byte " + lines.start(), e);
        }
    }

    private static int[] sums(String digits) {
        int[] sums = new int[digits.length() / 8];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = HexFormat.fromHexDigits(digits, 8 * i, 8 * i + 8);
        }
        return sums;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
