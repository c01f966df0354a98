package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Definition.RootSource;
import dev.cleat.engine.definition.Definition.RootSource.Directory;
import dev.cleat.engine.definition.Definition.RootSource.Image;
import dev.cleat.engine.definition.Definition.RootSource.Overlay;
import dev.cleat.engine.definition.Definition.Rootfs;
import dev.cleat.engine.definition.Definition.Writable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an overlay of a root is made of.
 *
 * @param lower topmost first; the image's path when {@code isImage}
 * @param kept host directory for what is written; empty: memory, or nowhere when it is not an overlay
 * @param work overlayfs's scratch directory, on the same file system as {@code kept}
 * @param isOverlay false: {@code lower} has one directory or image, which is the root itself
 * @param isImage {@code lower} is an image file or a block device
 */
record RootLayers(List<Path> lower, Optional<Path> kept, Optional<Path> work, boolean isOverlay, boolean isImage) {

    RootLayers {
        lower = List.copyOf(lower);
    }

    static RootLayers of(Rootfs rootfs) {
        List<Path> source = directories(rootfs.source());
        boolean isImage = rootfs.source() instanceof Image;
        if (rootfs.writable() instanceof Writable.Memory) {
            return new RootLayers(source, Optional.empty(), Optional.empty(), true, isImage);
        }
        if (rootfs.writable() instanceof Writable.Kept kept) {
            Path upper = kept.directory().resolve("upper");
            return new RootLayers(
                    source, Optional.of(upper), Optional.of(kept.directory().resolve("work")), true, isImage);
        }
        if (rootfs.source() instanceof Overlay overlay) {
            Path work = overlay.upper().resolveSibling(overlay.upper().getFileName() + ".work");
            return new RootLayers(overlay.lower(), Optional.of(overlay.upper()), Optional.of(work), true, false);
        }
        return new RootLayers(source, Optional.empty(), Optional.empty(), false, isImage);
    }

    /** Every directory of the root, topmost first: where its files are looked up; what is in an image is not known yet. */
    List<Path> all() {
        List<Path> all = new ArrayList<>();
        kept.ifPresent(all::add);
        all.addAll(isImage ? List.of() : lower);
        return all;
    }

    private static List<Path> directories(RootSource source) {
        if (source instanceof Directory directory) {
            return List.of(directory.path());
        }
        if (source instanceof Image image) {
            return List.of(image.path());
        }
        if (source instanceof Overlay overlay) {
            List<Path> layers = new ArrayList<>();
            layers.add(overlay.upper());
            layers.addAll(overlay.lower());
            return layers;
        }
        return List.of(Path.of("/"));
    }
}
