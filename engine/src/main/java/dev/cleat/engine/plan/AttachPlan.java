package dev.cleat.engine.plan;

import dev.cleat.engine.api.NamespaceType;
import java.util.Set;

/**
 * Everything an attach does, nothing left to decide.
 *
 * @param join namespaces to enter: those that differ from ours, or the chosen ones
 * @param enterCgroups the attached process is put into init's cgroups
 * @param remount fresh /proc and /sys in a private mount namespace
 * @param labelFile file below /proc/self/attr for the program's label
 * @param elevated it keeps capabilities of the caller
 * @param filtered the command is held by init's system call filter
 */
public record AttachPlan(
        Set<NamespaceType> join,
        boolean enterCgroups,
        boolean remount,
        String labelFile,
        boolean elevated,
        boolean filtered,
        ProgramPlan program) {
    public AttachPlan {
        join = Set.copyOf(join);
    }
}
