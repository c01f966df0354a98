package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.tui.model.Sheet;
import dev.cleat.tui.model.SheetOf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads what screens of text show. */
final class SheetReading {

    /** The longest text that is shown of a recording, bytes. */
    private static final int LONGEST = 4 << 20;

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
        return of instanceof SheetOf.Difference difference
                ? new Sheet.Difference(engine.insight().drift(difference.name()))
                : transcript((SheetOf.Recording) of);
    }

    private Sheet transcript(SheetOf.Recording of) throws ContainerException {
        FirstBytes text = new FirstBytes(LONGEST);
        try {
            engine.recordings().writeText(of.file(), text);
        } catch (FirstBytes.Full e) {
            // More than anybody reads.
        } catch (IOException e) {
            throw new HostLimitException("cannot read " + of.file() + ": " + e.getMessage(), null, e);
        }
        List<String> lines =
                new String(text.bytes(), StandardCharsets.UTF_8).lines().toList();
        return new Sheet.Transcript(lines, text.isFull());
    }
}
