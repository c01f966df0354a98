package dev.cleat.tui.model;

import dev.cleat.engine.api.CgroupDetail.Pressure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much a cgroup waited, reading by reading.
 *
 * @param some percent of the last ten seconds in which at least one task waited, by resource
 */
public record PressureHistory(Map<String, Series> some) {

    public static final PressureHistory EMPTY = new PressureHistory(Map.of());

    public PressureHistory {
        some = Map.copyOf(some);
    }

    /** With one reading more. */
    public PressureHistory plus(List<Pressure> reading) {
        Map<String, Series> next = new LinkedHashMap<>();
        for (Pressure pressure : reading) {
            next.put(
                    pressure.resource(),
                    of(pressure.resource()).plus(pressure.some().last10()));
        }
        return new PressureHistory(next);
    }

    public Series of(String resource) {
        return some.getOrDefault(resource, Series.EMPTY);
    }
}
