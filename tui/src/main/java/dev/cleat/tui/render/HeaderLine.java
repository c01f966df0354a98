package dev.cleat.tui.render;

import dev.cleat.tui.model.Facts;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Screen;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The first line: host, user, mode, filter; at the right how many run, and the time. */
final class HeaderLine {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** Blanks between words at the left and a count at least; before the clock alone one is enough. */
    private static final int GAP = 2;

    private HeaderLine() {}

    static Line of(Model model) {
        Facts facts = model.facts();
        List<Span> left = new ArrayList<>();
        left.add(on(" cleat ", Role.TITLE));
        left.add(on(" " + facts.user() + "@" + facts.host() + " ", Role.HEADER));
        left.add(on(facts.readOnly() ? " RO " : " RW ", Role.BADGE_MODE));
        if (model.screen() instanceof Screen.Host host) {
            left.add(on("  " + host.list().title(), Role.TITLE));
        }
        if (model.filter().isActive()) {
            left.add(on("  /" + model.filter().text(), Role.TABLE_MARK));
            left.add(on(model.filterProblem().isPresent() ? " (?)" : "", Role.HEADER));
        }
        int marked = model.screen() instanceof Screen.Host host
                ? host.marked().size()
                : model.isHome() ? model.table().marked().size() : 0;
        if (marked > 0) {
            left.add(on("  " + marked + " marked", Role.TABLE_MARK));
        }
        if (model.isHome() && model.table().hideStopped()) {
            left.add(on("  running only", Role.TABLE_MARK));
        }
        if (!model.works().isEmpty()) {
            left.add(on("  " + WorkBox.clause(model), Role.TABLE_MARK));
        }
        int columns = model.size().columns();
        Line line = Line.of(left);
        boolean isBadge = left.get(left.size() - 1).role() == Role.BADGE_MODE; // which ends in a blank of its own
        String clock = ZonedDateTime.ofInstant(model.now(), facts.zone()).format(CLOCK) + " ";
        Optional<String> right = counts(model)
                .map(count -> count.isEmpty() ? clock : count + "  " + clock)
                .filter(text ->
                        TextWidth.of(text) <= columns - line.width() - (isBadge ? 0 : text.equals(clock) ? 1 : GAP))
                .findFirst();
        return right.map(text ->
                        line.fitted(columns - TextWidth.of(text), Role.HEADER).joined(Line.of(on(text, Role.HEADER))))
                .orElseGet(() -> line.shortened(
                        columns, Role.HEADER, Glyphs.of(facts.ascii()).ellipsis()));
    }

    /** How many containers there are, from all that can be told to nothing. */
    private static Stream<String> counts(Model model) {
        if (!model.inventory().known()) {
            return Stream.of("");
        }
        long live = model.inventory().containers().stream()
                .filter(c -> c.state().isLive())
                .count();
        long stopped = model.inventory().containers().size() - live;
        String dot = " " + Glyphs.of(model.facts().ascii()).dot() + " ";
        String running = live + " running";
        return Stream.of(running + (stopped == 0 ? "" : dot + stopped + " stopped"), running, "");
    }

    private static Span on(String text, Role role) {
        return new Span(text, role, Role.HEADER);
    }
}
