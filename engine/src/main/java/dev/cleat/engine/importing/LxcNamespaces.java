package dev.cleat.engine.importing;

import dev.cleat.engine.importing.Tree.Keys;
import dev.cleat.engine.importing.Tree.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code lxc.namespace.*} and {@code lxc.idmap}: which namespaces the container has of its own. */
final class LxcNamespaces {

    private static final String CLONE = "lxc.namespace.clone";
    private static final String KEEP = "lxc.namespace.keep";
    private static final String SHARE = "lxc.namespace.share.";
    private static final String IDMAP = "lxc.idmap";

    /** LXC's words are those of /proc/PID/ns; only one of ours differs. */
    private static final Map<String, String> KINDS = new TreeMap<>(Map.of(
            "mnt", "mount", "pid", "pid", "uts", "uts", "ipc", "ipc", "net", "net", "user", "user", "cgroup", "cgroup",
            "time", "time"));

    private final LxcConfig config;
    private final Keys definition;
    private final Map<String, Sourced> sources = new LinkedHashMap<>();

    private record Sourced(String text, LxcLine line) {}

    private LxcNamespaces(LxcConfig config, Keys definition) {
        this.config = config;
        this.definition = definition;
    }

    static boolean owns(String key) {
        return key.equals(CLONE) || key.equals(KEEP) || key.startsWith(SHARE) || key.equals(IDMAP);
    }

    static void convert(LxcConfig config, Keys definition) {
        LxcNamespaces namespaces = new LxcNamespaces(config, definition);
        namespaces.idmap();
        namespaces.cloned();
        namespaces.kept();
        namespaces.shared();
        KINDS.values().forEach(namespaces::write);
    }

    private void write(String kind) {
        if (sources.containsKey(kind)) {
            definition
                    .map("namespaces")
                    .put(kind, sources.get(kind).text(), sources.get(kind).line());
        }
    }

    /** Those named are the container's own, all others are the host's. */
    private void cloned() {
        Optional<LxcLine> line = config.last(CLONE);
        if (line.isPresent() && config.last(KEEP).isEmpty()) {
            Set<String> named = named(line.get());
            KINDS.values()
                    .forEach(kind ->
                            sources.put(kind, new Sourced(named.contains(kind) ? "private" : "host", line.get())));
        } else if (line.isPresent()) {
            config.left(line.get(), KEEP + " says which, and LXC looks at that one first");
        }
    }

    /** Those named are the host's. */
    private void kept() {
        config.last(KEEP).ifPresent(line -> named(line).forEach(kind -> sources.put(kind, new Sourced("host", line))));
    }

    private void shared() {
        for (LxcLine line : config.below(SHARE)) {
            String kind = KINDS.get(line.keyAfter(SHARE));
            if (kind == null) {
                config.left(line, "there is no such namespace");
                continue;
            }
            String form =
                    line.value().startsWith("/") ? "path:" : LxcText.isNumber(line.value()) ? "pid:" : "container:";
            sources.put(kind, new Sourced(form + line.value(), line));
        }
    }

    private Set<String> named(LxcLine line) {
        Set<String> named = new HashSet<>();
        for (String word : LxcText.words(line.value())) {
            if (KINDS.containsKey(word)) {
                named.add(KINDS.get(word));
            } else {
                config.left(line, "there is no namespace \"" + word + "\"");
            }
        }
        return named;
    }

    /** {@code u|g|b CONTAINER HOST RANGE}. */
    private void idmap() {
        for (LxcLine line : config.lines(IDMAP)) {
            String[] words = line.value().split("[ \t]+");
            boolean isRight = words.length == 4
                    && words[0].matches("[ugb]")
                    && LxcText.isNumber(words[1])
                    && LxcText.isNumber(words[2])
                    && LxcText.isNumber(words[3]);
            if (!isRight) {
                config.left(line, "\"" + line.value() + "\" is not u|g|b CONTAINER HOST RANGE");
                continue;
            }
            if (!words[0].equals("g")) {
                addLine("uid", words, line);
            }
            if (!words[0].equals("u")) {
                addLine("gid", words, line);
            }
        }
    }

    private void addLine(String list, String[] words, LxcLine line) {
        Keys idmap = definition.map("idmap").put("mode", "explicit", line);
        if (!config.value("lxc.rootfs.options").contains("idmap=")) { // its files belong to these ids already
            idmap.entries().put("ownership", new Value("off", Optional.empty()));
        }
        idmap.list(list)
                .items()
                .add(new Keys()
                        .put("container", words[1], line)
                        .put("host", words[2], line)
                        .put("size", words[3], line));
    }
}
