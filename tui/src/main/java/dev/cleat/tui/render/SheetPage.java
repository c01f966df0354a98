package dev.cleat.tui.render;

import dev.cleat.tui.message.Action;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.model.Sheet;
import java.util.AbstractList;
import java.util.List;

/** A text below a title. */
final class SheetPage {

    private SheetPage() {}

    static Page of(Model model, Screen.Text screen) {
        if (screen.sheet().isEmpty()) {
            return screen.problem()
                    .map(failure -> FailureLines.page(failure, model))
                    .orElseGet(() -> new Page(
                            List.of(),
                            List.of(Line.EMPTY, Line.of(" " + Heading.reading(model), Role.DIM)),
                            screen.scroll()));
        }
        Sheet sheet = screen.sheet().get();
        Line head =
                Line.of(Span.of(" " + screen.of().title() + "  ", Role.TITLE), Span.of(about(sheet, model), Role.DIM));
        List<Line> lines = sheet instanceof Sheet.Transcript transcript
                ? new Plain(transcript.lines())
                : SheetLines.of(sheet, model);
        return new Page(Heading.of(head, model), lines, screen.scroll());
    }

    private static String about(Sheet sheet, Model model) {
        if (sheet instanceof Sheet.Transcript transcript) {
            return (transcript.lines().size() == 1
                            ? "1 line"
                            : transcript.lines().size() + " lines")
                    + extent(transcript, model);
        }
        if (sheet instanceof Sheet.Plan) {
            return "nothing is done yet; " + HelpPage.key(Action.START_PLANNED, model) + " starts it, "
                    + HelpPage.key(Action.BACK, model) + " leaves it";
        }
        return "";
    }

    private static String extent(Sheet.Transcript transcript, Model model) {
        return switch (transcript.extent()) {
            case READING -> "   reading " + transcript.percent() + "%, " + HelpPage.key(Action.LEAVE, model) + " stops";
            case WHOLE -> "";
            case CUT -> ", and more: " + transcript.percent() + "% of it";
            case STOPPED -> ", stopped at " + transcript.percent() + "%";
        };
    }

    /** Lines made when asked for: of a long text only a page is shown. */
    private static final class Plain extends AbstractList<Line> {

        private final List<String> texts;

        Plain(List<String> texts) {
            this.texts = texts;
        }

        @Override
        public int size() {
            return texts.size();
        }

        @Override
        public Line get(int index) {
            return Line.of(" " + texts.get(index), Role.BODY);
        }
    }
}
