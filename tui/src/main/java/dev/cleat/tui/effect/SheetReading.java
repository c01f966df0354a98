package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.tui.model.Sheet;
import dev.cleat.tui.model.SheetOf;

/** Reads what screens of text show, all but recordings. */
final class SheetReading {

    private final Engine engine;

    SheetReading(Engine engine) {
        this.engine = engine;
    }

    Sheet read(SheetOf of) throws ContainerException {
        if (of instanceof SheetOf.Event event) {
            return new Sheet.Event(event.row()); // it is all known
        }
        if (of instanceof SheetOf.Output output) {
            return new Sheet.Output(output.runs()); // as well
        }
        if (of instanceof SheetOf.Cgroup cgroup) {
            return new Sheet.Cgroup(engine.insight().cgroup(cgroup.path()));
        }
        if (of instanceof SheetOf.Plan plan) {
            return new Sheet.Plan(engine.plan(StartRequests.of(plan.name(), plan.file())));
        }
        if (of instanceof SheetOf.Difference difference) {
            return new Sheet.Difference(engine.insight().drift(difference.name()));
        }
        throw new IllegalArgumentException(of + " is read as it comes: TranscriptReading");
    }
}
