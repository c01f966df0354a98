package dev.cleat.tui.model;

import dev.cleat.engine.api.CgroupDetail;
import dev.cleat.engine.api.Drift;
import dev.cleat.engine.api.PlanDescription;
import java.util.List;

/** What a screen of text tells. */
public sealed interface Sheet {

    record Cgroup(CgroupDetail detail) implements Sheet {}

    record Event(HostRow.Event row) implements Sheet {}

    record Output(List<CommandRun> runs) implements Sheet {}

    record Plan(PlanDescription plan) implements Sheet {}

    record Difference(Drift drift) implements Sheet {}

    /** What could be read on a recorded screen in the course of time; {@code cut}: there was more. */
    record Transcript(List<String> lines, boolean cut) implements Sheet {
        public Transcript {
            lines = List.copyOf(lines);
        }
    }
}
