package dev.cleat.tui.render;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.tui.model.Deed;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of a question about containers, and of the report about what became of it. */
final class QuestionBox {

    /** More than anybody reads. */
    private static final int LEFT_OUT = 6;

    private final int width;
    private final int rows;

    /**
     * @param width cells there are for text
     * @param rows lines there are for text
     */
    QuestionBox(int width, int rows) {
        this.width = width;
        this.rows = rows;
    }

    List<Line> question(Dialog.Question question) {
        if (question.isOfOne() && question.deed() != Deed.DESTROY) {
            return sentences(sentence(question), Role.DIALOG);
        }
        List<Line> lines = new ArrayList<>(names(question));
        lines.addAll(sentences(effect(question), Role.DIALOG));
        if (!question.leftOut().isEmpty()) {
            lines.addAll(sentences("Left out: " + leftOut(question.leftOut()) + ".", Role.DIM));
        }
        return lines;
    }

    /** About one, in one sentence with its name. */
    private String sentence(Dialog.Question question) {
        ContainerSummary one = question.containers().get(0);
        if (question.deed() != Deed.KILL) {
            return capital(question.deed().verb()) + " " + one.name() + "? " + effect(question);
        }
        long processes = one.usage().pids().orElse(0);
        String whom = processes == 0
                ? "every process in it"
                : processes == 1 ? "its only process" : "all of its " + processes + " processes";
        return "Kill " + one.name() + ": " + whom + " at once, without a chance to clean up.";
    }

    List<Line> report(Dialog.Report report) {
        List<Line> lines = new ArrayList<>();
        int total = report.done() + report.refusals().size();
        lines.add(Line.of(report.done() + " of " + total + " " + report.deed().past(), Role.TITLE));
        lines.add(Line.EMPTY);
        for (Map.Entry<String, Failure> refusal : report.refusals().entrySet()) {
            String advice = refusal.getValue().advice().map(text -> "; " + text).orElse("");
            String message = refusal.getValue().message();
            String subject = message.contains(refusal.getKey()) ? "" : refusal.getKey() + ": ";
            lines.addAll(sentences(subject + message + advice, Role.DIALOG));
        }
        return lines;
    }

    private static String leftOut(List<String> clauses) {
        int more = clauses.size() - LEFT_OUT;
        return String.join(", ", clauses.subList(0, Math.min(LEFT_OUT, clauses.size())))
                + (more > 0 ? ", and " + more + " more" : "");
    }

    private List<Line> names(Dialog.Question question) {
        List<ContainerSummary> containers = question.containers();
        String names = containers.stream().map(ContainerSummary::name).collect(Collectors.joining(", "));
        List<String> wrapped = Wrapping.words(SafeText.of(names), width);
        int most = Math.max(1, rows / 3);
        List<Line> lines = new ArrayList<>();
        for (String row : wrapped.subList(0, Math.min(most, wrapped.size()))) {
            lines.add(Line.of(row, Role.TITLE));
        }
        if (wrapped.size() > most) {
            lines.add(Line.of("and more: " + containers.size() + " altogether", Role.TITLE));
        }
        lines.add(Line.EMPTY);
        return lines;
    }

    private String effect(Dialog.Question question) {
        boolean several = question.containers().size() > 1;
        long running = question.containers().stream()
                .filter(container -> container.state().isLive())
                .count();
        return switch (question.deed()) {
            case STOP ->
                (several ? "Each gets" : "It gets") + " its halt signal, and is killed if it does not end in time.";
            case RESTART ->
                (several ? "Each is" : "It is") + " stopped, killed if it does not end in time, and started again.";
            case KILL ->
                "Every process in " + (several ? "them" : "it") + " is killed at once, without a chance to clean up.";
            case DESTROY ->
                Destroyed.of(question)
                        + (running == 0
                                ? ""
                                : several
                                        ? " " + running + " of them run, and are stopped first."
                                        : " It runs, and is stopped first.");
            case START -> "Each is started from its own file. Nothing is done yet.";
            case FREEZE, THAW -> "";
        };
    }

    /** What has to be done for it. */
    List<Line> answer(Dialog.Question question) {
        Deed deed = question.deed();
        return switch (question.guard()) {
            case TYPED -> {
                List<Line> lines = new ArrayList<>(
                        sentences("Type \"" + question.wanted() + "\" and Enter to do it; Esc leaves it.", Role.DIM));
                Role role = question.isAnswered() ? Role.DIALOG_DANGER : Role.TITLE;
                lines.add(
                        Line.of(Span.of("> ", Role.HINT_KEY), Span.of(question.typed(), role), Span.of("_", Role.DIM)));
                yield lines;
            }
            case BUTTON -> List.of(buttons(capital(deed.verb()), question.doFocused(), width));
            default -> {
                String no = question.isOfOne() ? "    N keep it running" : "    N leave as it is";
                yield List.of(Line.of("y " + deed.verb() + no, Role.HINT_KEY));
            }
        };
    }

    /** Cancel, and the deed; what the keys are, as far as there is room. */
    static Line buttons(String deed, boolean doFocused, int width) {
        Line buttons = Line.of(button("Cancel", !doFocused), Span.of("   ", Role.DIALOG), button(deed, doFocused));
        int room = width - buttons.width();
        String hint = Stream.of("    Tab moves, Enter does it", "   Tab, Enter", "")
                .filter(text -> text.length() <= room)
                .findFirst()
                .orElse("");
        return buttons.joined(Line.of(hint, Role.DIM));
    }

    private static Span button(String name, boolean focused) {
        return Span.of(focused ? "[ " + name + " ]" : "  " + name + "  ", focused ? Role.TAB_ACTIVE : Role.DIALOG);
    }

    static String capital(String word) {
        return word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1);
    }

    private List<Line> sentences(String text, Role role) {
        return text.lines()
                .flatMap(line -> Wrapping.words(SafeText.of(line), width).stream())
                .map(row -> Line.of(row, role))
                .toList();
    }
}
