package dev.cleat.tui.render;

import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.model.Tab;
import dev.cleat.tui.model.TabContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One container: a line of tabs, and the chosen one below it. */
final class DetailPage {

    private DetailPage() {}

    static Page of(Model model, Screen.Detail screen) {
        List<Line> head = new ArrayList<>(Heading.of(tabs(model, screen), model));
        screen.problem().ifPresent(failure -> head.add(Line.indented(failure.message(), Role.USAGE_CRITICAL)));
        return screen.detail()
                .map(d -> content(model, screen, d))
                .orElseGet(() -> screen.problem().isPresent() ? Page.of(List.of(), 0) : unread(model))
                .below(head);
    }

    /** All of them in full, or the others in short, or only where one is, as there is room. */
    private static Line tabs(Model model, Screen.Detail screen) {
        int columns = model.size().columns();
        String ellipsis = Glyphs.of(model.facts().ascii()).ellipsis();
        String name = Span.plain(screen.name()).text();
        Line all = tabs(name, screen.tab(), Tab::title);
        if (all.width() <= columns) {
            return all;
        }
        String shortName = TextWidth.shortened(name, Math.max(8, columns / 4), ellipsis);
        Line some = tabs(shortName, screen.tab(), tab -> tab == screen.tab() ? tab.title() : tab.shortTitle());
        return some.width() <= columns
                ? some
                : Line.of(
                        Span.of(" " + shortName + "  ", Role.TITLE),
                        Span.of(" " + screen.tab().title() + " ", Role.TAB_ACTIVE),
                        Span.of("  " + (screen.tab().ordinal() + 1) + "/" + Tab.values().length, Role.DIM));
    }

    private static Line tabs(String name, Tab chosen, Function<Tab, String> title) {
        List<Span> spans = new ArrayList<>();
        spans.add(Span.of(" " + name + " ", Role.TITLE));
        for (Tab tab : Tab.values()) {
            spans.add(Span.plain(" "));
            spans.add(Span.of(" " + title.apply(tab) + " ", tab == chosen ? Role.TAB_ACTIVE : Role.DIM));
        }
        return Line.of(spans);
    }

    private static Page content(Model model, Screen.Detail screen, ContainerDetail detail) {
        int scroll = screen.scroll();
        return switch (screen.tab()) {
            case SUMMARY -> Page.of(SummaryTab.lines(model, detail, screen.end()), scroll);
            case PROCESSES -> ProcessesTab.page(model, detail, scroll);
            case NAMESPACES -> NamespacesTab.page(model, detail, scroll);
            case CGROUP -> Page.of(CgroupTab.lines(model, detail, cgroup(screen.content())), scroll);
            case MOUNTS, DEFINITION, SESSIONS, EVENTS ->
                screen.content()
                        .map(content -> alone(model, detail, content, scroll))
                        .orElseGet(() -> unread(model));
        };
    }

    private static Page unread(Model model) {
        return Page.of(List.of(Line.of(" " + Heading.reading(model), Role.DIM)), 0);
    }

    private static Optional<TabContent.Cgroup> cgroup(Optional<TabContent> content) {
        return content.filter(TabContent.Cgroup.class::isInstance).map(TabContent.Cgroup.class::cast);
    }

    private static Page alone(Model model, ContainerDetail detail, TabContent content, int scroll) {
        if (content instanceof TabContent.Mounts mounts) {
            return MountsTab.page(model, mounts.mounts(), scroll);
        }
        if (content instanceof TabContent.Definition definition) {
            return Page.of(DefinitionTab.lines(model, detail, definition.drift()), scroll);
        }
        if (content instanceof TabContent.Rows rows) {
            return RowTable.page(model, rows, scroll);
        }
        return content instanceof TabContent.Unread unread
                ? FailureLines.page(unread.failure(), model)
                : Page.of(List.of(), 0);
    }
}
