package dev.cleat.engine.plan;

import static dev.cleat.engine.linux.MountAttribute.NODEV;

import dev.cleat.engine.definition.Definition.RootSource;
import dev.cleat.engine.definition.Definition.RootSource.Host;
import dev.cleat.engine.definition.Definition.RootSource.Image;
import dev.cleat.engine.definition.Definition.RootSource.Overlay;
import dev.cleat.engine.definition.Definition.Rootfs;
import dev.cleat.engine.definition.Definition.Writable;
import dev.cleat.engine.linux.MountAttribute;
import dev.cleat.engine.plan.MountPlan.Parameter;
import dev.cleat.engine.plan.StartPlan.RootPlan;
import dev.cleat.engine.plan.StartPlan.StagingStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the root directory comes to be. All of it happens in the container's own mount namespace: the host sees nothing. */
final class RootPlanner {

    /**
     * Where a root is put together when its container's root may not pass the state directory: a directory that everybody
     * may pass, on every host, and that nobody mounts anything from.
     */
    private static final Path PASSABLE = Path.of("/proc/fs");

    private final Planning planning;
    private final Rootfs rootfs;
    private final RootLayers layers;
    private final RootOptions options;
    private final RootOwnership ownership;
    private final Path root;

    RootPlanner(Planning planning, Rootfs rootfs) {
        this.planning = planning;
        this.rootfs = rootfs;
        this.layers = RootLayers.of(rootfs);
        this.options = RootOptions.of(rootfs, planning.reasons());
        this.ownership = new RootOwnership(planning, rootfs);
        this.root = planning.isShifted()
                ? PASSABLE
                : planning.places().root(planning.definition().name());
    }

    RootPlan plan() {
        checkLayers();
        if (isLockedHost()) {
            // Every mount of the host is locked together in a mount namespace of a lesser user namespace, and overlayfs
            // refuses a lower directory with locked mounts below it (clone_private_mount() of fs/namespace.c).
            planning.reasons()
                    .note(
                            "the host's root is read-only here: in a user namespace it cannot be the lower layer of an overlay");
            return plan(List.of(StagingStep.mount(Mounts.stagedBind(Path.of("/"), root, true))), root);
        }
        if (!layers.isOverlay()) {
            return plan(List.of(StagingStep.mount(single(layers.lower().get(0)))), root);
        }
        return layers.kept().isPresent() && !needsPlace() ? keptOverlay() : overlayInMemory();
    }

    private RootPlan plan(List<StagingStep> staging, Path directory) {
        List<Path> made = root.equals(PASSABLE) ? List.of() : List.of(root);
        return new RootPlan(made, staging, directory, propagation(), List.of(), ownership.changed(), pin());
    }

    /** True when the container sees the host's root itself, read-only, instead of an overlay of it. */
    boolean isLockedHost() {
        return rootfs.source() instanceof Host && planning.inUserNamespace();
    }

    /** MS_SHARED and its kin of mount_namespaces(7), for the finished root; 0: private. */
    private long propagation() {
        return rootfs.propagation().map(DefinedMounts::propagation).orElse(0L);
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
        if (source instanceof Image image) {
            return "image:" + image.path();
        }
        if (source instanceof Overlay overlay) {
            String lower = overlay.lower().stream().map(Path::toString).collect(Collectors.joining(":"));
            return "overlay:" + lower + ":" + overlay.upper();
        }
        return "host";
    }

    private void checkLayers() {
        if (layers.isImage()) {
            checkImage();
        } else {
            layers.lower().forEach(this::checkDirectory);
        }
        layers.kept().ifPresent(upper -> checkDirectory(upper.getParent()));
    }

    private void checkImage() {
        if (!planning.host().isRoot()) {
            planning.reasons().cannot("rootfs: only root can mount an image", "unpack it and use dir:PATH");
        }
    }

    private void checkDirectory(Path directory) {
        if (!planning.files().isDirectory(directory)) {
            planning.reasons().cannot("rootfs: there is no directory " + directory);
        } else if (!ownership.isMapped(directory)) {
            ownership.checkPassable(directory);
        }
    }

