package dev.cleat.engine.procfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/** /proc/PID/auxv of a 64-bit process (proc_pid_auxv(5), getauxval(3)): pairs of key and value, ended by key 0. */
public final class AuxiliaryVector {
    /** AT_PAGESZ (linux/auxvec.h): the page size, bytes. */
    public static final long PAGE_SIZE = 6;

    private AuxiliaryVector() {}

    /** The value of {@code key}. */
    public static OptionalLong find(byte[] content, long key) {
        ByteBuffer pairs = ByteBuffer.wrap(content).order(ByteOrder.nativeOrder());
        while (pairs.remaining() >= 2 * Long.BYTES) {
            long found = pairs.getLong();
            long value = pairs.getLong();
            if (found == key) {
                return OptionalLong.of(value);
            }
        }
        return OptionalLong.empty();
    }
}
