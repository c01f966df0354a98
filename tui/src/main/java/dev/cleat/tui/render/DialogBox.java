package dev.cleat.tui.render;

import dev.cleat.tui.model.Deed;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The box of a dialog, with its border. */
final class DialogBox {

    private static final int WIDEST = 72;

    private final Model model;
    private final Glyphs glyphs;
    private final int inner;
    private final int roomForRows;

    private DialogBox(Model model) {
        this.model = model;
        this.glyphs = Glyphs.of(model.facts().ascii());
        this.inner = Math.max(10, Math.min(WIDEST, model.size().columns() - 6));
        this.roomForRows = Math.max(3, model.size().rows() - 6);
    }

    /** As many lines as it needs, all equally wide. */
    static List<Line> lines(Model model, Dialog dialog) {
        return new DialogBox(model).box(dialog);
    }

    private List<Line> box(Dialog dialog) {
        return question(dialog)
                .or(() -> choice(dialog))
                .or(() -> work(dialog))
                .orElseGet(() -> framed("Quit", Role.BORDER_FOCUS, quit()));
    }

    /** What has to be answered. */
    private Optional<List<Line>> question(Dialog dialog) {
        if (dialog instanceof Dialog.Question question) {
            boolean danger = question.deed().guard() == Deed.Guard.TYPED;
            int count = question.containers().size();
            String title = QuestionBox.capital(question.deed().verb()) + (count > 1 ? " " + count + " containers" : "");
            Role border = danger ? Role.DIALOG_DANGER : Role.BORDER_FOCUS;
            return Optional.of(framed(title, border, new QuestionBox(inner, roomForRows).question(question)));
        }
        if (dialog instanceof Dialog.EndSessionQuestion end) {
            return Optional.of(framed("End session", Role.DIALOG_DANGER, endSession(end)));
        }
        if (dialog instanceof Dialog.RunQuestion run) {
            List<Line> lines = new ArrayList<>(FormBox.command(run.form(), inner));
            lines.addAll(question(FormBox.question(run.form()), "y run    N do not"));
            return Optional.of(framed(FormBox.title(run.form()), Role.BORDER_FOCUS, lines));
        }
        return dialog instanceof Dialog.Form form
                ? Optional.of(framed(FormBox.title(form), Role.BORDER_FOCUS, FormBox.lines(form, inner, roomForRows)))
                : Optional.empty();
    }

    /** One of several things. */
    private Optional<List<Line>> choice(Dialog dialog) {
        if (dialog instanceof Dialog.Copying copying) {
            return Optional.of(framed("Copy", Role.BORDER_FOCUS, MenuBox.copying(model, copying, inner)));
        }
        if (dialog instanceof Dialog.Columns columns) {
            List<Line> lines = ColumnsBox.lines(model, columns, inner, roomForRows);
            return Optional.of(framed("Columns", Role.BORDER_FOCUS, lines));
        }
        if (dialog instanceof Dialog.Settings settings) {
            List<Line> lines = SettingsBox.lines(model, settings, inner, roomForRows);
            return Optional.of(framed("Settings", Role.BORDER_FOCUS, lines));
        }
        return dialog instanceof Dialog.Menu menu
                ? Optional.of(
                        framed(MenuBox.title(model), Role.BORDER_FOCUS, MenuBox.lines(model, menu, inner, roomForRows)))
                : Optional.empty();
    }

    /** What is being done, and what came of it. */
    private Optional<List<Line>> work(Dialog dialog) {
        WorkBox box = new WorkBox(model, inner, roomForRows);
        if (dialog instanceof Dialog.Underway underway) {
            Optional<Work> work = model.works().find(underway.work());
            String title = work.map(Work::title).orElse("Done");
            return Optional.of(framed(title, Role.BORDER_FOCUS, box.lines(work)));
        }
        if (dialog instanceof Dialog.Report report) {
            String title = "Cannot " + report.deed().verb() + (report.done() == 0 ? "" : " all of them");
            return Optional.of(framed(title, Role.DIALOG_DANGER, new QuestionBox(inner, roomForRows).report(report)));
        }
        return dialog instanceof Dialog.Problem problem
                ? Optional.of(framed(problem.title(), Role.DIALOG_DANGER, box.problem(problem)))
                : Optional.empty();
    }

    private List<Line> quit() {
        int many = model.works().all().size();
        String under = many == 0
                ? ""
                : (many == 1 ? " What is under way is" : " The " + many + " things under way are")
                        + " not waited for: what has not begun is not done, and commands are ended.";
        return question("Leave the console? Containers run on." + under, "y quit    N stay");
    }

    private List<Line> question(String text, String keys) {
        List<Line> lines = new ArrayList<>(sentences(text, Role.DIALOG));
        lines.add(Line.EMPTY);
        lines.add(Line.of(keys, Role.HINT_KEY));
        return lines;
    }

    private List<Line> endSession(Dialog.EndSessionQuestion end) {
        String text = end.alive()
                ? "End the session in " + end.container() + "? It and what it started get SIGHUP, and SIGKILL two"
                        + " seconds later. The container runs on."
                : "Forget the session in " + end.container() + "? It has ended; its last screen and status go.";
        List<Line> lines = new ArrayList<>(sentences(end.who(), Role.TITLE));
        lines.add(Line.EMPTY);
        lines.addAll(question(text, end.alive() ? "y end it    N let it go on" : "y forget it    N keep it"));
        return lines;
    }

    static Span button(String name, boolean focused) {
        return Span.of(focused ? "[ " + name + " ]" : "  " + name + "  ", focused ? Role.TAB_ACTIVE : Role.DIALOG);
    }

    private List<Line> sentences(String text, Role role) {
        return Wrapping.words(text, inner).stream()
                .map(row -> Line.of(row, role))
                .toList();
    }

    private List<Line> framed(String title, Role border, List<Line> content) {
        String shown = TextWidth.shortened(SafeText.of(title), inner - 2, glyphs.ellipsis());
        int width = Math.max(
                TextWidth.of(shown) + 4,
                content.stream().mapToInt(Line::width).max().orElse(0));
        int inside = Math.min(inner, Math.max(width, Math.min(inner, 44)));
        List<Line> lines = new ArrayList<>();
        String rest = glyphs.horizontal(inside + 2 - TextWidth.of(shown) - 3);
        lines.add(grounded(Line.of(
                glyphs.corner(0) + glyphs.horizontal(1) + " " + shown + " " + rest + glyphs.corner(1), border)));
        content.forEach(line -> lines.add(grounded(Line.of(glyphs.vertical() + " ", border)
                .joined(line.fitted(inside, Role.DIALOG))
                .joined(Line.of(" " + glyphs.vertical(), border)))));
        lines.add(grounded(Line.of(glyphs.corner(2) + glyphs.horizontal(inside + 2) + glyphs.corner(3), border)));
        return lines;
    }

    private static Line grounded(Line line) {
        return Line.of(line.spans().stream()
                .map(span -> new Span(span.text(), span.role(), Role.DIALOG))
                .toList());
    }
}
