package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.nio.file.Path;

/** A block device made of a file (loop(4)). It is gone when it is neither open nor mounted any more. */
public final class LoopDevice implements AutoCloseable {

    private static final Path CONTROL = Path.of("/dev/loop-control");
    private static final long LOOP_CTL_GET_FREE = 0x4C82;
    private static final long LOOP_CONFIGURE = 0x4C0A; // linux/loop.h, since 5.8
    private static final int CONFIGURATION_BYTES = 304; // struct loop_config
    private static final int FLAGS_AT = 60; // .info.lo_flags
    private static final int READ_ONLY = 1;
    private static final int AUTOCLEAR = 4;
    private static final int TRIES = 64;

    private final Fd device;
    private final Path path;

    private LoopDevice(Fd device, Path path) {
        this.device = device;
        this.path = path;
    }

    /**
     * Makes one of {@code file}. Somebody else may take the free one first: then the next is tried.
     *
     * <p><b>Errors.</b> EACCES or ENOENT of /dev/loop-control: loop devices are root's, or this host has none.
     */
    public static LoopDevice of(Fd file, boolean readOnly) throws ErrnoException {
        try (Fd control = Fd.open(CONTROL, Fd.O_RDWR, 0)) {
            for (int left = TRIES; ; left--) {
                int number = Libc.ioctl(control.number(), LOOP_CTL_GET_FREE, null);
                if (number < 0) {
                    throw ErrnoException.last(CONTROL.toString());
                }
                Path path = Path.of("/dev/loop" + number);
                Fd device = Fd.open(path, readOnly ? Fd.O_RDONLY : Fd.O_RDWR, 0);
                int errno = configure(device, file, readOnly);
                if (errno == 0) {
                    return new LoopDevice(device, path);
                }
                device.close();
                if (errno != Errno.EBUSY || left == 0) {
                    throw new ErrnoException(path.toString(), errno);
                }
            }
        }
    }

    private static int configure(Fd device, Fd file, boolean readOnly) {
        try (Memory configuration = new Memory(CONFIGURATION_BYTES)) {
            configuration.clear();
            configuration.setInt(0, file.number());
            configuration.setInt(FLAGS_AT, AUTOCLEAR | (readOnly ? READ_ONLY : 0));
            return Libc.ioctl(device.number(), LOOP_CONFIGURE, configuration) == 0 ? 0 : Native.getLastError();
        }
    }

    /** Where it is, {@code /dev/loop3}. */
    public Path path() {
        return path;
    }

    /** What is mounted on it keeps it. */
    @Override
    public void close() {
        device.close();
    }
}
