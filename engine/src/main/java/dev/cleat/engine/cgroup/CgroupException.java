package dev.cleat.engine.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The kernel refused something about a cgroup.
 *
 * <p>Message: {@code /sys/fs/cgroup/memory/cleat/web/memory.limit_in_bytes: cannot write "12" (limits.memory): EBUSY
 * (device or resource busy)}.
 */
public final class CgroupException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path path;
    private final String definitionKey;
    private final boolean isInUse;

    private CgroupException(Path path, String what, String definitionKey, boolean isInUse, IOException cause) {
        super(path + ": " + what, cause);
        this.path = path;
        this.definitionKey = definitionKey;
        this.isInUse = isInUse;
    }

    private CgroupException(Path path, String what, String definitionKey, IOException cause) {
        this(path, what, definitionKey, false, cause);
    }

    /** Of a container that is to have the cgroup alone. */
    public static CgroupException inUse(Path path, List<Long> pids) {
        return new CgroupException(path, "in use by processes " + pids + ", which we did not start", "", true, null);
    }

    static CgroupException of(Path path, String what) {
        return new CgroupException(path, what, "", null);
    }

    static CgroupException of(Path path, String what, IOException cause) {
        return new CgroupException(path, what + ": " + KernelAnswer.of(cause), "", cause);
    }

    /** {@code definitionKey} is the key that asked for {@code value}. */
    static CgroupException ofWrite(Path file, String value, String definitionKey, IOException cause) {
        String asked = definitionKey.isEmpty() ? "" : " (" + definitionKey + ")";
        String what = "cannot write \"" + value.strip() + "\"" + asked + ": " + KernelAnswer.of(cause);
        return new CgroupException(file, what, definitionKey, cause);
    }

    static CgroupException noController(Path wanted, String controller, String definitionKey) {
        String what = "no cgroup controller \"" + controller + "\" that we may use here (" + definitionKey + ")";
        return new CgroupException(wanted, what, definitionKey, null);
    }

    /** The file or directory it was about. */
    public Path path() {
        return path;
    }

    /** True where somebody else's processes are. */
    public boolean isInUse() {
        return isInUse;
    }

    /** The key of the definition that asked for it. */
    public Optional<String> definitionKey() {
        return Optional.of(definitionKey).filter(key -> !key.isEmpty());
    }
}
