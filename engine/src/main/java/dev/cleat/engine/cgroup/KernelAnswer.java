package dev.cleat.engine.cgroup;

import dev.cleat.engine.linux.ErrnoException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Map;

/**
 * What the kernel said, for messages only: java.io gives the text of strerror(3), in the language of the locale, and not the
 * number. Nothing is decided by it.
 */
final class KernelAnswer {
    /** Texts of glibc and musl in the C locale that a cgroup can answer with. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("operation not permitted", "EPERM"),
            Map.entry("no such file or directory", "ENOENT"),
            Map.entry("no such process", "ESRCH"),
            Map.entry("input/output error", "EIO"),
            Map.entry("resource temporarily unavailable", "EAGAIN"),
            Map.entry("cannot allocate memory", "ENOMEM"),
            Map.entry("permission denied", "EACCES"),
            Map.entry("device or resource busy", "EBUSY"),
            Map.entry("file exists", "EEXIST"),
            Map.entry("no such device", "ENODEV"),
            Map.entry("invalid argument", "EINVAL"),
            Map.entry("no space left on device", "ENOSPC"),
            Map.entry("read-only file system", "EROFS"),
            Map.entry("numerical result out of range", "ERANGE"),
            Map.entry("operation not supported", "EOPNOTSUPP"));

    private KernelAnswer() {}

    /** {@code EBUSY (device or resource busy)}. */
    static String of(IOException failure) {
        String text = failure instanceof ErrnoException
                ? failure.getMessage()
                : text(failure).toLowerCase(Locale.ROOT);
        String name = NAMES.get(text);
        return name == null ? text : name + " (" + text + ")";
    }

    private static String text(IOException failure) {

        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "file exists";
        }
        if (failure instanceof FileSystemException refused && refused.getReason() != null) {
            return refused.getReason();
        }
        return String.valueOf(failure.getMessage());
    }
}
