package dev.cleat.engine.importing;

import dev.cleat.engine.definition.Escaped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what could not be carried over, so that nothing is dropped silently. */
final class Leftovers {

    private static final int LONGEST = 300;

    private final List<Left> found = new ArrayList<>();

    private record Left(int sequence, String text) {}

    /** {@code line} is lost, or a part of it. */
    void add(LxcLine line, String why) {
        add(line.sequence(), line.place() + ": " + line.written() + ": " + why);
    }

    /** A line that is no {@code KEY = VALUE}. */
    void add(Path file, int number, int sequence, String why) {
        add(sequence, file + ":" + number + ": " + why);
    }

    /** Something that stands nowhere. */
    void add(String why) {
        add(Integer.MAX_VALUE, why);
    }

    private void add(int sequence, String text) {
        Left left = new Left(sequence, visible(text));
        if (!found.contains(left)) {
            found.add(left);
        }
    }

    /** In the order of the lines. */
    List<String> inOrder() {
        return found.stream()
                .sorted(Comparator.comparingInt(Left::sequence))
                .map(Left::text)
                .toList();
    }

    /** A configuration may be anybody's: one line each, nothing that moves a cursor. */
    static String visible(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> {
            if (Escaped.isControl(c)) {
                safe.append(String.format("\\u%04x", c));
            } else {
                safe.appendCodePoint(c);
            }
        });
        return text.codePointCount(0, text.length()) > LONGEST ? safe + "..." : safe.toString();
    }
}
