package dev.cleat.tui.render;

import dev.cleat.engine.api.CgroupDetail;
import dev.cleat.tui.model.Role;
import java.util.Locale;
import java.util.Map;

/** What a cgroup may use, what that has cost it, and what it waits for. */
final class CgroupFacts {

    /** v1 says so of memory without a limit: the largest number of whole pages. */
    private static final String NO_LIMIT_V1 = "9223372036854771712";

    private CgroupFacts() {}

    static void add(FactList facts, CgroupDetail detail) {
        facts.heading("Limits");
        detail.limits().forEach((file, value) -> {
            if (!value.isEmpty()) { // lists of what is limited, with nothing on them
                facts.addWide(file, limit(file, value));
            }
        });
        if (detail.limits().isEmpty()) {
            facts.add("", Span.of("none can be read", Role.DIM));
        }
        facts.heading("Counters");
        throttling(facts, detail.counters());
        detail.counters().forEach((key, value) -> facts.addWide(key, counter(key, value)));
        facts.heading("Pressure (% of the last 10, 60 and 300 s)");
        if (detail.pressure().isEmpty()) {
            facts.add("", Span.of("none: cgroup v1 keeps no pressure, nor does a kernel without PSI", Role.DIM));
        }
        for (CgroupDetail.Pressure pressure : detail.pressure()) {
            facts.add(pressure.resource() + " some", share(pressure.some()));
            pressure.full().ifPresent(full -> facts.add(pressure.resource() + " full", share(full)));
        }
    }

    private static Span limit(String file, String value) {
        if (value.startsWith("max") && !value.contains("=") || value.equals("-1") || value.equals(NO_LIMIT_V1)) {
            return Span.of("no limit", Role.DIM);
        }
        boolean bytes = file.startsWith("memory.") && value.matches("\\d{1,18}");
        String readable = bytes ? Figures.bytes(Long.parseLong(value)) + "  (" + value + ")" : value;
        return Span.plain(readable.replace("\n", "; ") + share(file, value));
    }

    /** {@code 200000 100000} is 200% of one CPU. */
    private static String share(String file, String value) {
        if (!file.equals("cpu.max") || !value.matches("\\d{1,15} \\d{1,15}")) {
            return "";
        }
        String[] words = value.split(" ");
        double percent = 100.0 * Long.parseLong(words[0]) / Math.max(1, Long.parseLong(words[1]));
        return "  (" + Figures.percent(percent) + "% of one CPU)";
    }

    private static void throttling(FactList facts, Map<String, Long> counters) {
        long periods = counters.getOrDefault("cpu.stat nr_periods", 0L);
        long throttled = counters.getOrDefault("cpu.stat nr_throttled", 0L);
        if (periods > 0) {
            String text = String.format(
                    Locale.ROOT,
                    "in %.1f%% of its periods it wanted more CPU than it may",
                    100.0 * throttled / periods);
            facts.addWide("throttled", Span.of(text, throttled > 0 ? Role.USAGE_WARN : Role.BODY));
        }
    }

    private static Span counter(String key, long value) {
        boolean bad = value > 0 && (key.contains("oom") || key.contains("throttled") || key.endsWith("failcnt"));
        return Span.of(figure(key, value), bad ? Role.USAGE_WARN : Role.BODY);
    }

    private static String figure(String key, long value) {
        if (key.endsWith("_usec")) {
            return Figures.cpuTime(value * 1000);
        }
        if (key.endsWith("throttled_time") || key.equals("cpuacct.usage")) {
            return Figures.cpuTime(value);
        }
        boolean bytes = key.equals("memory.peak") || key.endsWith("_in_bytes") || key.equals("memory.swap.current");
        return bytes ? Figures.bytes(value) : Long.toString(value);
    }

    private static Span share(CgroupDetail.Share share) {
        String text =
                String.format(Locale.ROOT, "%6.2f  %6.2f  %6.2f", share.last10(), share.last60(), share.last300());
        return Span.of(text, share.last10() >= 10 ? Role.USAGE_WARN : Role.BODY);
    }
}
