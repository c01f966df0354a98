package dev.cleat.engine.procfs;

import java.util.List;
import java.util.Optional;

/**
 * Where a process is in each cgroup hierarchy: /proc/PID/cgroup (cgroups(7), "/proc files").
 *
 * @param entries one per hierarchy, in the file's order
 */
public record ProcessCgroup(List<Entry> entries) {
    private static final String DELETED = " (deleted)";

    public ProcessCgroup {
        entries = List.copyOf(entries);
    }

    /**
     * Its place in one hierarchy.
     *
     * @param controllers v1: those of the hierarchy, or {@code name=systemd}; empty for v2
     * @param path from the hierarchy's root (the reader's cgroup namespace), with leading slash; starts with
     *     {@code /..} when it is outside of that namespace
     * @param deleted the cgroup was removed while a process, by now a zombie, was in it
     */
    public record Entry(List<String> controllers, String path, boolean deleted) {
        public Entry {
            controllers = List.copyOf(controllers);
        }

        /** True for the v2 hierarchy. */
        public boolean isUnified() {
            return controllers.isEmpty();
        }

        /** Controllers joined by commas, as in the file; empty text for v2. */
        public String key() {
            return String.join(",", controllers);
        }
    }

    /** All lines of a cgroup file; a line of another form is left out. */
    public static ProcessCgroup parse(String text) {
        return new ProcessCgroup(text.lines()
                .map(ProcessCgroup::parseLine)
                .flatMap(Optional::stream)
                .toList());
    }

    private static Optional<Entry> parseLine(String line) {
        // hierarchy-id:controllers:path, where a named hierarchy's name and the path may hold colons themselves: the
        // path starts at the first ":/".
        int first = line.indexOf(':');
        int second = line.indexOf(":/", first);
        if (first < 0 || second < first) {
            return Optional.empty();
        }
        String controllers = second == first ? "" : line.substring(first + 1, second);
        String path = line.substring(second + 1);
        boolean deleted = path.endsWith(DELETED);
        return Optional.of(new Entry(
                controllers.isEmpty() ? List.of() : List.of(controllers.split(",")),
                deleted ? path.substring(0, path.length() - DELETED.length()) : path,
                deleted));
    }

    /** Its path in the v2 hierarchy. */
    public Optional<String> unified() {
        return entries.stream().filter(Entry::isUnified).map(Entry::path).findFirst();
    }

    /** Its path in the hierarchy of a v1 controller, or of {@code name=...}. */
    public Optional<String> of(String controller) {
        return entries.stream()
                .filter(entry -> entry.controllers().contains(controller))
                .map(Entry::path)
                .findFirst();
    }
}
