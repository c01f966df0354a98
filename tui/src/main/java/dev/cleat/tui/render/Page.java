package dev.cleat.tui.render;

import java.util.ArrayList;
import java.util.List;

/**
 * What a screen has to show.
 *
 * @param head stays in place
 * @param content scrolls; not copied, it may be long and made on demand
 * @param scroll index of the first line of content to show; too much shows the end
 */
public record Page(List<Line> head, List<Line> content, int scroll) {

    /** Scrolled to the end, and staying there. */
    public static final int END = Integer.MAX_VALUE;

    public Page {
        head = List.copyOf(head);
    }

    /** Nothing stays in place. */
    static Page of(List<Line> content, int scroll) {
        return new Page(List.of(), content, scroll);
    }

    /** The same with {@code above} standing above its own head. */
    Page below(List<Line> above) {
        List<Line> all = new ArrayList<>(above);
        all.addAll(head);
        return new Page(all, content, scroll);
    }

    /** The largest useful {@link #scroll} in {@code height} rows. */
    public int lastScroll(int height) {
        return Math.max(0, content.size() - Math.max(1, height - head.size()));
    }

    /** The first line shown in {@code height} rows. */
    public int firstShown(int height) {
        return Math.max(0, Math.min(scroll, lastScroll(height)));
    }

    List<Line> shown(int height) {
        List<Line> shown = new ArrayList<>(head);
        int from = firstShown(height);
        int room = Math.max(0, height - head.size());
        shown.addAll(content.subList(from, Math.min(content.size(), from + room)));
        while (shown.size() < height) {
            shown.add(Line.EMPTY);
        }
        return shown.subList(0, height);
    }
}
