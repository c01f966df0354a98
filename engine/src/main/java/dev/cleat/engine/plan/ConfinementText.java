package dev.cleat.engine.plan;

import dev.cleat.engine.definition.ProcessTuning;
import dev.cleat.engine.plan.StartPlan.FilterPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.TreeSet;

/** The lines of a plan about what holds init: filter, device policy, limits of its process. */
final class ConfinementText {

    private ConfinementText() {}

    static List<String> filter(StartPlan plan) {
        return plan.filter().map(ConfinementText::filter).stream().toList();
    }

    static List<String> profile(StartPlan plan) {
        return plan.profile().map(ProfilePlan::name).stream().toList();
    }

    private static String filter(FilterPlan filter) {
        return filter.source() + (filter.seccomp().log() ? ", refused calls are logged" : "");
    }

    static List<String> tuning(TuningPlan plan) {
        ProcessTuning tuning = plan.process();
        List<String> lines = new ArrayList<>();
        tuning.procFiles().forEach((file, value) -> lines.add("/proc/PID/" + file + " = " + value));
        if (!tuning.cpus().isEmpty()) {
            lines.add("CPUs " + new TreeSet<>(tuning.cpus()));
        }
        tuning.scheduler().ifPresent(scheduler -> lines.add("scheduler " + scheduler.policy()));
        tuning.ioPriority()
                .ifPresent(priority -> lines.add("priority of input and output "
                        + priority.ioClass().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " "
                        + priority.level()));
        if (plan.ownCore()) {
            lines.add("no other task on the same core");
        }
        tuning.rlimits()
                .forEach((name, limit) ->
                        lines.add("limit " + name + " " + text(limit.soft()) + ":" + text(limit.hard())));
        return lines;
    }

    private static String text(OptionalLong limit) {
        return limit.isPresent() ? Long.toUnsignedString(limit.getAsLong()) : "unlimited";
    }
}