    /**
     * A pivot_root(2) needs a mount, so even a plain directory is bound. What is read-only in itself is made so at the
     * end, when mount points have been made in it.
     */
    private MountPlan single(Path layer) {
        long attributes = NODEV | options.attributes() & ~MountAttribute.RDONLY;
        if (layers.isImage()) {
            return Mounts.stagedPassed(image(isReadOnlyImage()), root, attributes);
        }
        if (ownership.isMapped(layer)) {
            return Mounts.stagedPassed(ownership.tree(layer), root, attributes);
        }
        return Mounts.bind(
                layer.toString(),
                root.toString(),
                attributes,
                Mounts.flags(MountPlan.Flag.TARGET_ON_HOST, MountPlan.Flag.RECURSIVE));
    }

    /** Nothing can be made in it, so it is mounted so from the start. */
    private boolean isReadOnlyImage() {
        return rootfs.readonly();
    }

    private String image(boolean readOnly) {
        Image image = (Image) rootfs.source();
        Optional<String> fileSystem =
                image.fileSystem().or(() -> planning.files().fileSystem(image.path()));
        if (fileSystem.isEmpty()) {
            planning.reasons().cannot("rootfs: " + image.path() + " is not there or has no file system that is known");
        }
        return planning.sources()
                .add(ImageSource.of(image.path(), fileSystem.orElse(""), ownership.shiftsImages(), readOnly, options));
    }

    /** True when layers are mounts that need a place of their own to be found at. */
    private boolean needsPlace() {
        return layers.isImage()
                || layers.lower().stream().anyMatch(ownership::isMapped)
                || layers.kept()
                        .map(Path::getParent)
                        .filter(ownership::isMapped)
                        .isPresent();
    }

    private RootPlan overlayInMemory() {
        List<StagingStep> steps = new ArrayList<>();
        String size = rootfs.writable() instanceof Writable.Memory memory ? memory.size() : "64k";
        steps.add(StagingStep.mount(
                Mounts.staged("tmpfs", root, List.of(Parameter.of("mode", "0755"), Parameter.of("size", size)))));
        List<Path> lower = new ArrayList<>();
        for (Path layer : layers.lower()) {
            lower.add(place(layer, "lower" + lower.size(), steps));
        }
        Path base = layers.kept()
                .map(upper -> place(upper.getParent(), "kept", steps))
                .orElse(root);
        // The upper directory's mode becomes that of /.
        Path upper = base.resolve(layers.kept().map(Path::getFileName).orElse(Path.of("upper")));
        Path work = base.resolve(layers.work().map(Path::getFileName).orElse(Path.of("work")));
        Path merged = root.resolve("merged");
        steps.add(StagingStep.make(upper));
        steps.add(StagingStep.make(work));
        steps.add(StagingStep.make(merged));
        steps.add(StagingStep.mount(overlay(lower, upper, work, merged)));
        return plan(steps, merged);
    }

    /** Where init finds a layer: where it is, or where the mount is attached that the host made of it. */
    private Path place(Path layer, String name, List<StagingStep> steps) {
        boolean isImage = layers.isImage() && layer.equals(layers.lower().get(0));
        if (!isImage && !ownership.isMapped(layer)) {
            return layer;
        }
        Path place = root.resolve(name);
        steps.add(StagingStep.make(place));
        steps.add(StagingStep.mount(Mounts.stagedPassed(isImage ? image(true) : ownership.tree(layer), place, NODEV)));
        return place;
    }

    private RootPlan keptOverlay() {
        Path upper = layers.kept().orElseThrow();
        Path work = layers.work().orElseThrow();
        return plan(
                List.of(
                        StagingStep.make(upper),
                        StagingStep.make(work),
                        StagingStep.mount(overlay(layers.lower(), upper, work, root))),
                root);
    }

    private MountPlan overlay(List<Path> lower, Path upper, Path work, Path target) {
        List<Parameter> parameters = new ArrayList<>(OverlayLayers.parameters(planning, "rootfs", lower, upper, work));
        if (!layers.isImage()) {
            parameters.addAll(options.parameters());
        }
        return Mounts.staged("overlay", target, parameters);
    }

    /**
     * A root with CAP_SYS_ADMIN over the host's file system could make all of it read-only by remounting its own root
     * (mount(2), MS_REMOUNT without MS_BIND); not while a file on it is open for writing. An overlay has a super block of
     * its own, and in a user namespace the kernel refuses.
     */
    private Optional<Path> pin() {
        boolean canHappen = !layers.isOverlay() && !layers.isImage() && !planning.inUserNamespace();
        return rootfs.pin().orElse(canHappen) && !layers.isImage() && !(rootfs.source() instanceof Host)
                ? Optional.of(layers.kept().orElse(layers.lower().get(0)))
                : Optional.empty();
    }
}
