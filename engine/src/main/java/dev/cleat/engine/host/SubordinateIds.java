package dev.cleat.engine.host;

import dev.cleat.engine.host.HostFacts.IdRange;
import java.util.List;

/** Lines {@code NAME-OR-UID:FIRST:COUNT} of /etc/subuid and /etc/subgid (subuid(5)). */
final class SubordinateIds {
    private SubordinateIds() {}

    /** The ranges of the user, given by name or by uid, in file order. Lines of another form are left out. */
    static List<IdRange> parse(String text, String name, int uid) {
        return text.lines()
                .map(line -> line.strip().split(":", -1))
                .filter(fields -> fields.length == 3)
                .filter(fields -> fields[0].equals(name) || fields[0].equals(Integer.toUnsignedString(uid)))
                .filter(fields -> isNumber(fields[1]) && isNumber(fields[2]))
                .map(fields -> new IdRange(Long.parseLong(fields[1]), Long.parseLong(fields[2])))
                .filter(range -> range.count() > 0)
                .toList();
    }

    private static boolean isNumber(String field) {
        return !field.isEmpty() && field.length() <= 10 && field.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
