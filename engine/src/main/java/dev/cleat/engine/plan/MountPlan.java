package dev.cleat.engine.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One mount, as the stage carries it out through the new mount API (fsopen(2), open_tree(2), mount_setattr(2)).
 *
 * @param kind a new file system, a copy of part of the host's tree
 * @param source NEW: the file system's source parameter, may be empty; BIND: absolute host path
 * @param fileSystemType NEW: {@code proc}, {@code tmpfs}, ...; empty for BIND
 * @param target inside the root, or a host path for staging mounts
 * @param attributes MOUNT_ATTR_* bits to set ({@link dev.cleat.engine.linux.MountAttribute})
 * @param cleared MOUNT_ATTR_* bits to clear
 * @param propagation MS_PRIVATE, MS_SLAVE, MS_SHARED, MS_UNBINDABLE; 0: private
 * @param parameters NEW: file system parameters, in order
 */
public record MountPlan(
        Kind kind,
        Set<Flag> flags,
        String source,
        String fileSystemType,
        String target,
        long attributes,
        long cleared,
        long propagation,
        List<Parameter> parameters) {

    public MountPlan {
        flags = Set.copyOf(flags);
        parameters = List.copyOf(parameters);
    }

    /** Number in the stage protocol is ordinal + 1. */
    public enum Kind {
        NEW,
        BIND,
        /** A mount the host made: {@code source} is its number in {@link StartPlan#sources}, in decimal digits. */
        PASSED,
        /** A copy of part of the root's own tree; {@code source} is a path inside. */
        BIND_INSIDE
    }

    /** Bit in the stage protocol is 1 << ordinal. */
    public enum Flag {
        RECURSIVE,
        SOURCE_OPTIONAL,
        CREATE_DIRECTORY,
        CREATE_FILE,
        TARGET_ON_HOST,
        TARGET_OPTIONAL,
        CREATE_LIKE_SOURCE,
        /** Attributes count for everything mounted below too. */
        ATTRIBUTES_RECURSIVE,
        /** NEW tmpfs: begins with what the target has. */
        COPY_UP,
        /** BIND of a file: its directory is mounted aside and a symbolic link to it stands at the target. */
        MERGE
    }

    /** {@code key} or {@code key=value}. */
    public record Parameter(String key, Optional<String> value) {
        public static Parameter of(String key, String value) {
            return new Parameter(key, Optional.of(value));
        }

        public static Parameter flag(String key) {
            return new Parameter(key, Optional.empty());
        }
    }
}
