package dev.cleat.engine.plan;

import dev.cleat.engine.plan.MountPlan.Parameter;
import dev.cleat.engine.plan.StartPlan.IdMaps;
import dev.cleat.engine.plan.StartPlan.SourceKind;
import dev.cleat.engine.plan.StartPlan.SourcePlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The mount of an image. */
final class ImageSource {

    /** What can never be written to. */
    private static final Set<String> READ_ONLY = Set.of("squashfs", "erofs", "iso9660");

    private static final Set<String> ASK_FOR_PANIC = Set.of("ext2", "ext3", "ext4");

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
                parameters(fileSystem, options));
    }

    /** An image may ask the kernel to panic at its first error (tune2fs -e, ext4(5); CVE-2021-3802). */
    private static List<Parameter> parameters(String fileSystem, RootOptions options) {
        boolean isSaid = options.parameters().stream().anyMatch(p -> p.key().equals("errors"));
        if (!ASK_FOR_PANIC.contains(fileSystem) || isSaid) {
            return options.parameters();
        }
        List<Parameter> parameters = new ArrayList<>(options.parameters());
        parameters.add(Parameter.of("errors", "remount-ro"));
        return parameters;
    }
}
