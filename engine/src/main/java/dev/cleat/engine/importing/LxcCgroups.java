package dev.cleat.engine.importing;

import dev.cleat.engine.importing.Tree.Keys;
import dev.cleat.engine.importing.Tree.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code lxc.cgroup.FILE} and {@code lxc.cgroup2.FILE}: limits as raw files, devices as the one ordered list of rules. */
final class LxcCgroups {

    private static final String V1 = "lxc.cgroup.";
    private static final String V2 = "lxc.cgroup2.";

    /** Keys of {@code lxc.cgroup.} that are no files. */
    private static final Set<String> OWN = Set.of(
            "lxc.cgroup.dir",
            "lxc.cgroup.dir.container",
            "lxc.cgroup.dir.container.inner",
            "lxc.cgroup.dir.monitor",
            "lxc.cgroup.dir.monitor.pivot",
            "lxc.cgroup.relative",
            "lxc.cgroup.use",
            "lxc.cgroup.pattern");

    private LxcCgroups() {}

    static boolean owns(String key) {
        return key.startsWith(V2) || key.startsWith(V1) && !OWN.contains(key);
    }

    static void convert(LxcConfig config, Keys definition) {
        files(V1, "v1", config, definition);
        files(V2, "v2", config, definition);
        rules(config, definition);
    }

    private static void files(String prefix, String section, LxcConfig config, Keys definition) {
        for (LxcLine line : config.below(prefix)) {
            String file = line.keyAfter(prefix);
            if (!owns(line.key()) || file.startsWith("devices.")) {
                continue;
            }
            Keys values = definition.map("resources").map(section);
            if (isPerDevice(file) && values.entries().get(file) instanceof Value earlier) {
                earlier.origin().ifPresent(lost -> config.left(lost, "only the last line of this file is kept"));
            }
            values.put(file, line.value(), line);
        }
    }

    /** Files where each line is about another device: a second line does not replace the first. */
    private static boolean isPerDevice(String file) {
        return file.endsWith("_device")
                || Set.of(
                                "io.max",
                                "io.latency",
                                "io.weight",
                                "io.bfq.weight",
                                "io.cost.qos",
                                "rdma.max",
                                "misc.max",
                                "net_prio.ifpriomap")
                        .contains(file);
    }

    /** LXC has a list for each cgroup version, ours is one: version 2's, unless there is none or it is the same. */
    private static void rules(LxcConfig config, Keys definition) {
        List<LxcLine> old = config.below(V1 + "devices.");
        List<LxcLine> unified = config.below(V2 + "devices.");
        List<LxcLine> chosen = unified.isEmpty() ? old : unified;
        Set<String> written = new java.util.HashSet<>();
        for (LxcLine line : chosen) {
            String action = line.key().substring(line.key().lastIndexOf('.') + 1);
            if (!action.equals("allow") && !action.equals("deny")) {
                config.left(line, "is neither devices.allow nor devices.deny");
                continue;
            }
            written.add(action + " " + line.value());
            definition.map("dev").list("rules").items().add(new Keys().put(action, line.value(), line));
        }
        for (LxcLine line : chosen == old ? List.<LxcLine>of() : old) {
            String action = line.key().substring(line.key().lastIndexOf('.') + 1);
            if (!written.contains(action + " " + line.value())) {
                config.left(line, "a definition has one list of devices; that of " + V2 + "devices is taken");
            }
        }
        if (chosen.isEmpty()) {
            definition
                    .map("dev")
                    .list("rules")
                    .items()
                    .add(new Keys(new java.util.LinkedHashMap<>(
                            java.util.Map.of("allow", new Value("a", Optional.empty())))));
        }
    }
}
