package dev.cleat.tui.render;

import dev.cleat.tui.model.CommandRun;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.util.ArrayList;
import java.util.List;

/** What commands of the operator's own printed, one below the other. */
final class OutputLines {

    private OutputLines() {}

    static List<Line> of(List<CommandRun> runs, Model model) {
        int width = Math.max(20, model.size().columns() - 4);
        List<Line> lines = new ArrayList<>();
        for (CommandRun run : runs) {
            if (!lines.isEmpty()) {
                lines.add(Line.EMPTY);
            }
            lines.add(Line.indented(run.subject(), Role.TABLE_HEADER)
                    .joined(Line.of(
                            Span.plain(run.subject().isEmpty() ? "" : "   "),
                            Span.of(run.result(), run.isWell() ? Role.DIM : Role.STATE_FAILED))));
            if (!run.line().isEmpty()) {
                Wrapping.words("$ " + run.line(), width).forEach(row -> lines.add(Line.of(" " + row, Role.HINT_KEY)));
            }
            run.failure()
                    .ifPresent(failure -> Wrapping.words(failure.message(), width)
                            .forEach(row -> lines.add(Line.of(" " + row, Role.BODY))));
            run.output().forEach(line -> lines.addAll(printed(line, width)));
            if (run.leftOut() > 0) {
                lines.add(Line.of(" and " + run.leftOut() + " bytes more, which were not kept", Role.DIM));
            }
        }
        return lines;
    }

    /** As it was printed, in as many rows as it takes. */
    static List<Line> printed(String line, int width) {
        return Wrapping.rows(line, width).stream()
                .map(row -> Line.of(" " + row, Role.BODY))
                .toList();
    }
}
