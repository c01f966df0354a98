package dev.cleat.engine.plan;

import dev.cleat.engine.definition.NamespaceSource;
import dev.cleat.engine.host.HostFacts.IdRange;
import dev.cleat.engine.plan.StartPlan.IdMaps;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What planning must see of the host's files. Planning itself does no I/O, so the engine looks and tests just answer. */
public interface HostFiles {

    /** True for a directory, or a symbolic link to one, that this user can see. */
    boolean isDirectory(Path path);

    /**
     * The text of {@code path} in a container's root: the first of {@code layers} (host directories, topmost first) that
     * has a regular file there. The layers may be hostile: symbolic links are not followed, nothing but a regular file is
     * opened, and only so much is read as an honest file has.
     */
    Optional<String> read(List<Path> layers, String path);

    /** The text of a file of the operator's own on the host; empty when it cannot be read. */
    Optional<String> readOwn(Path file);

    /** Who owns a file or directory; empty when it cannot be seen. */
    Optional<Owner> owner(Path path);

    /**
     * The first directory on the way to {@code path}, itself included when it is one, that {@code user} may not pass
     * (path_resolution(7)); empty when all can be passed.
     */
    Optional<Path> firstClosed(Path path, Walker user);

    /** The kernel's name of the file system in an image file or on a block device, from its first bytes. */
    Optional<String> fileSystem(Path image);

    /** What a device node of the host stands for; empty when it is no device. */
    Optional<Device> device(Path path);

    /** Ids of a user namespace that already is; empty when it cannot be seen. */
    Optional<IdMaps> idMaps(NamespaceSource user);

    /** First ids that must not be given to {@code container}, and the one it has had before. */
    IdUse idUse(String container);

    /** Host ids. */
    record Owner(long uid, long gid) {}

    /**
     * Who walks: host ids, and those whose files cannot stop it because it has every capability over them
     * (user_namespaces(7), "Interaction of user namespaces and other types of namespaces").
     */
    record Walker(long uid, long gid, IdMaps powerOver) {}

    /** {@code type}: b or c. */
    record Device(char type, int major, int minor) {}

    /**
     * Which ids of this host are somebody's.
     *
     * @param taken ranges of /etc/subuid and /etc/subgid, and of other containers
     * @param recorded first id of the range this container has had before
     */
    record IdUse(List<IdRange> taken, Optional<Long> recorded) {
        public static final IdUse NONE = new IdUse(List.of(), Optional.empty());

        public IdUse {
            taken = List.copyOf(taken);
        }
    }
}
