package dev.cleat.engine.procfs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One line of mountinfo (proc_pid_mountinfo(5)).
 *
 * <p>{@code 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue}
 *
 * @param id of the mount, reused once it is gone
 * @param parentId the mount it is mounted on; its own id at the top of the tree
 * @param device {@code major:minor} of the file system
 * @param root the directory of the file system that is mounted; {@code /} when all of it
 * @param mountPoint below the process's root
 * @param options of this mount
 * @param tags propagation: {@code shared:1}, {@code master:2}, ...
 * @param type {@code ext4}, {@code cgroup2}, ...
 * @param source what was given as source, may be {@code none} or empty
 * @param superOptions of the file system, for all its mounts
 */
public record MountInfo(
        long id,
        long parentId,
        String device,
        String root,
        String mountPoint,
        List<String> options,
        List<String> tags,
        String type,
        String source,
        List<String> superOptions) {

    private static final int FIXED_FIELDS = 6;

    public MountInfo {
        options = List.copyOf(options);
        tags = List.copyOf(tags);
        superOptions = List.copyOf(superOptions);
    }

    /** All lines of a mountinfo file, in its order, which is the order of mounting. A line of another form is left out. */
    public static List<MountInfo> parse(String text) {
        return text.lines().map(MountInfo::parseLine).flatMap(Optional::stream).toList();
    }

    private static Optional<MountInfo> parseLine(String line) {
        // Exactly one blank parts two fields: the source may be the empty string.
        String[] fields = line.split(" ", -1);
        int separator = FIXED_FIELDS;
        while (separator < fields.length && !fields[separator].equals("-")) {
            separator++;
        }
        if (separator + 3 >= fields.length) {
            return Optional.empty();
        }
        return Optional.of(new MountInfo(
                Numbers.parse(fields[0]),
                Numbers.parse(fields[1]),
                fields[2],
                unescape(fields[3]),
                unescape(fields[4]),
                commaSeparated(fields[5]),
                Arrays.asList(fields).subList(FIXED_FIELDS, separator),
                unescape(fields[separator + 1]),
                unescape(fields[separator + 2]),
                commaSeparated(fields[separator + 3])));
    }

    private static List<String> commaSeparated(String field) {
        var values = new ArrayList<String>();
        for (String value : field.split(",")) {
            values.add(unescape(value));
        }
        return values;
    }

    /** Blank, tab, newline and backslash stand as three octal digits (seq_path() in fs/seq_file.c). */
    static String unescape(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        var plain = new StringBuilder(field.length());
        int i = 0;
        while (i < field.length()) {
            boolean escape = isOctalEscape(field, i);
            plain.append(escape ? (char) Integer.parseInt(field.substring(i + 1, i + 4), 8) : field.charAt(i));
            i += escape ? 4 : 1;
        }
        return plain.toString();
    }

    private static boolean isOctalEscape(String field, int at) {
        if (field.charAt(at) != '\\' || at + 3 >= field.length()) {
            return false;
        }
        return field.substring(at + 1, at + 4).chars().allMatch(c -> c >= '0' && c <= '7');
    }

    /** True when nothing can be written through this mount, or to its file system at all. */
    public boolean isReadOnly() {
        return options.contains("ro") || superOptions.contains("ro");
    }
}
