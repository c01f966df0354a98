package dev.cleat.tui.render;

import dev.cleat.engine.api.Problem;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Screen;
import java.util.ArrayList;
import java.util.List;

/** The text of a definition with line numbers, and each problem below the line it is about. */
final class DefinitionFilePage {

    /** Cells beside its name: margins, and how much more there is of it. */
    private static final int BESIDE = 10;

    private DefinitionFilePage() {}

    static Page of(Model model, Screen.DefinitionFile screen) {
        List<Problem> problems = screen.definition().problems();
        Span state = problems.isEmpty()
                ? Span.of("valid", Role.STATE_RUNNING)
                : Span.of(problems.size() + " to repair", Role.STATE_FAILED);
        String file = TextWidth.end(
                SafeText.of(screen.definition().file().toString()),
                model.size().columns() - state.width() - BESIDE,
                Glyphs.of(model.facts().ascii()).ellipsis());
        Line head = Line.of(Span.of(" " + file + "  ", Role.TITLE), state);
        List<Line> content = new ArrayList<>();
        addProblems(content, problems, 0, model);
        List<String> lines = screen.lines().orElse(List.of());
        for (int i = 0; i < lines.size(); i++) {
            content.add(source(i + 1, lines.get(i), problems, model));
            addProblems(content, problems, i + 1, model);
        }
        return new Page(Heading.of(head, model), content, screen.scroll());
    }

    private static Line source(int number, String text, List<Problem> problems, Model model) {
        boolean wrong = problems.stream().anyMatch(p -> p.line() == number);
        String gutter = Integer.toString(number);
        boolean comment = text.stripLeading().startsWith("#");
        String shown = TextWidth.shortened(
                SafeText.of(text.replace("\t", "  ")),
                Math.max(1, model.size().columns() - 7),
                Glyphs.of(model.facts().ascii()).ellipsis());
        return Line.of(
                Span.plain(" ".repeat(Math.max(0, 5 - gutter.length()))),
                Span.of(gutter, wrong ? Role.STATE_FAILED : Role.DIM),
                Span.plain(" "),
                Span.of(shown, wrong ? Role.STATE_FAILED : comment ? Role.DIM : Role.BODY));
    }

    private static void addProblems(List<Line> content, List<Problem> problems, int line, Model model) {
        for (Problem problem : problems) {
            if (problem.line() == line) {
                int indent = 6 + Math.max(0, problem.column() - 1);
                String hint = problem.suggestion()
                        .map(s -> " (did you mean \"" + s + "\"?)")
                        .orElse("");
                int room = Math.max(20, model.size().columns() - 9);
                int shift = Math.min(indent, Math.max(6, model.size().columns() / 3));
                List<String> rows = Wrapping.words(problem.message() + hint, room - shift);
                for (int i = 0; i < rows.size(); i++) {
                    String mark = i == 0 ? Glyphs.of(model.facts().ascii()).up() + " " : "  ";
                    content.add(Line.of(Span.plain(" ".repeat(shift)), Span.of(mark + rows.get(i), Role.USAGE_WARN)));
                }
            }
        }
    }
}
