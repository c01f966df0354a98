package dev.cleat.engine.procfs;

import java.util.List;

/**
 * A uid_map or gid_map (user_namespaces(7), "User and group ID mappings").
 *
 * @param ranges in the file's order; none: the namespace has no map yet
 */
public record IdMapFile(List<Range> ranges) {
    public IdMapFile {
        ranges = List.copyOf(ranges);
    }

    /** {@code count} ids from {@code inside} on are those from {@code outside} on, outside as the reader sees it. */
    public record Range(long inside, long outside, long count) {}

    /** All lines; a line of another form is left out. */
    public static IdMapFile parse(String text) {
        return new IdMapFile(text.lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length == 3)
                .map(fields -> new Range(Numbers.parse(fields[0]), Numbers.parse(fields[1]), Numbers.parse(fields[2])))
                .toList());
    }
}
