package dev.cleat.engine.plan;

import dev.cleat.engine.plan.MountPlan.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The layers of an overlay as parameters of its file system (overlayfs.rst). */
final class OverlayLayers {

    private OverlayLayers() {}

    /** @param key of the definition, for reasons */
    static List<Parameter> parameters(Planning planning, String key, List<Path> lower, Path upper, Path work) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.of(
                "lowerdir",
                lower.stream().map(layer -> escaped(planning, key, layer)).collect(Collectors.joining(":"))));
        parameters.add(Parameter.of("upperdir", escaped(planning, key, upper)));
        parameters.add(Parameter.of("workdir", escaped(planning, key, work)));
        if (planning.inUserNamespace()) {
            // trusted.* attributes need power over the host; user.* do not (overlayfs.rst, "User xattr").
            parameters.add(Parameter.flag("userxattr"));
        }
        return parameters;
    }

    /** Colons part layers, backslashes escape (overlayfs.rst, "Multiple lower layers"). */
    private static String escaped(Planning planning, String key, Path path) {
        boolean isOld = KernelRelease.of(planning.host().kernel()).isBefore(KernelRelease.NEW_OVERLAY);
        if (isOld && path.toString().indexOf(',') >= 0) {
            planning.reasons().cannot(key + ": this kernel's overlays take no comma in a path: " + path);
        }
        return path.toString().replace("\\", "\\\\").replace(":", "\\:");
    }
}
