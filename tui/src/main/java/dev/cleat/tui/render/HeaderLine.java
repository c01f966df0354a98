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

/** The first line: host, user, mode, filter; at the right how many run, and the time. */
final class HeaderLine {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

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
        Line right = Line.of(
                on(counts(model) + "  ", Role.HEADER),
                on(ZonedDateTime.ofInstant(model.now(), facts.zone()).format(CLOCK) + " ", Role.HEADER));
        int columns = model.size().columns();
        int room = columns - right.width();
        if (Line.of(left).width() > room) {
            return Line.of(left).fitted(columns, Role.HEADER);
        }
        return Line.of(left).fitted(room, Role.HEADER).joined(right);
    }

    private static String counts(Model model) {
        if (!model.inventory().known()) {
            return "";
        }
        long live = model.inventory().containers().stream()
                .filter(c -> c.state().isLive())
                .count();
        long stopped = model.inventory().containers().size() - live;
        String dot = " " + Glyphs.of(model.facts().ascii()).dot() + " ";
        return live + " running" + (stopped == 0 ? "" : dot + stopped + " stopped");
    }

    private static Span on(String text, Role role) {
        return new Span(text, role, Role.HEADER);
    }
}
