package dev.cleat.engine.importing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a configuration says in the end: the lines that count for each key, after all that was reset by an empty value. */
final class LxcConfig {

    /** Keys that stand for everything below them when they have no value. */
    private static final Set<String> FAMILIES = Set.of(
            "lxc.net", "lxc.cgroup", "lxc.cgroup2", "lxc.cap", "lxc.hook", "lxc.prlimit", "lxc.sysctl", "lxc.proc");

    private static final String NETWORK = "lxc.network";
    private static final String NET = "lxc.net";

    private final Map<String, List<LxcLine>> byKey = new TreeMap<>();
    private final Leftovers leftovers;
    private int lastLegacyBlock = -1;

    LxcConfig(List<LxcLine> lines, Leftovers leftovers) {
        this.leftovers = leftovers;
        for (LxcLine line : lines) {
            try {
                take(line.key().startsWith(NETWORK) ? ofTodaysNetwork(line) : line);
            } catch (NotCarried e) {
                leftovers.add(line, String.valueOf(e.getMessage()));
            }
        }
    }

    private void take(LxcLine line) {
        if (!line.value().isEmpty()) {
            byKey.computeIfAbsent(line.key(), key -> new ArrayList<>()).add(line);
            return;
        }
        byKey.remove(line.key());
        if (FAMILIES.contains(line.key()) || LxcText.isNumber(after(line.key(), NET + "."))) {
            byKey.keySet().removeIf(key -> key.startsWith(line.key() + "."));
        }
    }

    private static String after(String key, String prefix) {
        return key.startsWith(prefix) ? key.substring(prefix.length()) : "";
    }

    /** Before 2.1 a {@code type} line began an interface and the lines after it were about that one. */
    private LxcLine ofTodaysNetwork(LxcLine line) throws NotCarried {
        String rest = line.key().substring(NETWORK.length());
        if (rest.isEmpty()) {
            lastLegacyBlock = -1;
            return line.as(NET);
        }
        String part = rest.substring(1);
        int dot = part.indexOf('.');
        String first = dot < 0 ? part : part.substring(0, dot);
        if (LxcText.isNumber(first)) {
            return line.as(NET + "." + first + (dot < 0 ? "" : "." + LxcLegacy.renameNetwork(part.substring(dot + 1))));
        }
        if (part.equals("type")) {
            lastLegacyBlock++;
        }
        if (lastLegacyBlock < 0) {
            throw new NotCarried("stands before the first lxc.network.type");
        }
        return line.as(NET + "." + lastLegacyBlock + "." + LxcLegacy.renameNetwork(part));
    }

    /** Every key that has a line. */
    Set<String> keys() {
        return Set.copyOf(byKey.keySet());
    }

    /** The lines of one key, in order. */
    List<LxcLine> lines(String key) {
        return List.copyOf(byKey.getOrDefault(key, List.of()));
    }

    /** The line of a key that has one value: the last one. */
    Optional<LxcLine> last(String key) {
        List<LxcLine> lines = lines(key);
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1));
    }

    /** The value of {@link #last}; empty text when there is none. */
    String value(String key) {
        return last(key).map(LxcLine::value).orElse("");
    }

    /** The lines of every key that begins with {@code prefix}, in order. */
    List<LxcLine> below(String prefix) {
        return byKey.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .flatMap(entry -> entry.getValue().stream())
                .sorted(Comparator.comparingInt(LxcLine::sequence))
                .toList();
    }

    /** Tells that {@code line} is lost. */
    void left(LxcLine line, String why) {
        leftovers.add(line, why);
    }
}
