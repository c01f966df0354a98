package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Resources;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.plan.StartPlan.CgroupWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files of one version by name, {@code resources.v2} and {@code resources.v1}: written as they are where that version has the
 * controller, and only told of where it has not. A definition may have both.
 */
final class RawLimits {

    private static final Pattern FILE = Pattern.compile("[a-zA-Z0-9_]+(\\.[a-zA-Z0-9_-]+)+");

    /** Who is in a cgroup is not a limit, and a container that is frozen or killed from the start would never run. */
    private static final Set<String> NOT_LIMITS = Set.of(
            "cgroup.procs",
            "cgroup.threads",
            "cgroup.kill",
            "cgroup.freeze",
            "cgroup.type",
            "cgroup.subtree_control",
            "freezer.state");

    private final Resources resources;
    private final Controllers controllers;
    private final List<CgroupWrite> writes = new ArrayList<>();

    RawLimits(Resources resources, Controllers controllers) {
        this.resources = resources;
        this.controllers = controllers;
    }

    List<CgroupWrite> writes() {
        resources.v2().forEach((file, value) -> write("resources.v2." + file, file, value, true));
        resources.v1().forEach((file, value) -> write("resources.v1." + file, file, value, false));
        return writes;
    }

    private void write(String key, String file, String value, boolean unified) {
        Reasons reasons = controllers.reasons();
        if (!FILE.matcher(file).matches() || NOT_LIMITS.contains(file)) {
            reasons.cannot(key + ": is not a file that holds a limit");
            return;
        }
        if (file.startsWith("devices.")) {
            reasons.cannot(key + ": the device policy is set when /dev is ready", "write it as dev.rules");
            return;
        }
        if (value.indexOf('\n') >= 0) {
            reasons.cannot(key + ": one value has one line");
            return;
        }
        String controller = file.substring(0, file.indexOf('.'));
        Optional<Hierarchy> hierarchy = hierarchy(controller, unified);
        if (hierarchy.isEmpty()) {
            reasons.note(key + " is left out: " + (unified ? "cgroup v2" : "cgroup v1") + " has no \"" + controller
                    + "\" here");
        } else if (hierarchy.get().base().isEmpty()) {
            reasons.cannot(key + ": this user may not make cgroups of the controller \"" + controller + "\"");
        } else {
            writes.add(new CgroupWrite(controller, file, value, key));
        }
    }

    private Optional<Hierarchy> hierarchy(String controller, boolean unified) {
        CgroupLayout layout = controllers.layout();
        if (unified && controller.equals("cgroup")) {
            return layout.unified();
        }
        return layout.hierarchies().stream()
                .filter(h -> h.unified() == unified && h.controllers().contains(controller))
                .findFirst();
    }
}
