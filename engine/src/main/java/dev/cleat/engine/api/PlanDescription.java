package dev.cleat.engine.api;

import java.util.List;

/** What a start would do, for people and for JSON: sections in flow order, each with one line per action. */
public record PlanDescription(String name, List<Section> sections, List<String> notes) {

    public PlanDescription {
        sections = List.copyOf(sections);
        notes = List.copyOf(notes);
    }

    /**
     * The actions of one step.
     *
     * @param step the step's name, as in {@link StepProgress}
     * @param title the step's title
     */
    public record Section(String step, String title, List<String> lines) {
        public Section {
            lines = List.copyOf(lines);
        }
    }
}
