package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Definition.RootSource;
import dev.cleat.engine.definition.Definition.RootSource.Host;
import dev.cleat.engine.definition.Definition.RootSource.Overlay;
import dev.cleat.engine.definition.Definition.Rootfs;
import dev.cleat.engine.definition.Definition.Writable;
import dev.cleat.engine.plan.MountPlan.Parameter;
import dev.cleat.engine.plan.StartPlan.RootPlan;
import dev.cleat.engine.plan.StartPlan.StagingStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How the root directory comes to be. All of it happens in the container's own mount namespace: the host sees nothing. */
final class RootPlanner {

    private final Planning planning;
    private final Rootfs rootfs;
    private final RootLayers layers;
    private final Path root;

    RootPlanner(Planning planning, Rootfs rootfs) {
        this.planning = planning;
        this.rootfs = rootfs;
        this.layers = RootLayers.of(rootfs);
        this.root = planning.places().root(planning.definition().name());
    }

    RootPlan plan() {
        checkDirectories();
        if (!layers.isOverlay()) {
            return bound(layers.lower().get(0), false);
        }
        if (isLockedHost()) {
            // Every mount of the host is locked together in a mount namespace of a lesser user namespace, and overlayfs
            // refuses a lower directory with locked mounts below it (clone_private_mount() of fs/namespace.c).
            planning.reasons()
                    .note(
                            "the host's root is read-only here: in a user namespace it cannot be the lower layer of an overlay");
            return bound(Path.of("/"), true);
        }
        return layers.kept().isPresent() ? keptOverlay() : memoryOverlay();
    }

    /** True when the container sees the host's root itself, read-only, instead of an overlay of it. */
    boolean isLockedHost() {
        return rootfs.source() instanceof Host && planning.inUserNamespace();
    }

    /** The rootfs in one phrase. */
    String description() {
        String source = text(rootfs.source());
        if (rootfs.readonly() || isLockedHost()) {
            return source + ", read-only";
        }
        if (rootfs.writable() instanceof Writable.Memory) {
            return source + ", changes in memory";
        }
        return rootfs.writable() instanceof Writable.Kept kept ? source + ", changes in " + kept.directory() : source;
    }

    private static String text(RootSource source) {
        if (source instanceof RootSource.Directory directory) {
            return "dir:" + directory.path();
        }
        if (source instanceof Overlay overlay) {
            String lower = overlay.lower().stream().map(Path::toString).collect(Collectors.joining(":"));
            return "overlay:" + lower + ":" + overlay.upper();
        }
        return "host";
    }

    private void checkDirectories() {
        for (Path lower : layers.lower()) {
            if (!planning.files().isDirectory(lower)) {
                planning.reasons().cannot("rootfs: there is no directory " + lower);
            }
        }
        layers.kept().ifPresent(upper -> {
            if (!planning.files().isDirectory(upper.getParent())) {
                planning.reasons().cannot("rootfs: there is no directory " + upper.getParent());
            }
        });
    }

    /** A pivot_root(2) needs a mount, so even a plain directory is bound. */
    private RootPlan bound(Path directory, boolean readOnly) {
        return new RootPlan(
                List.of(root), List.of(StagingStep.mount(Mounts.stagedBind(directory, root, readOnly))), root);
    }

    private RootPlan memoryOverlay() {
        Path upper = root.resolve("upper");
        Path work = root.resolve("work");
        Path merged = root.resolve("merged");
        String size = rootfs.writable() instanceof Writable.Memory memory ? memory.size() : "0";
        List<StagingStep> steps = new ArrayList<>();
        steps.add(StagingStep.mount(
                Mounts.staged("tmpfs", root, List.of(Parameter.of("mode", "0755"), Parameter.of("size", size)))));
        // The upper directory's mode becomes that of /.
        steps.add(StagingStep.make(upper));
        steps.add(StagingStep.make(work));
        steps.add(StagingStep.make(merged));
        steps.add(StagingStep.mount(overlay(upper, work, merged)));
        return new RootPlan(List.of(root), steps, merged);
    }

    private RootPlan keptOverlay() {
        Path upper = layers.kept().orElseThrow();
        Path work = layers.work().orElseThrow();
        return new RootPlan(
                List.of(root),
                List.of(StagingStep.make(upper), StagingStep.make(work), StagingStep.mount(overlay(upper, work, root))),
                root);
    }

    private MountPlan overlay(Path upper, Path work, Path target) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.of(
                "lowerdir", layers.lower().stream().map(this::escaped).collect(Collectors.joining(":"))));
        parameters.add(Parameter.of("upperdir", escaped(upper)));
        parameters.add(Parameter.of("workdir", escaped(work)));
        if (planning.inUserNamespace()) {
            // trusted.* attributes need power over the host; user.* do not (overlayfs.rst, "User xattr").
            parameters.add(Parameter.flag("userxattr"));
        }
        return Mounts.staged("overlay", target, parameters);
    }

    /** Colons part layers, backslashes escape (overlayfs.rst, "Multiple lower layers"). */
    private String escaped(Path path) {
        boolean isOld = KernelRelease.of(planning.host().kernel()).isBefore(KernelRelease.NEW_OVERLAY);
        if (isOld && path.toString().indexOf(',') >= 0) {
            planning.reasons().cannot("rootfs: this kernel's overlays take no comma in a path: " + path);
        }
        return path.toString().replace("\\", "\\\\").replace(":", "\\:");
    }
}
