package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Security.Selinux;
import dev.cleat.engine.plan.MountPlan.Kind;
import dev.cleat.engine.plan.MountPlan.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The context that all files of new mounts have (mount(8), context=), on file systems that can have one. */
final class MountLabels {

    /** procfs, sysfs and cgroups have contexts of their own for each file. */
    private static final Set<String> LABELLED = Set.of("tmpfs", "devpts", "mqueue", "overlay");

    private MountLabels() {}

    static List<MountPlan> put(Selinux selinux, List<MountPlan> mounts) {
        Optional<String> context = selinux.mount();
        return context.isEmpty()
                ? mounts
                : mounts.stream().map(mount -> put(context.get(), mount)).toList();
    }

    private static MountPlan put(String context, MountPlan mount) {
        if (mount.kind() != Kind.NEW || !LABELLED.contains(mount.fileSystemType())) {
            return mount;
        }
        List<Parameter> parameters = new ArrayList<>(mount.parameters());
        parameters.add(Parameter.of("context", context));
        return new MountPlan(
                mount.kind(),
                mount.flags(),
                mount.source(),
                mount.fileSystemType(),
                mount.target(),
                mount.attributes(),
                mount.cleared(),
                mount.propagation(),
                parameters);
    }
}
