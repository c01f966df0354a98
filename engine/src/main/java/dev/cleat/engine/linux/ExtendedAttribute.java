package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import java.nio.file.Path;
import java.util.Optional;

/** Extended attributes of files (xattr(7)). */
public final class ExtendedAttribute {

    private static final int LARGEST = 1 << 16; // XATTR_SIZE_MAX

    private ExtendedAttribute() {}

    /** Sets one; false where that is not allowed or the file system has none. */
    public static boolean write(Path file, String name, byte[] value) {
        return Libc.setxattr(file.toString(), name, value, value.length, 0) == 0;
    }

    /** The bytes of one; empty when the file has none of that name or the file system has no attributes. */
    public static Optional<byte[]> read(Path file, String name) {
        try (Memory value = new Memory(LARGEST)) {
            long length = Libc.getxattr(file.toString(), name, value, LARGEST);
            return length < 0 ? Optional.empty() : Optional.of(value.getByteArray(0, (int) length));
        }
    }
}
