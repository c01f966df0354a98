package dev.cleat.engine.plan;

import static dev.cleat.engine.linux.MountAttribute.NODEV;
import static dev.cleat.engine.linux.MountAttribute.NOEXEC;
import static dev.cleat.engine.linux.MountAttribute.NOSUID;
import static dev.cleat.engine.linux.MountAttribute.RDONLY;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Capability;
import dev.cleat.engine.definition.Definition.Access;
import dev.cleat.engine.definition.Definition.AutoMounts;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.plan.MountPlan.Flag;
import dev.cleat.engine.plan.MountPlan.Parameter;
import dev.cleat.engine.plan.StartPlan.CgroupPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a container sees of the cgroup hierarchies, below /sys/fs/cgroup (lxc.container.conf(5), lxc.mount.auto). */
final class CgroupMountsPlanner {

    private static final long SAFE = NOSUID | NODEV | NOEXEC;
    private static final String CGROUPS = "/sys/fs/cgroup";
    private static final long DIRECTORY_BYTES = 64L << 10;
    private static final String NAMED = "name=";

    private final Planning planning;
    private final AutoMounts wanted;
    private final CgroupLayout layout;
    private final Optional<String> cgroup;

    /** @param cgroup the container's cgroup below the base of each hierarchy; empty: it has none */
    CgroupMountsPlanner(Planning planning, Optional<String> cgroup) {
        this.planning = planning;
        this.wanted = planning.definition().autoMounts();
        this.layout = planning.host().layout();
        this.cgroup = cgroup;
    }

    List<MountPlan> mounts() {
        if (wanted.cgroup() == Access.OFF || layout.hierarchies().isEmpty()) {
            return List.of();
        }
        if (cgroup.isEmpty() && !wanted.cgroupFull()) {
            planning.reasons().note("/sys/fs/cgroup is not mounted: the container has no cgroup of its own");
            return List.of();
        }
        if (isLeftToTheContainer()) {
            planning.reasons()
                    .note(
                            "/sys/fs/cgroup is left to the container, which can mount its own: it has a cgroup namespace and"
                                    + " CAP_SYS_ADMIN (autoMounts.cgroup with force mounts it anyway)");
            return List.of();
        }
        List<MountPlan> mounts = new ArrayList<>();
        if (layout.kind() == CgroupLayout.Kind.V2) {
            add(layout.unified().orElseThrow(), CGROUPS, mounts);
            return mounts;
        }
        mounts.add(Mounts.fileSystem("tmpfs", CGROUPS, SAFE, Mounts.sized("0755", DIRECTORY_BYTES)));
        for (Hierarchy hierarchy : layout.hierarchies()) {
            add(hierarchy, CGROUPS + "/" + hierarchy.mountPoint().getFileName(), mounts);
        }
        return mounts;
    }

    /** As LXC does with cgroup:mixed. What says ro or rw, or nothing, is mounted as it says. */
    private boolean isLeftToTheContainer() {
        return wanted.cgroup() == Access.MIXED
                && !wanted.cgroupForce()
                && !wanted.cgroupFull()
                && planning.isPrivate(NamespaceType.CGROUP)
                && (bounding() & Capability.SYS_ADMIN.bit()) != 0;
    }

    private long bounding() {
        return CapabilitySets.plan(planning, 0).bounding();
    }

    private void add(Hierarchy hierarchy, String target, List<MountPlan> mounts) {
        if (wanted.cgroupFull()) {
            full(hierarchy, target, mounts);
            return;
        }
        boolean isWritable = wanted.cgroup() == Access.READ_WRITE || wanted.cgroup() == Access.MIXED;
        mounts.add(own(hierarchy, target, isWritable ? SAFE : SAFE | RDONLY));
    }

    /** The whole hierarchy as the host has it; mixed: the container's own part of it can be written. */
    private void full(Hierarchy hierarchy, String target, List<MountPlan> mounts) {
        boolean isWritable = wanted.cgroup() == Access.READ_WRITE;
        Path top = hierarchy.mountPoint();
        mounts.add(
                Mounts.bind(top.toString(), target, isWritable ? SAFE : SAFE | RDONLY, Set.of(Flag.CREATE_DIRECTORY)));
        if (wanted.cgroup() == Access.MIXED && cgroup.isPresent()) {
            Path own = payload(hierarchy);
            Path inside = Path.of(target).resolve(top.relativize(own));
            mounts.add(Mounts.bind(own.toString(), inside.toString(), SAFE, Set.of(Flag.SOURCE_OPTIONAL)));
        }
    }

    /** Init's own: limits are one level above, where nobody inside reaches them. */
    private Path payload(Hierarchy hierarchy) {
        return hierarchy
                .base()
                .orElse(hierarchy.mountPoint())
                .resolve(cgroup.orElseThrow())
                .resolve(CgroupPlan.INIT);
    }

    /**
     * With a cgroup namespace of its own a new mount begins at the container's cgroup (cgroup_namespaces(7)); with
     * another's it would show every cgroup, so the container's own subtree is bound.
     */
    private MountPlan own(Hierarchy hierarchy, String target, long attributes) {
        if (!planning.isPrivate(NamespaceType.CGROUP)) {
            Path own = hierarchy.base().orElse(hierarchy.mountPoint()).resolve(cgroup.orElseThrow());
            return Mounts.bind(own.toString(), target, attributes, Set.of(Flag.CREATE_DIRECTORY, Flag.SOURCE_OPTIONAL));
        }
        if (hierarchy.unified()) {
            return Mounts.fileSystem("cgroup2", target, attributes);
        }
        return Mounts.fileSystem(
                "cgroup",
                target,
                attributes,
                hierarchy.controllers().stream()
                        .map(CgroupMountsPlanner::parameter)
                        .toArray(Parameter[]::new));
    }

    private static Parameter parameter(String controller) {
        return controller.startsWith(NAMED)
                ? Parameter.of("name", controller.substring(NAMED.length()))
                : Parameter.flag(controller);
    }
}
