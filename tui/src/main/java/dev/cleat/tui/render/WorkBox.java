package dev.cleat.tui.render;

import dev.cleat.engine.api.StepProgress;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Work that is under way, and what went wrong with it: steps, for how long, and the keys for it. */
final class WorkBox {

    /** How what went wrong is answered. */
    static final List<Line> CLOSES = List.of(Line.of("Enter closes this", Role.DIM));

    private final Model model;
    private final Glyphs glyphs;
    private final int width;
    private final int rows;

    /**
     * @param width cells there are for text
     * @param rows lines there are for text
     */
    WorkBox(Model model, int width, int rows) {
        this.model = model;
        this.glyphs = Glyphs.of(model.facts().ascii());
        this.width = width;
        this.rows = rows;
    }

    /** For how long, and its steps; of what is over, that. */
    List<Line> text(Optional<Work> found) {
        if (found.isEmpty()) {
            return List.of(Line.of("it is over", Role.DIM));
        }
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(state(found.get()), Role.DIM));
        lines.addAll(
                steps(found.get().steps(), rows - lines.size() - answer(found).size() - 1, false));
        return lines;
    }

    /** What can be done about it. */
    List<Line> answer(Optional<Work> found) {
        return found.map(work -> Wrapping.keys(keys(work), width)).orElse(List.of()).stream()
                .map(row -> Line.of(row, Role.DIM))
                .toList();
    }

    /** {@code 12 s   3 of 8   1 of 2 under way}. */
    private String state(Work work) {
        String count = work.kind() == Work.Kind.SAVE
                ? "   " + work.over() + "%"
                : work.total() > 1 ? "   " + work.over() + " of " + work.total() + " done" : "";
        int all = model.works().all().size();
        String others = all > 1 ? "   " + (model.works().all().indexOf(work) + 1) + "/" + all + " under way" : "";
        return (work.calledBack() ? "being called back, " : "") + seconds(work) + count + others;
    }

    /** For how long it is under way, as of the last tick. */
    private String seconds(Work work) {
        return Math.max(0, Duration.between(work.since(), model.now()).toSeconds()) + " s";
    }

    /** In one clause, for the header: {@code stopping web 3 s}. */
    static String clause(Model model) {
        List<Work> works = model.works().all();
        if (works.size() != 1) {
            return works.size() + " under way";
        }
        Work work = works.get(0);
        String title = work.title();
        return title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1) + " "
                + new WorkBox(model, 1, 1).seconds(work);
    }

    private String keys(Work work) {
        String own = work.kind().help().isEmpty() || work.calledBack()
                ? ""
                : work.kind().help() + "   ";
        String next = model.works().all().size() > 1 ? "   Tab shows the next" : "";
        return own + "Esc leaves it to itself" + next;
    }

    /** The last ones there is room for. */
    private List<Line> steps(List<StepProgress> steps, int room, boolean failed) {
        List<Line> lines = new ArrayList<>();
        for (int i = Math.max(0, steps.size() - Math.max(1, room)); i < steps.size(); i++) {
            boolean last = i == steps.size() - 1;
            lines.add(step(steps.get(i), last, last && failed));
        }
        return lines;
    }

    private Line step(StepProgress step, boolean last, boolean failed) {
        String sign = failed ? glyphs.failed() : last ? glyphs.now() : glyphs.done();
        Role role = failed ? Role.STATE_FAILED : last ? Role.TITLE : Role.DIM;
        String count = String.format(Locale.ROOT, " %2d/%d ", step.number(), step.total());
        return Line.of(
                Span.of(sign, failed ? Role.STATE_FAILED : Role.STATE_RUNNING),
                Span.of(count, Role.DIM),
                Span.of(step.title(), role));
    }

    /** The steps that there is room for, the failed one at least, and why it did. */
    List<Line> problem(Dialog.Problem problem) {
        List<Line> end = failure(problem.failure());
        if (problem.steps().isEmpty()) {
            return end;
        }
        List<Line> lines = steps(problem.steps(), rows - end.size() - 1 - CLOSES.size() - 1, true);
        lines.add(Line.EMPTY);
        lines.addAll(end);
        return lines;
    }

    private List<Line> failure(Failure failure) {
        List<Line> lines = new ArrayList<>(sentences(failure.message(), Role.DIALOG));
        failure.advice().ifPresent(advice -> {
            lines.add(Line.EMPTY);
            lines.addAll(sentences((model.facts().ascii() ? "-> " : "→ ") + advice, Role.TABLE_MARK));
        });
        return lines;
    }

    private List<Line> sentences(String text, Role role) {
        return Wrapping.words(text, width).stream()
                .map(row -> Line.of(row, role))
                .toList();
    }
}
