package dev.cleat.engine.discovery;

import dev.cleat.engine.api.Usage;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.usage.UsageReader;
import dev.cleat.engine.usage.UsageTarget;

/** The two packages together, as the engine uses them. */
final class FoundUsage {
    private FoundUsage() {}

    static Usage of(FoundContainer container, CgroupLayout layout) {
        try (var reader = new UsageReader(layout)) {
            return reader.read(new UsageTarget(container.pid(), container.startTicks(), container.ownCgroup()));
        }
    }
}
