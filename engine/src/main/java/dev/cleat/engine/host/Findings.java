package dev.cleat.engine.host;

import dev.cleat.engine.api.HostReport.Finding;
import dev.cleat.engine.api.HostReport.Level;
import java.util.Optional;

/** How a finding is worded: what there is; and when something is missing, its cost and how to get it. */
final class Findings {
    private Findings() {}

    static Finding ok(String subject, String found) {
        return new Finding(Level.OK, subject, found, Optional.empty(), Optional.empty());
    }

    static Finding missing(String subject, String found, String cost, String advice) {
        return new Finding(Level.MISSING, subject, found, Optional.of(cost), Optional.of(advice));
    }

    static Finding broken(String subject, String found, String cost, String advice) {
        return new Finding(Level.BROKEN, subject, found, Optional.of(cost), Optional.of(advice));
    }
}
