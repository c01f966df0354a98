package dev.cleat.tui.render;

import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.util.ArrayList;
import java.util.List;

/** Why there is nothing to see, and what to do about it, where it would be seen. */
final class FailureLines {

    private FailureLines() {}

    static Page page(Failure failure, Model model) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.EMPTY);
        int width = Math.max(10, model.size().columns() - 2);
        for (String part : failure.message().split("\n")) {
            Wrapping.words(part, width).forEach(row -> lines.add(Line.indented(row, Role.NOTICE_BAD)));
        }
        failure.advice().ifPresent(advice -> {
            lines.add(Line.EMPTY);
            String arrow = model.facts().ascii() ? "-> " : "→ ";
            Wrapping.words(arrow + advice, width).forEach(row -> lines.add(Line.indented(row, Role.TABLE_MARK)));
        });
        return new Page(List.of(), lines, 0);
    }
}
