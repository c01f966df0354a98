package dev.cleat.tui.render;

import dev.cleat.engine.api.PlanDescription;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Sheet;
import java.util.ArrayList;
import java.util.List;

/** The lines of a text that is made of figures and facts. */
final class SheetLines {

    private SheetLines() {}

    static List<Line> of(Sheet sheet, Model model) {
        if (sheet instanceof Sheet.Plan plan) {
            return plan(plan.plan(), model);
        }
        if (sheet instanceof Sheet.Difference difference) {
            List<Line> lines = new ArrayList<>();
            lines.add(Line.EMPTY);
            lines.addAll(DriftLines.of(difference.drift(), model));
            return lines;
        }
        if (sheet instanceof Sheet.Event event) {
            return EventLines.of(event.row(), model);
        }
        if (sheet instanceof Sheet.Output output) {
            return OutputLines.of(output.runs(), model);
        }
        FactList facts = new FactList(model.size().columns());
        if (sheet instanceof Sheet.Cgroup cgroup) {
            CgroupFacts.add(facts, cgroup.detail());
        }
        return facts.lines();
    }

    private static List<Line> plan(PlanDescription plan, Model model) {
        List<Line> lines = new ArrayList<>();
        int width = Math.max(20, model.size().columns() - 6);
        plan.notes()
                .forEach(note -> Wrapping.words("! " + note, width)
                        .forEach(row -> lines.add(Line.indented(row, Role.USAGE_WARN))));
        for (PlanDescription.Section section : plan.sections()) {
            if (!lines.isEmpty()) {
                lines.add(Line.EMPTY);
            }
            lines.add(Line.indented(section.title(), Role.TABLE_HEADER));
            for (String action : section.lines()) {
                Wrapping.words(SafeText.of(action), width).forEach(row -> lines.add(Line.of("   " + row, Role.BODY)));
            }
        }
        return lines;
    }
}
