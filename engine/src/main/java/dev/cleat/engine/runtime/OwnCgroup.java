package dev.cleat.engine.runtime;

import dev.cleat.engine.plan.StartPlan.CgroupPlan;
import dev.cleat.engine.procfs.ProcessCgroup;
import dev.cleat.engine.state.SavedContainer;
import java.util.List;

/** The top of a container's own cgroup in each hierarchy, wherever below it init has moved itself (systemd does). */
final class OwnCgroup {

    private OwnCgroup() {}

    static ProcessCgroup of(SavedContainer saved, ProcessCgroup init) {
        if (saved.cgroups().isEmpty()) {
            return new ProcessCgroup(List.of());
        }
        String own = "/" + CgroupPlan.payloadOf(saved.name());
        return new ProcessCgroup(init.entries().stream()
                .filter(entry -> (entry.path() + "/").contains(own + "/"))
                .map(entry -> new ProcessCgroup.Entry(
                        entry.controllers(),
                        entry.path().substring(0, entry.path().indexOf(own) + own.length()),
                        entry.deleted()))
                .toList());
    }
}
