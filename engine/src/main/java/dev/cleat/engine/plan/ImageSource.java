package dev.cleat.engine.plan;

import dev.cleat.engine.plan.StartPlan.IdMaps;
import dev.cleat.engine.plan.StartPlan.SourceKind;
import dev.cleat.engine.plan.StartPlan.SourcePlan;
import java.nio.file.Path;
import java.util.Set;

/** The mount of an image. */
final class ImageSource {

    /** What can never be written to. */
    private static final Set<String> READ_ONLY = Set.of("squashfs", "erofs", "iso9660");

    private ImageSource() {}

    static SourcePlan of(Path path, String fileSystem, boolean idmapped, boolean readOnly, RootOptions options) {
        return new SourcePlan(
                SourceKind.IMAGE,
                path,
                fileSystem,
                false,
                idmapped,
                IdMaps.NONE,
                readOnly || READ_ONLY.contains(fileSystem),
                options.parameters());
    }
}
