package dev.cleat.engine.terminal;

import dev.cleat.engine.api.Highlight;
import dev.cleat.engine.api.ScreenImage.Line;
import dev.cleat.engine.api.ScreenImage.Run;
import dev.cleat.engine.api.ScreenImage.Style;
import dev.cleat.engine.api.StyleCodes;
import dev.cleat.engine.api.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lines to look through: which of them are seen, what is looked for, and how that is drawn. Pure. The keys are those of less(1)
 * and vi; one begins at the end, so / looks upwards.
 */
final class ScrollPager {

    private static final Style BAR = new Style(-1, -1, false, false, false, false, true, false);
    private static final List<String> HINTS = List.of("q back", "j k PgUp PgDn", "/ find up", "n N", "g G");
    private static final int LONGEST_SEARCH = 200;

    private final StyleCodes codes;
    private List<Line> lines;
    private TerminalSize size;
    private int top;
    private String wanted = "";
    private StringBuilder prompt;
    private List<Integer> found = List.of();
    private int match = -1;
    private boolean left;

    ScrollPager(List<Line> lines, TerminalSize size, StyleCodes codes) {
        this.codes = codes;
        this.lines = lines;
        this.size = size;
        this.top = last();
    }

    /** In a window of another size its lines are others; the end stays where it is. */
    void resize(List<Line> next, TerminalSize now) {
        int fromEnd = last() - top;
        lines = next;
        size = now;
        show(last() - fromEnd);
        find();
    }

    /** True when it was left. */
    boolean hasLeft() {
        return left;
    }

    private int rows() {
        return Math.max(1, size.rows() - 1);
    }

    private int last() {
        return Math.max(0, lines.size() - rows());
    }

    private void show(int line) {
        top = Math.max(0, Math.min(last(), line));
    }

    /** @param key of {@link PagerKeys} */
    void press(String key) {
        if (prompt != null) {
            edit(key);
            return;
        }
        switch (key) {
            case "k", "y", "\u001b[A", "\u001bOA", "\u0010" -> show(top - 1);
            case "j", "e", "\r", "\n", "\u001b[B", "\u001bOB", "\u000e" -> show(top + 1);
            case "b", "\u0002", "\u001b[5~" -> show(top - rows());
            case " ", "f", "\u0006", "\u001b[6~" -> show(top + rows());
            case "u", "\u0015" -> show(top - rows() / 2);
            case "d", "\u0004" -> show(top + rows() / 2);
            case "g", "<", "\u001b[H", "\u001b[1~", "\u001bOH" -> show(0);
            case "G", ">", "\u001b[F", "\u001b[4~", "\u001bOF" -> show(last());
            case "/", "?" -> prompt = new StringBuilder();
            case "n" -> step(-1);
            case "N" -> step(1);
            case "q", "Q", "\u001b", "\u0003" -> left = true;
            default -> {
                // No key of ours.
            }
        }
    }

    private void edit(String key) {
        switch (key) {
            case "\r", "\n" -> {
                wanted = prompt.isEmpty() ? wanted : text(prompt.toString()).toLowerCase(Locale.ROOT);
                prompt = null;
                find();
                match = found.size();
                step(-1);
            }
            case "\u001b", "\u0003" -> prompt = null;
            case "\u0015" -> prompt.setLength(0);
            case "\u007f", "\b" -> erase();
            default -> {
                if (key.length() == 1 && key.charAt(0) >= ' ' && prompt.length() < LONGEST_SEARCH) {
                    prompt.append(key);
                }
            }
        }
    }

    /** One character, of one byte or several (UTF-8). */
    private void erase() {
        while (!prompt.isEmpty() && (prompt.charAt(prompt.length() - 1) & 0xc0) == 0x80) {
            prompt.setLength(prompt.length() - 1);
        }
        prompt.setLength(Math.max(0, prompt.length() - 1));
    }

    /** What is on its way to be a character is not shown. */
    private static String text(String bytes) {
        String text = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return text.codePoints()
                .filter(c -> !Character.isISOControl(c) && c != 0xfffd)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private void find() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < lines.size() && !wanted.isEmpty(); i++) {
            if (lines.get(i).text().toLowerCase(Locale.ROOT).contains(wanted)) {
                all.add(i);
            }
        }
        found = all;
        match = Math.min(match, all.size() - 1);
    }

    /** To the next line that has it, and round the end. */
    private void step(int by) {
        if (!found.isEmpty()) {
            match = Math.floorMod(match + by, found.size());
            show(found.get(match) - rows() / 2);
        }
    }

    /** All of it, to be written to the terminal. */
    byte[] frame() {
        StringBuilder out = new StringBuilder("\u001b[?2026h"); // shown at once where the terminal can do that
        for (int row = 0; row < rows(); row++) {
            place(out, row + 1);
            if (top + row < lines.size()) {
                draw(out, lines.get(top + row));
            }
        }
        place(out, size.rows());
        out.append(codes.of(BAR)).append(bar()).append("\u001b[0m\u001b[H\u001b[?2026l"); // no wrap is due
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void place(StringBuilder out, int row) {
        out.append("\u001b[").append(row).append(";1H\u001b[0m\u001b[K");
    }

    private void draw(StringBuilder out, Line line) {
        Line shown = wanted.isEmpty() ? line : Highlight.of(line, wanted);
        for (Run run : shown.runs()) {
            out.append(codes.of(run.style())).append(run.text());
        }
    }

    private String bar() {
        StringBuilder bar = new StringBuilder(" ").append(prompt == null ? place() : "/" + text(prompt.toString()));
        for (String hint : prompt == null ? HINTS : List.<String>of()) {
            if (bar.length() + 3 + hint.length() < size.columns()) {
                bar.append("   ").append(hint);
            }
        }
        bar.append(" ".repeat(Math.max(0, size.columns() - bar.length())));
        return bar.substring(0, size.columns());
    }

    private String place() {
        int until = Math.min(lines.size(), top + rows());
        String seen = "scrollback " + Math.min(until, top + 1) + "-" + until + " of " + lines.size();
        if (wanted.isEmpty()) {
            return seen;
        }
        return seen + "   \"" + wanted + "\": " + (found.isEmpty() ? "nowhere" : match + 1 + " of " + found.size());
    }
}
