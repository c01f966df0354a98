package dev.cleat.engine.procfs;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files of lines {@code KEY VALUE}: memory.stat, cpu.stat, memory.events, cgroup.events ("flat keyed" in
 * Documentation/admin-guide/cgroup-v2.rst), memory.oom_control of v1, /proc/stat's {@code btime}.
 */
public final class FlatKeyed {
    private FlatKeyed() {}

    /** Keys and numbers in the file's order. Lines of another form are left out. */
    public static Map<String, Long> parse(String text) {
        var values = new LinkedHashMap<String, Long>();
        text.lines().forEach(line -> {
            int blank = line.indexOf(' ');
            long value =
                    blank < 0 ? -1 : Numbers.parse(line.substring(blank + 1).strip());
            if (value >= 0) {
                values.put(line.substring(0, blank), value);
            }
        });
        return values;
    }
}
