package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Definition.RootSource;
import dev.cleat.engine.definition.Definition.RootSource.Host;
import dev.cleat.engine.definition.Definition.Rootfs;
import dev.cleat.engine.definition.Definition.Writable;
import dev.cleat.engine.definition.Idmap.Ownership;
import dev.cleat.engine.plan.HostFiles.Walker;
import dev.cleat.engine.plan.StartPlan.IdMaps;
import dev.cleat.engine.plan.StartPlan.SourceKind;
import dev.cleat.engine.plan.StartPlan.SourcePlan;
import java.nio.file.Path;
import java.util.List;

/** Whether a root's files have the container's ids already, get them by an idmapped mount, or are changed. */
final class RootOwnership {

    private final Planning planning;
    private final Rootfs rootfs;
    private final Ownership ownership;

    RootOwnership(Planning planning, Rootfs rootfs) {
        this.planning = planning;
        this.rootfs = rootfs;
        this.ownership = planning.definition().idmap().ownership();
        if (rootfs.idmapped() && !planning.host().isRoot()) {
            planning.reasons().cannot("rootfs.idmap: only root can shift the ids of a mount (mount_setattr(2))");
        }
    }

    /** True when {@code directory} is given to the container as an idmapped mount. */
    boolean isMapped(Path directory) {
        return rootfs.idmapped() || isForeign(directory) && ownership == Ownership.MAP;
    }

    /** An image's files have ids of a container, whatever the host does with them. */
    boolean shiftsImages() {
        return rootfs.idmapped() || planning.isShifted() && ownership == Ownership.MAP;
    }

    /** The directories whose files are changed before the start. */
    List<Path> changed() {
        boolean canBe = ownership == Ownership.CHOWN && rootfs.writable() instanceof Writable.Direct;
        return canBe && rootfs.source() instanceof RootSource.Directory directory && isForeign(directory.path())
                ? List.of(directory.path())
                : List.of();
    }

    /** Only root may do anything about ids, and the host's own files are nobody's but the host's. */
    private boolean isForeign(Path directory) {
        return planning.isShifted()
                && planning.host().isRoot()
                && !(rootfs.source() instanceof Host)
                && planning.files()
                        .owner(directory)
                        .filter(owner -> !planning.idMaps().covers(owner.uid(), owner.gid()))
                        .isPresent();
    }

    /** The number of the idmapped mount of {@code directory}. */
    String tree(Path directory) {
        return planning.sources()
                .add(new SourcePlan(SourceKind.TREE, directory, "", true, true, IdMaps.NONE, false, List.of()));
    }

    /** Names the first directory that container root may not pass on its way to the root it is to be root of. */
    void checkPassable(Path directory) {
        if (!planning.isShifted()) {
            return;
        }
        long uid = planning.idMaps().hostUid(0);
        Walker root = new Walker(uid, planning.idMaps().hostGid(0), planning.idMaps());
        planning.files()
                .firstClosed(directory, root)
                .ifPresent(closed -> planning.reasons()
                        .cannot(
                                "rootfs: container root, uid " + uid + " of the host, may not pass " + closed,
                                "grant it 'x' (chmod o+x " + closed + ") or an ACL (setfacl -m u:" + uid + ":x "
                                        + closed + ")"));
    }
}
