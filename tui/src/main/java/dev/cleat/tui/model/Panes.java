package dev.cleat.tui.model;

import dev.cleat.engine.api.TerminalSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sessions beside the screens, one shown at a time.
 *
 * @param active index of the one that is shown
 * @param focused keys go to it
 * @param prefixed Ctrl-A was typed, and what it is about is awaited
 * @param full it has the whole terminal
 * @param scroll lines above its screen that are looked at; 0: its screen
 * @param outer size of the terminal, shared by pane and screens
 * @param opened how many were opened so far
 */
public record Panes(
        List<PaneTab> tabs,
        int active,
        boolean focused,
        boolean prefixed,
        boolean full,
        int scroll,
        TerminalSize outer,
        int opened) {

    /** From this width on there is room for both side by side. */
    private static final int WIDE = 160;

    private static final int NARROW = 80;
    private static final int LOW = 20;
    private static final int LEAST_ROWS = 10;

    public Panes {
        tabs = List.copyOf(tabs);
    }

    /** None is open. */
    public static Panes none(TerminalSize outer) {
        return new Panes(List.of(), 0, false, false, false, 0, outer, 0);
    }

    public boolean isOpen() {
        return !tabs.isEmpty();
    }

    /** The one that is shown. */
    public Optional<PaneTab> shown() {
        return isOpen() ? Optional.of(tabs.get(active)) : Optional.empty();
    }

    public Optional<PaneTab> tab(int id) {
        return tabs.stream().filter(tab -> tab.id() == id).findFirst();
    }

    /** Everything that is typed goes to the session as it is. */
    public boolean takesAll() {
        return focused && !prefixed && scroll == 0;
    }

    /** The pane, or the screens, have the whole terminal: the one that has the keys. */
    public boolean isAlone() {
        return full || outer.columns() < NARROW || outer.rows() < LOW;
    }

    /** Pane and screens stand side by side, not one above the other. */
    public boolean isBeside() {
        return !isAlone() && outer.columns() >= WIDE;
    }

    /** Room for the screens. */
    public TerminalSize main() {
        if (!isOpen() || isAlone()) {
            return outer;
        }
        return isBeside()
                ? new TerminalSize(outer.rows(), outer.columns() * 9 / 20)
                : new TerminalSize(Math.max(LEAST_ROWS, outer.rows() * 2 / 5), outer.columns());
    }

    /** Room for a session's own screen, below the line of tabs. */
    public TerminalSize inner() {
        if (isAlone()) {
            return new TerminalSize(Math.max(1, outer.rows() - 1), outer.columns());
        }
        return isBeside()
                ? new TerminalSize(Math.max(1, outer.rows() - 1), outer.columns() - main().columns() - 1)
                : new TerminalSize(Math.max(1, outer.rows() - main().rows() - 1), outer.columns());
    }

    public Panes with(PaneTab tab) {
        List<PaneTab> next = new ArrayList<>(tabs);
        next.replaceAll(old -> old.id() == tab.id() ? tab : old);
        return new Panes(next, active, focused, prefixed, full, scroll, outer, opened);
    }

    /** One more, shown and with the keys. */
    public Panes plus(PaneTab tab) {
        List<PaneTab> next = new ArrayList<>(tabs);
        next.add(tab);
        return new Panes(next, next.size() - 1, true, false, full, 0, outer, opened + 1);
    }

    /** Without it; the keys stay as long as there is another. */
    public Panes without(int id) {
        List<PaneTab> next = new ArrayList<>(tabs);
        next.removeIf(tab -> tab.id() == id);
        boolean any = !next.isEmpty();
        return new Panes(
                next,
                Math.max(0, Math.min(active, next.size() - 1)),
                focused && any,
                false,
                full && any,
                0,
                outer,
                opened);
    }

    public Panes showing(int index) {
        return new Panes(tabs, Math.floorMod(index, tabs.size()), focused, false, full, 0, outer, opened);
    }

    public Panes focused(boolean next) {
        return new Panes(tabs, active, next && isOpen(), false, full, 0, outer, opened);
    }

    public Panes prefixed(boolean next) {
        return new Panes(tabs, active, focused, next, full, scroll, outer, opened);
    }

    public Panes full(boolean next) {
        return new Panes(tabs, active, focused, false, next, scroll, outer, opened);
    }

    public Panes scrolled(int lines) {
        return new Panes(tabs, active, focused, false, full, lines, outer, opened);
    }

    public Panes within(TerminalSize next) {
        return new Panes(tabs, active, focused, prefixed, full, scroll, next, opened);
    }
}
