package dev.cleat.engine.recording;

import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * The hash chain over the lines of a recording: {@code h(0) = sha256(header line)}, {@code h(n) = sha256(h(n-1) || line
 * n)}, each line with its newline. Changing, dropping or moving a line changes every hash from there on.
 *
 * <p>Beside it goes a CRC-32 of each line since the last checkpoint. It protects nothing; it tells which line of a
 * checkpoint's hundreds it was.
 */
final class AuditChain implements AutoCloseable {

    private static final int MOST_SUMS = 1 << 20;

    private final Sha256 digest = new Sha256();
    private final CRC32 crc = new CRC32();
    private final StringBuilder sums = new StringBuilder();
    private byte[] last = new byte[0];
    private long lines;

    void add(byte[] line, int length) {
        digest.add(last, 0, last.length);
        digest.add(line, 0, length);
        last = digest.take();
        if (sums.length() <= MOST_SUMS) { // more only while no checkpoint can be written
            sums.append(sum(line, length));
        }
        lines++;
    }

    /** The CRC-32 of one line, eight digits. */
    String sum(byte[] line, int length) {
        crc.reset();
        crc.update(line, 0, length);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /** Number of the last line; the header is 0. */
    long number() {
        return lines - 1;
    }

    /** The hash of the last line. */
    String hash() {
        return HexFormat.of().formatHex(last);
    }

    /** The sums of the lines since {@link #forgetSums}, eight digits each; empty when they were too many to keep. */
    String sums() {
        return sums.length() > MOST_SUMS ? "" : sums.toString();
    }

    void forgetSums() {
        sums.setLength(0);
    }

    @Override
    public void close() {
        digest.close();
    }
}
