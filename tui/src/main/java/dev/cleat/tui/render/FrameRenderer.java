package dev.cleat.tui.render;

import dev.cleat.tui.message.Action;
import dev.cleat.tui.model.Layout;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Panes;
import dev.cleat.tui.model.Prompt;
import dev.cleat.tui.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The whole screen of a model. */
public final class FrameRenderer {

    private FrameRenderer() {}

    /** As many lines as the terminal has rows: the screen, and the pane beside or below it when one is open. */
    public static Frame render(Model model) {
        Panes panes = model.panes();
        if (!panes.isOpen() || panes.isAlone() && !panes.focused()) {
            return main(model);
        }
        if (panes.isAlone() && model.dialog().isEmpty()) {
            return new Frame(panes.outer().columns(), PaneLines.of(model), PaneLines.cursor(panes));
        }
        Frame main = main(model);
        return panes.isAlone() ? main : panes.isBeside() ? beside(model, main) : below(model, main);
    }

    private static Frame below(Model model, Frame main) {
        List<Line> lines = new ArrayList<>(main.lines());
        lines.addAll(PaneLines.of(model));
        Optional<Frame.Spot> cursor = main.cursor()
                .or(() -> PaneLines.cursor(model.panes())
                        .map(spot -> new Frame.Spot(
                                spot.column(), spot.row() + main.lines().size())));
        return new Frame(main.columns(), lines, cursor);
    }

    private static Frame beside(Model model, Frame main) {
        Role border = model.panes().focused() ? Role.BORDER_FOCUS : Role.BORDER;
        String bar = Glyphs.of(model.facts().ascii()).vertical();
        List<Line> pane = PaneLines.of(model);
        List<Line> lines = new ArrayList<>();
        for (int row = 0; row < main.lines().size(); row++) {
            Line left = main.lines().get(row);
            Line right = Line.of(Span.of(bar, border)).joined(pane.get(row));
            lines.add(left.beside(right));
        }
        Optional<Frame.Spot> cursor = main.cursor()
                .or(() -> PaneLines.cursor(model.panes())
                        .map(spot -> new Frame.Spot(spot.column() + main.columns() + 1, spot.row())));
        return new Frame(model.panes().outer().columns(), lines, cursor);
    }

    private static Frame main(Model model) {
        Layout layout = model.layout();
        if (layout.tooSmall()) {
            return tooSmall(model, layout);
        }
        List<Line> lines = new ArrayList<>();
        if (layout.header()) {
            lines.add(HeaderLine.of(model));
        }
        lines.addAll(HostLines.of(model));
        lines.addAll(Heading.noted(Pages.of(model), model));
        if (lines.size() < layout.rows()) {
            lines.add(FooterLine.of(model));
        }
        String ellipsis = Glyphs.of(model.facts().ascii()).ellipsis();
        lines.replaceAll(line -> line.shortened(layout.columns(), Role.BODY, ellipsis));
        List<Line> news = FooterLine.news(model);
        above(lines, news.subList(0, Math.max(0, news.size() - 1)), layout);
        above(lines, FooterLine.problemAbove(model), layout);
        model.prompt()
                .filter(prompt -> prompt.purpose() == Prompt.Purpose.COMMAND)
                .ifPresent(prompt -> above(lines, PalettePanel.lines(model, prompt), layout));
        model.dialog().ifPresent(dialog -> cover(lines, DialogBox.lines(model, dialog), layout));
        Optional<Frame.Spot> cursor = model.prompt()
                .filter(prompt -> model.dialog().isEmpty())
                .map(prompt -> new Frame.Spot(
                        Math.min(layout.columns() - 1, FooterLine.promptColumn(model, prompt)), layout.rows() - 1));
        return new Frame(layout.columns(), lines, cursor);
    }

    /** Text from a container as it may be shown outside a frame. */
    public static String safe(String text) {
        return SafeText.of(text);
    }

    private static void fit(List<Line> lines, Layout layout) {
        lines.replaceAll(line -> line.fitted(layout.columns(), Role.BODY));
    }

    /** {@code panel} right above the last line. */
    private static void above(List<Line> lines, List<Line> panel, Layout layout) {
        int row = Math.max(1, layout.rows() - 1 - panel.size());
        for (int i = 0; i < panel.size() && row + i < layout.rows() - 1; i++) {
            lines.set(row + i, panel.get(i));
        }
        fit(lines, layout);
    }

    private static void cover(List<Line> lines, List<Line> box, Layout layout) {
        int width = box.get(0).width();
        int column = Math.max(0, (layout.columns() - width) / 2);
        int row = Math.max(0, (layout.rows() - box.size()) / 2);
        for (int i = 0; i < box.size() && row + i < lines.size(); i++) {
            lines.set(row + i, lines.get(row + i).selected(false).covered(column, box.get(i)));
        }
        fit(lines, layout);
    }

    private static String wayOut(Model model) {
        return model.hasNothingOpen() ? HelpPage.key(Action.BACK, model) + " quits" : "enlarge it";
    }

    private static Frame tooSmall(Model model, Layout layout) {
        List<Line> lines = new ArrayList<>();
        int middle = Math.max(0, (layout.rows() - 1) / 2);
        for (int row = 0; row < layout.rows(); row++) {
            String text = row == middle ? "terminal too small" : row == middle + 1 ? wayOut(model) : "";
            String blanks = " ".repeat(Math.max(0, (layout.columns() - text.length()) / 2));
            lines.add(Line.of(blanks + text, Role.BODY));
        }
        fit(lines, layout);
        return new Frame(layout.columns(), lines, Optional.empty());
    }
}
