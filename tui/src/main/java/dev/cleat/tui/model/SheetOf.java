package dev.cleat.tui.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a screen of text is about: enough to read it. */
public sealed interface SheetOf {

    /** What stands above it; may hold hostile text. */
    String title();

    /**
     * A recorded session.
     *
     * @param file the recording
     */
    record Recording(String title, String file) implements SheetOf {}

    /** One cgroup's limits. */
    record Cgroup(String path) implements SheetOf {
        @Override
        public String title() {
            return "Cgroup " + path;
        }
    }

    /** Something that happened, or was done from here. */
    record Event(HostRow.Event row) implements SheetOf {
        @Override
        public String title() {
            return row.what() + " " + row.subject();
        }
    }

    /** What commands of the operator's own printed. */
    record Output(String title, List<CommandRun> runs) implements SheetOf {
        public Output {
            runs = List.copyOf(runs);
        }
    }

    /** What a start would do. */
    record Plan(String name, Optional<Path> file) implements SheetOf {
        @Override
        public String title() {
            return "Start of " + name;
        }
    }

    /** What runs beside its definition. */
    record Difference(String name) implements SheetOf {
        @Override
        public String title() {
            return name + " and its definition";
        }
    }
}
