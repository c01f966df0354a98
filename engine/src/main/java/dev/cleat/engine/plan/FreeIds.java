package dev.cleat.engine.plan;

import dev.cleat.engine.host.HostFacts.IdRange;
import dev.cleat.engine.plan.HostFiles.IdUse;
import java.util.Optional;

/**
 * Finds a range of ids that is nobody's, in the region that distributions leave to containers: 524288 to 1879048191, in
 * steps of 65536 (systemd's UIDS-GIDS document). A container's name decides where the search begins, so that it gets the
 * same range on every start, and on every host where that is free.
 */
final class FreeIds {

    /** Ids of one container. */
    static final long COUNT = 65_536;

    private static final long FIRST = 0x0008_0000L;
    private static final long LAST = 0x6FFF_0000L;
    private static final int SLOTS = (int) ((LAST - FIRST) / COUNT) + 1;

    private FreeIds() {}

    /** The first id; empty when all are taken. */
    static Optional<Long> find(String container, IdUse use) {
        if (use.recorded().isPresent() && isFree(use.recorded().get(), use)) {
            return use.recorded();
        }
        int start = Math.floorMod(container.hashCode(), SLOTS);
        for (int tried = 0; tried < SLOTS; tried++) {
            long first = FIRST + (start + tried) % SLOTS * COUNT;
            if (isFree(first, use)) {
                return Optional.of(first);
            }
        }
        return Optional.empty();
    }

    private static boolean isFree(long first, IdUse use) {
        return use.taken().stream().noneMatch(range -> overlaps(first, range));
    }

    private static boolean overlaps(long first, IdRange range) {
        return range.first() < first + COUNT && first < range.first() + range.count();
    }
}
