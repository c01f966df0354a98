package dev.cleat.engine.storage;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.NamespaceSource;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.plan.StartPlan.IdMap;
import dev.cleat.engine.plan.StartPlan.IdMaps;
import dev.cleat.engine.procfs.IdMapFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The ids of user namespaces that already are, as some process in them has them. */
public final class UserNamespaces {

    private final Procfs procfs;
    private final InitPids inits;

    /** Finds the init of a running container; empty when there is none. */
    @FunctionalInterface
    public interface InitPids {
        Optional<Long> of(String container);
    }

    public UserNamespaces(Procfs procfs, InitPids inits) {
        this.procfs = procfs;
        this.inits = inits;
    }

    Optional<IdMaps> idMaps(NamespaceSource user) {
        return process(user).flatMap(this::idMaps);
    }

    private Optional<Long> process(NamespaceSource user) {
        if (user instanceof NamespaceSource.OfContainer container) {
            return inits.of(container.name());
        }
        if (user instanceof NamespaceSource.OfProcess process) {
            return Optional.of(process.pid());
        }
        return user instanceof NamespaceSource.AtPath path ? processIn(path.file()) : Optional.empty();
    }

    /** A file that stands for a namespace has no map of its own to read: some process in it has. */
    private Optional<Long> processIn(Path file) {
        try (Fd namespace = Fd.open(file, Fd.O_PATH, 0)) {
            long inode = namespace.status().inode();
            return Arrays.stream(procfs.pids())
                    .filter(pid -> procfs.namespace(pid, NamespaceType.USER).orElse(0) == inode)
                    .boxed()
                    .findFirst();
        } catch (ErrnoException unseen) {
            return Optional.empty();
        }
    }

    private Optional<IdMaps> idMaps(long pid) {
        Optional<IdMapFile> uids = procfs.uidMap(pid);
        Optional<IdMapFile> gids = procfs.gidMap(pid);
        return uids.isEmpty() || gids.isEmpty()
                ? Optional.empty()
                : Optional.of(new IdMaps(lines(uids.get()), lines(gids.get()), false, setgroups(pid), false));
    }

    private static List<IdMap> lines(IdMapFile file) {
        return file.ranges().stream()
                .map(range -> new IdMap(range.inside(), range.outside(), range.count()))
                .toList();
    }

    private boolean setgroups(long pid) {
        try {
            return Files.readString(procfs.root().resolve(pid + "/setgroups")).startsWith("allow");
        } catch (IOException gone) {
            return false;
        }
    }
}
