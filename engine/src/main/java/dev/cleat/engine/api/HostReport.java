package dev.cleat.engine.api;

import java.util.List;
import java.util.Optional;

/** What {@code doctor} found: one finding per ability, in a fixed order. */
public record HostReport(List<Finding> findings) {

    public HostReport {
        findings = List.copyOf(findings);
    }

    /** How good a finding is. */
    public enum Level {
        OK,
        MISSING,
        BROKEN
    }

    /**
     * One ability of this host and user.
     *
     * @param subject what was looked at: kernel, namespaces, cgroup layout, id ranges, ...
     * @param found what there is
     * @param cost what does not work without it; empty when OK
     * @param advice how to get it; empty when OK or impossible
     */
    public record Finding(Level level, String subject, String found, Optional<String> cost, Optional<String> advice) {}
}
