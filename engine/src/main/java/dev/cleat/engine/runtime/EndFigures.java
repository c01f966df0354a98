package dev.cleat.engine.runtime;

import dev.cleat.engine.start.EndFile;
import dev.cleat.engine.state.StateStore;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a container's cgroups knew at its end, as far as they did.
 *
 * @param oomKills processes killed by the out-of-memory killer, whichever they were
 */
record EndFigures(long oomKills, Map<String, String> facts) {

    private static final long NANOS_IN_MICRO = 1_000;
    private static final long NANOS_IN_MILLI = 1_000_000;

    static EndFigures of(StateStore states, String name) {
        Map<String, String> facts = new LinkedHashMap<>();
        OptionalLong oom = read(states, name, EndFile.MEMORY_EVENTS)
                .map(text -> value(text, "oom_kill"))
                .orElse(OptionalLong.empty());
        oom.ifPresent(kills -> facts.put("OOM kills", Long.toString(kills)));
        read(states, name, EndFile.MEMORY_PEAK)
                .ifPresent(text -> number(text).ifPresent(bytes -> facts.put("memory peak", size(bytes))));
        read(states, name, EndFile.CPU)
                .ifPresent(text ->
                        cpuNanos(text).ifPresent(nanos -> facts.put("CPU time", nanos / NANOS_IN_MILLI + " ms")));
        read(states, name, EndFile.PIDS_PEAK).ifPresent(text -> pids(text, facts));
        return new EndFigures(oom.orElse(0), facts);
    }

    /** In the unit that a definition would give it in. */
    static String size(long bytes) {
        if (bytes < 1 << 20) {
            return (bytes >> 10) + "K";
        }
        return bytes < 1 << 30
                ? String.format(Locale.ROOT, "%.1fM", bytes / (double) (1 << 20))
                : String.format(Locale.ROOT, "%.1fG", bytes / (double) (1 << 30));
    }

    private static Optional<String> read(StateStore states, String name, EndFile file) {
        return states.readCopy(name, file.savedAs());
    }

    private static OptionalLong cpuNanos(String text) {
        OptionalLong micros = value(text, "usage_usec");
        return micros.isPresent() ? OptionalLong.of(micros.getAsLong() * NANOS_IN_MICRO) : number(text);
    }

    /** v2: the number; v1: {@code max N}, forks that the limit refused. */
    private static void pids(String text, Map<String, String> facts) {
        number(text).ifPresent(peak -> facts.put("processes at most", Long.toString(peak)));
        value(text, "max").ifPresent(refused -> facts.put("forks refused", Long.toString(refused)));
    }

    private static OptionalLong value(String text, String key) {
        return text.lines()
                .filter(line -> line.startsWith(key + " "))
                .map(line -> number(line.substring(key.length() + 1)))
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
