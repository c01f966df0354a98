package dev.cleat.tui.render;

import dev.cleat.engine.api.HostStatus;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Hosts of which the list does not tell what is now: why, and how old their figures are. Below the header, a line each. */
final class HostLines {

    private HostLines() {}

    static List<Line> of(Model model) {
        List<HostStatus> away = model.isHome() ? model.inventory().hostsAway() : List.of();
        int shown = Math.min(away.size(), model.layout().hosts());
        List<Line> lines = new ArrayList<>();
        for (HostStatus host : away.subList(0, shown)) {
            lines.add(line(host, model));
        }
        if (shown > 0 && away.size() > shown) {
            List<HostStatus> rest = away.subList(shown - 1, away.size());
            String names = rest.stream().map(HostStatus::name).collect(Collectors.joining(", "));
            lines.set(
                    shown - 1,
                    Line.of(
                            " " + rest.size() + (shown == 1 ? "" : " more") + " hosts do not answer: " + names,
                            Role.NOTICE_BAD));
        }
        return lines;
    }

    private static Line line(HostStatus host, Model model) {
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        String name = " " + host.name() + " ";
        if (host.state() == HostStatus.State.CONNECTING) {
            return Line.of(Span.of(name, Role.TITLE), Span.of("connecting" + glyphs.ellipsis(), Role.DIM));
        }
        Role role = host.state() == HostStatus.State.DOWN ? Role.NOTICE_BAD : Role.NOTICE;
        return Line.of(
                Span.of(name, Role.TITLE),
                Span.of(host.state() == HostStatus.State.UP ? "" : age(host, model, glyphs), Role.DIM),
                Span.of(host.problem().orElse("does not answer"), role));
    }

    private static String age(HostStatus host, Model model, Glyphs glyphs) {
        String age = host.seen()
                .map(seen -> "figures of " + Figures.age(Duration.between(seen, model.now())) + " ago")
                .orElse("never seen");
        return age + " " + glyphs.dot() + " ";
    }
}
