package dev.cleat.tui.render;

import dev.cleat.engine.api.StepProgress;
import dev.cleat.tui.model.Deed;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.util.ArrayList;
import java.util.List;

/** The box of a dialog, with its border. */
final class DialogBox {

    private static final int WIDEST = 72;

    private final Model model;
    private final Glyphs glyphs;
    private final int inner;
    private final int roomForRows;
    private final boolean readableSigns;

    private DialogBox(Model model) {
        this.model = model;
        this.readableSigns = !model.facts().ascii();
        this.glyphs = Glyphs.of(model.facts().ascii());
        this.inner = Math.max(10, Math.min(WIDEST, model.size().columns() - 6));
        this.roomForRows = Math.max(3, model.size().rows() - 6);
    }

    /** As many lines as it needs, all equally wide. */
    static List<Line> lines(Model model, Dialog dialog) {
        return new DialogBox(model).box(dialog);
    }

    private List<Line> box(Dialog dialog) {
        if (dialog instanceof Dialog.StopQuestion stop) {
            return framed(
                    "Stop",
                    Role.BORDER_FOCUS,
                    question(
                            "Stop " + stop.container()
                                    + "? It gets its halt signal, and is killed if it does not end in time.",
                            "y stop    N keep it running"));
        }
        if (dialog instanceof Dialog.RestartQuestion restart) {
            return framed(
                    "Restart",
                    Role.BORDER_FOCUS,
                    question(
                            "Restart " + restart.container()
                                    + "? It is stopped, killed if it does not end in time, and started again.",
                            "y restart    N keep it running"));
        }
        if (dialog instanceof Dialog.KillQuestion kill) {
            return framed("Kill", Role.DIALOG_DANGER, kill(kill));
        }
        if (dialog instanceof Dialog.Question question) {
            boolean danger = question.deed().guard() == Deed.Guard.TYPED;
            int count = question.containers().size();
            String title = QuestionBox.capital(question.deed().verb()) + (count > 1 ? " " + count + " containers" : "");
            return framed(
                    title,
                    danger ? Role.DIALOG_DANGER : Role.BORDER_FOCUS,
                    new QuestionBox(inner, roomForRows).question(question));
        }
        if (dialog instanceof Dialog.Report report) {
            String title = "Cannot " + report.deed().verb() + (report.done() == 0 ? "" : " all of them");
            return framed(title, Role.DIALOG_DANGER, new QuestionBox(inner, roomForRows).report(report));
        }
        if (dialog instanceof Dialog.Copying copying) {
            return framed("Copy", Role.BORDER_FOCUS, MenuBox.copying(model, copying, inner));
        }
        if (dialog instanceof Dialog.Columns columns) {
            return framed("Columns", Role.BORDER_FOCUS, ColumnsBox.lines(model, columns, inner, roomForRows));
        }
        if (dialog instanceof Dialog.Menu menu) {
            return framed(MenuBox.title(model), Role.BORDER_FOCUS, MenuBox.lines(model, menu, inner, roomForRows));
        }
        if (dialog instanceof Dialog.EndSessionQuestion end) {
            return framed("End session", Role.DIALOG_DANGER, endSession(end));
        }
        if (dialog instanceof Dialog.Starting starting) {
            boolean failed = starting.failure().isPresent();
            String title = (failed ? "Cannot start " : "Starting ") + starting.container();
            return framed(title, failed ? Role.DIALOG_DANGER : Role.BORDER_FOCUS, starting(starting));
        }
        if (dialog instanceof Dialog.Problem problem) {
            return framed(problem.title(), Role.DIALOG_DANGER, failure(problem.failure()));
        }
        return framed("Quit", Role.BORDER_FOCUS, question("Leave the console? Containers run on.", "y quit    N stay"));
    }

    private List<Line> question(String text, String keys) {
        List<Line> lines = new ArrayList<>(sentences(text, Role.DIALOG));
        lines.add(Line.EMPTY);
        lines.add(Line.of(keys, Role.HINT_KEY));
        return lines;
    }

    private List<Line> kill(Dialog.KillQuestion kill) {
        String count = kill.processes() == 1 ? "its only process" : "all of its " + kill.processes() + " processes";
        List<Line> lines = new ArrayList<>(sentences(
                "Kill " + kill.container() + ": " + (kill.processes() == 0 ? "every process in it" : count)
                        + " at once, without a chance to clean up.",
                Role.DIALOG));
        lines.add(Line.EMPTY);
        lines.add(Line.of(
                button("Cancel", !kill.killFocused()),
                Span.of("   ", Role.DIALOG),
                button("Kill", kill.killFocused()),
                Span.of("    Tab moves, Enter does it", Role.DIM)));
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

    private List<Line> starting(Dialog.Starting starting) {
        List<Line> end = new ArrayList<>();
        end.add(Line.EMPTY);
        starting.failure()
                .ifPresentOrElse(
                        failure -> end.addAll(failure(failure)),
                        () -> end.add(Line.of("Ctrl-C calls it back    Esc leaves it to itself", Role.DIM)));
        List<Line> lines = new ArrayList<>();
        List<StepProgress> steps = starting.steps();
        int room = Math.max(1, roomForRows - end.size());
        for (int i = Math.max(0, steps.size() - room); i < steps.size(); i++) {
            boolean last = i == steps.size() - 1;
            lines.add(step(steps.get(i), last, last && starting.failure().isPresent()));
        }
        if (steps.isEmpty() && starting.failure().isEmpty()) {
            lines.add(Line.of("waiting for the first step", Role.DIM));
        }
        lines.addAll(end);
        return lines;
    }

    private Line step(StepProgress step, boolean last, boolean failed) {
        String sign = failed ? glyphs.failed() : last ? glyphs.now() : glyphs.done();
        Role role = failed ? Role.STATE_FAILED : last ? Role.TITLE : Role.DIM;
        String count = String.format(java.util.Locale.ROOT, " %2d/%d ", step.number(), step.total());
        return Line.of(
                Span.of(sign, failed ? Role.STATE_FAILED : Role.STATE_RUNNING),
                Span.of(count, Role.DIM),
                Span.of(step.title(), role));
    }

    private List<Line> failure(Failure failure) {
        List<Line> lines = new ArrayList<>(sentences(failure.message(), Role.DIALOG));
        failure.advice().ifPresent(advice -> {
            lines.add(Line.EMPTY);
            lines.addAll(sentences((readableSigns ? "→ " : "-> ") + advice, Role.TABLE_MARK));
        });
        List<Line> shown = new ArrayList<>(lines.subList(0, Math.min(lines.size(), Math.max(1, roomForRows - 3))));
        shown.add(Line.EMPTY);
        shown.add(Line.of("Enter closes this", Role.DIM));
        return shown;
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
