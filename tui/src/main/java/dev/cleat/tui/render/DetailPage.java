package dev.cleat.tui.render;

import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.model.Tab;
import java.util.ArrayList;
import java.util.List;

/** One container: a line of tabs, and the chosen one below it. */
final class DetailPage {

    private DetailPage() {}

    static Page of(Model model, Screen.Detail screen) {
        List<Line> head = new ArrayList<>();
        head.add(tabs(model, screen));
        head.add(
                Line.of(Glyphs.of(model.facts().ascii()).horizontal(model.size().columns()), Role.BORDER));
        screen.problem().ifPresent(failure -> head.add(Line.of(" " + failure.message(), Role.USAGE_CRITICAL)));
        return new Page(
                head, screen.detail().map(d -> content(model, screen, d)).orElse(List.of()), screen.scroll());
    }

    private static Line tabs(Model model, Screen.Detail screen) {
        List<Span> spans = new ArrayList<>();
        int room = model.size().columns() / 3;
        String ellipsis = Glyphs.of(model.facts().ascii()).ellipsis();
        spans.add(Span.of(
                " " + TextWidth.shortened(Span.plain(screen.name()).text(), room, ellipsis) + "  ", Role.TITLE));
        for (Tab tab : Tab.values()) {
            boolean active = tab == screen.tab();
            spans.add(Span.of(" " + tab.title() + " ", active ? Role.TAB_ACTIVE : Role.DIM));
            spans.add(Span.plain(" "));
        }
        return Line.of(spans);
    }

    private static List<Line> content(Model model, Screen.Detail screen, ContainerDetail detail) {
        return switch (screen.tab()) {
            case SUMMARY -> SummaryTab.lines(model, detail, screen.end());
            case PROCESSES -> ProcessesTab.lines(model, detail);
            case NAMESPACES -> NamespacesTab.lines(model, detail);
            case CGROUP -> CgroupTab.lines(model, detail);
        };
    }
}
