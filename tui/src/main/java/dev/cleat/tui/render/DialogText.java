package dev.cleat.tui.render;

import dev.cleat.tui.model.Deed;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Scope;
import dev.cleat.tui.model.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands in a dialog.
 *
 * @param text may be longer than there is room
 * @param answer always to be seen
 * @param cursor the line of the text that has to be seen; -1: the operator scrolls it
 */
record DialogText(String title, Role border, List<Line> text, List<Line> answer, int cursor) {

    /** The text is scrolled so that its cursor is seen. */
    boolean follows() {
        return cursor >= 0;
    }

    static DialogText of(Model model, Dialog dialog, int width, int rows) {
        Maker maker = new Maker(model, width, rows);
        return maker.question(dialog)
                .or(() -> maker.choice(dialog))
                .or(() -> maker.work(dialog))
                .orElseGet(maker::quit);
    }

    private static DialogText asking(String title, Role border, List<Line> text, String keys) {
        return new DialogText(title, border, text, List.of(Line.of(keys, Role.HINT_KEY)), -1);
    }

    /** Knows how much room there is. */
    private record Maker(Model model, int width, int rows) {

        /** What has to be answered. */
        Optional<DialogText> question(Dialog dialog) {
            if (dialog instanceof Dialog.Question question) {
                boolean danger = question.deed().guard() == Deed.Guard.TYPED;
                int count = question.containers().size();
                String verb = QuestionBox.capital(question.deed().verb());
                boolean files = model.screen().scope() == Scope.DEFINITIONS;
                String title = verb + (count > 1 ? " " + count + (files ? " definitions" : " containers") : "");
                Role border = danger ? Role.DIALOG_DANGER : Role.BORDER_FOCUS;
                QuestionBox box = new QuestionBox(width, rows);
                return Optional.of(new DialogText(title, border, box.question(question), box.answer(question), -1));
            }
            if (dialog instanceof Dialog.EndSessionQuestion end) {
                return Optional.of(endSession(end));
            }
            if (dialog instanceof Dialog.RunQuestion run) {
                List<Line> lines = new ArrayList<>(FormBox.command(run.form(), width));
                lines.add(Line.EMPTY);
                lines.addAll(sentences(FormBox.question(run.form()), Role.DIALOG));
                return Optional.of(asking(FormBox.title(run.form()), Role.BORDER_FOCUS, lines, "y run    N do not"));
            }
            return dialog instanceof Dialog.Form form
                    ? Optional.of(new DialogText(
                            FormBox.title(form),
                            Role.BORDER_FOCUS,
                            FormBox.inputs(
                                    form,
                                    width,
                                    Glyphs.of(model.facts().ascii()).ellipsis()),
                            FormBox.answer(form, width),
                            form.at()))
                    : Optional.empty();
        }

        /** One of several things. */
        Optional<DialogText> choice(Dialog dialog) {
            if (dialog instanceof Dialog.Copying copying) {
                List<Line> lines = MenuBox.copying(model, copying, width);
                return Optional.of(new DialogText("Copy", Role.BORDER_FOCUS, lines, List.of(), -1));
            }
            if (dialog instanceof Dialog.Columns columns) {
                List<Line> lines = ColumnsBox.lines(model, columns);
                List<Line> keys = ColumnsBox.keys(width, rows);
                return Optional.of(new DialogText("Columns", Role.BORDER_FOCUS, lines, keys, columns.selected()));
            }
            if (dialog instanceof Dialog.Settings settings) {
                List<Line> lines = SettingsBox.lines(model, settings);
                List<Line> keys = SettingsBox.keys(model, width, rows);
                return Optional.of(new DialogText("Settings", Role.BORDER_FOCUS, lines, keys, settings.selected()));
            }
            return dialog instanceof Dialog.Menu menu
                    ? Optional.of(new DialogText(
                            MenuBox.title(model),
                            Role.BORDER_FOCUS,
                            MenuBox.lines(model, menu, width),
                            List.of(),
                            menu.selected()))
                    : Optional.empty();
        }

        /** What is being done, and what came of it. */
        Optional<DialogText> work(Dialog dialog) {
            WorkBox box = new WorkBox(model, width, rows);
            if (dialog instanceof Dialog.Underway underway) {
                Optional<Work> work = model.works().find(underway.work());
                String title = work.map(Work::title).orElse("Done");
                return Optional.of(new DialogText(title, Role.BORDER_FOCUS, box.text(work), box.answer(work), -1));
            }
            if (dialog instanceof Dialog.Report report) {
                String title = "Cannot " + report.deed().verb() + (report.done() == 0 ? "" : " all of them");
                List<Line> lines = new QuestionBox(width, rows).report(report);
                return Optional.of(new DialogText(title, Role.DIALOG_DANGER, lines, WorkBox.CLOSES, -1));
            }
            return dialog instanceof Dialog.Problem problem
                    ? Optional.of(new DialogText(
                            problem.title(), Role.DIALOG_DANGER, box.problem(problem), WorkBox.CLOSES, -1))
                    : Optional.empty();
        }

        DialogText quit() {
            int many = model.works().all().size();
            String under = many == 0
                    ? ""
                    : (many == 1 ? " What is under way is" : " The " + many + " things under way are")
                            + " not waited for: what has not begun is not done, and commands are ended.";
            List<Line> lines = sentences("Leave the console? Containers run on." + under, Role.DIALOG);
            return asking("Quit", Role.BORDER_FOCUS, lines, "y quit    N stay");
        }

        private DialogText endSession(Dialog.EndSessionQuestion end) {
            String text = end.alive()
                    ? "End the session in " + end.container() + "? It and what it started get SIGHUP, and SIGKILL two"
                            + " seconds later. The container runs on."
                    : "Forget the session in " + end.container() + "? It has ended; its last screen and status go.";
            List<Line> lines = new ArrayList<>(sentences(end.who(), Role.TITLE));
            lines.add(Line.EMPTY);
            lines.addAll(sentences(text, Role.DIALOG));
            String keys = end.alive() ? "y end it    N let it go on" : "y forget it    N keep it";
            return asking("End session", Role.DIALOG_DANGER, lines, keys);
        }

        private List<Line> sentences(String text, Role role) {
            return Wrapping.words(text, width).stream()
                    .map(row -> Line.of(row, role))
                    .toList();
        }
    }
}
