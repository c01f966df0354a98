package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.DefinitionSummary;
import java.util.List;
import java.util.Optional;

/** What fills the space between header and footer. */
public sealed interface Screen {

    /** Which keys work. */
    Scope scope();

    /** Home. How the list is looked at stays in {@link ContainerTable} while other screens cover it. */
    record Containers() implements Screen {
        @Override
        public Scope scope() {
            return Scope.CONTAINERS;
        }
    }

    /**
     * One container.
     *
     * @param detail empty until it was read
     * @param problem why the last reading failed
     */
    record Detail(String name, Tab tab, int scroll, Optional<ContainerDetail> detail, Optional<Failure> problem)
            implements Screen {
        @Override
        public Scope scope() {
            return Scope.DETAIL;
        }
    }

    record Definitions(Cursor cursor) implements Screen {
        @Override
        public Scope scope() {
            return Scope.DEFINITIONS;
        }
    }

    /** The text of a definition; {@code lines} is empty until it was read. */
    record DefinitionFile(DefinitionSummary definition, Optional<List<String>> lines, int scroll) implements Screen {
        @Override
        public Scope scope() {
            return Scope.FILE;
        }
    }

    /**
     * The log of a container console.
     *
     * @param scroll index of the first row shown; ignored while {@code follow}
     * @param search what is looked for and marked; empty text: nothing
     */
    record Log(
            String name, LogText text, int scroll, boolean follow, boolean wrap, String search, Optional<Failure> problem)
            implements Screen {
        @Override
        public Scope scope() {
            return Scope.LOG;
        }
    }

    /** The keys of the screen {@code of}. */
    record Help(Scope of, int scroll) implements Screen {
        @Override
        public Scope scope() {
            return Scope.HELP;
        }
    }
}
