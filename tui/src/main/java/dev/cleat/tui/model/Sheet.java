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

    /**
     * What could be read on a recorded screen in the course of time, as far as it has been read.
     *
     * @param percent of the recording
     */
    record Transcript(List<String> lines, Extent extent, int percent) implements Sheet {

        /** How much of it there is. */
        public enum Extent {
            /** More is coming. */
            READING,
            WHOLE,
            /** There is more than is shown of any. */
            CUT,
            /** The operator had seen enough. */
            STOPPED
        }

        public Transcript {
            lines = List.copyOf(lines);
        }
    }
}
