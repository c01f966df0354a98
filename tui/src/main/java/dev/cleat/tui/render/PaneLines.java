package dev.cleat.tui.render;

import dev.cleat.engine.api.ScreenImage;
import dev.cleat.engine.api.ScreenImage.Run;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.PaneTab;
import dev.cleat.tui.model.Panes;
import dev.cleat.tui.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The pane: a line of tabs, and below it the cells of the session that is shown. */
final class PaneLines {

    private PaneLines() {}

    /** As many lines as there is room for, each as wide as there is room. */
    static List<Line> of(Model model) {
        Panes panes = model.panes();
        List<Line> lines = new ArrayList<>();
        int columns = panes.inner().columns();
        lines.add(title(model, panes).fitted(columns, Role.HEADER));
        List<Line> content = content(panes);
        for (int row = 0; row < panes.inner().rows(); row++) {
            Line line = row < content.size() ? content.get(row) : Line.EMPTY;
            lines.add(line.fitted(columns, Role.BODY));
        }
        return lines;
    }

    /** Where the text cursor stands among {@link #of}; empty when it is not to be seen. */
    static Optional<Frame.Spot> cursor(Panes panes) {
        if (!panes.takesAll() || panes.shown().flatMap(PaneTab::image).isEmpty()) {
            return Optional.empty();
        }
        ScreenImage image = panes.shown().get().image().get();
        int column = Math.min(image.cursorColumn(), image.columns() - 1);
        boolean seen = image.cursorVisible()
                && image.cursorRow() < panes.inner().rows()
                && column < panes.inner().columns();
        return seen ? Optional.of(new Frame.Spot(column, image.cursorRow() + 1)) : Optional.empty();
    }

    private static Line title(Model model, Panes panes) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < panes.tabs().size(); i++) {
            PaneTab tab = panes.tabs().get(i);
            boolean shown = i == panes.active();
            String name = (i + 1) + " " + SafeText.of(tab.container()) + (tab.watched() ? " (watching)" : "")
                    + tab.end().map(how -> " " + how).orElse("");
            Role role = !shown ? Role.HEADER : panes.focused() ? Role.TAB_ACTIVE : Role.TITLE;
            spans.add(new Span(shown ? "[" + name + "]" : " " + name + " ", role, Role.HEADER));
            spans.add(new Span(" ", Role.HEADER, Role.HEADER));
        }
        Line left = Line.of(spans);
        Role role = panes.prefixed() ? Role.TABLE_MARK : Role.HEADER;
        int columns = panes.inner().columns();
        return hints(model, panes)
                .filter(hint -> TextWidth.of(hint) < columns - left.width())
                .findFirst()
                .map(hint -> left.fitted(columns - TextWidth.of(hint), Role.HEADER)
                        .joined(Line.of(new Span(hint, role, Role.HEADER))))
                .orElse(left);
    }

    /** What can be done, from the longest to the shortest. */
    private static Stream<String> hints(Model model, Panes panes) {
        if (panes.scroll() > 0) {
            return Stream.of("scrolled back " + panes.scroll() + " lines, q ends it ", "q ends it ");
        }
        if (panes.prefixed()) {
            return Stream.of("Ctrl-a: q leave  Tab list  n p other  f full  [ scroll ", "Ctrl-a: q Tab n p f [ ");
        }
        boolean ended = panes.shown().flatMap(PaneTab::end).isPresent();
        if (panes.focused()) {
            return ended
                    ? Stream.of("Enter closes it ")
                    : Stream.of("Ctrl-a q leave, Ctrl-a ? keys ", "Ctrl-a q leave ");
        }
        return Stream.of(Action.PANE_FOCUS.key(model.facts().keys()) + " goes there ");
    }

    private static List<Line> content(Panes panes) {
        PaneTab tab = panes.shown().orElseThrow();
        if (tab.image().isEmpty()) {
            return List.of(Line.of(" connecting", Role.DIM));
        }
        List<Line> lines = new ArrayList<>();
        int above = Math.min(panes.scroll(), tab.scrolled().size());
        List<String> scrolled = tab.scrolled();
        scrolled.subList(scrolled.size() - above, scrolled.size())
                .forEach(text -> lines.add(Line.of(Span.plain(text))));
        tab.image().get().lines().forEach(line -> lines.add(line(line)));
        return lines;
    }

    private static Line line(ScreenImage.Line line) {
        List<Span> spans = new ArrayList<>();
        for (Run run : line.runs()) {
            spans.add(new Span(run.text(), Role.BODY, Role.BODY, Optional.of(run.style())));
        }
        return Line.of(spans);
    }
}
