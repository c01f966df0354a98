package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Definition.Mount;
import dev.cleat.engine.linux.MountAttribute;
import dev.cleat.engine.plan.MountPlan.Flag;
import dev.cleat.engine.plan.MountPlan.Kind;
import dev.cleat.engine.plan.MountPlan.Parameter;
import dev.cleat.engine.plan.StartPlan.StagingStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Overlays that a definition mounts in the root. An overlay finds its layers by path, and a path in a hostile root may lead
 * anywhere; so a layer of the root is first copied by descriptor to a place of ours ({@link Kind#BIND_INSIDE}).
 */
final class OverlayEntries {

    private static final String OVERLAY = "overlay";
    private static final String IN_ROOT = "root:";

    private final Planning planning;
    private final Path place;

    OverlayEntries(Planning planning) {
        this.planning = planning;
        this.place = planning.isShifted()
                ? Path.of("/proc/tty") // like RootPlanner.PASSABLE
                : planning.places().root(planning.definition().name()).resolveSibling("overlays");
    }

    /** Memory for what they write, and places for their layers. */
    List<StagingStep> staging(List<Mount> mounts) {
        List<Mount> overlays = mounts.stream()
                .filter(mount -> mount.fileSystem().equals(OVERLAY))
                .toList();
        List<StagingStep> steps = new ArrayList<>();
        if (overlays.isEmpty()) {
            return steps;
        }
        if (!planning.isShifted()) {
            steps.add(StagingStep.make(place));
        }
        steps.add(StagingStep.mount(Mounts.staged("tmpfs", place, List.of(Parameter.of("mode", "0755")))));
        for (Mount mount : overlays) {
            Path own = own(mount);
            steps.add(StagingStep.make(own));
            for (int layer = 0; layer < mount.lower().size(); layer++) {
                steps.add(StagingStep.make(own.resolve("lower" + layer)));
            }
            steps.add(StagingStep.make(upper(mount)));
            steps.add(StagingStep.make(work(mount)));
        }
        return steps;
    }

    List<MountPlan> entries(Mount mount) {
        List<MountPlan> entries = new ArrayList<>();
        List<Path> lower = new ArrayList<>();
        for (String layer : mount.lower()) {
            if (layer.startsWith(IN_ROOT)) {
                Path copy = own(mount).resolve("lower" + lower.size());
                entries.add(inside(DefinedMounts.inside(layer.substring(IN_ROOT.length())), copy));
                lower.add(copy);
            } else {
                lower.add(Path.of(layer));
            }
        }
        List<Parameter> parameters = new ArrayList<>(
                OverlayLayers.parameters(planning, "mounts: " + mount.target(), lower, upper(mount), work(mount)));
        mount.parameters()
                .forEach((key, value) ->
                        parameters.add(value.isEmpty() ? Parameter.flag(key) : Parameter.of(key, value)));
        entries.add(new MountPlan(
                Kind.NEW,
                DefinedMounts.onMissingTarget(mount),
                OVERLAY,
                OVERLAY,
                mount.target(),
                DefinedMounts.attributes(mount.options()) | MountAttribute.NODEV,
                DefinedMounts.cleared(mount.options()),
                0,
                parameters));
        return entries;
    }

    private static MountPlan inside(String source, Path target) {
        Set<Flag> flags = EnumSet.of(Flag.TARGET_ON_HOST);
        return new MountPlan(
                Kind.BIND_INSIDE,
                flags,
                source,
                "",
                target.toString(),
                MountAttribute.NODEV,
                0,
                MountAttribute.PRIVATE,
                List.of());
    }

    private Path own(Mount mount) {
        return place.resolve(Integer.toString(planning.definition().mounts().indexOf(mount)));
    }

    private Path upper(Mount mount) {
        return mount.upper().orElse(own(mount).resolve("upper"));
    }

    /** On the same file system as the upper directory, as overlayfs demands. */
    private Path work(Mount mount) {
        return mount.upper()
                .map(upper -> upper.resolveSibling(upper.getFileName() + ".work"))
                .orElse(own(mount).resolve("work"));
    }
}
