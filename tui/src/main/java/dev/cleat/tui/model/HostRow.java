package dev.cleat.tui.model;

import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.StateEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One row of a list of the whole host. */
public sealed interface HostRow {

    /** What tells it from other rows of its list, the same from reading to reading. */
    String key();

    /** What a filter looks at. */
    List<String> texts();

    /** The container that it is about. */
    Optional<String> container();

    /** A namespace and who is in it. */
    record Namespace(NamespaceGroup group) implements HostRow {
        @Override
        public String key() {
            return group.type() + ":" + group.inode();
        }

        @Override
        public List<String> texts() {
            List<String> texts = new ArrayList<>(group.containers());
            texts.add(group.type().procName());
            texts.add(Long.toString(group.inode()));
            texts.add(group.command());
            return texts;
        }

        /** The only one that is in it. */
        @Override
        public Optional<String> container() {
            return group.containers().size() == 1
                    ? Optional.of(group.containers().get(0))
                    : Optional.empty();
        }
    }

    /** A cgroup. */
    record Cgroup(CgroupNode node) implements HostRow {
        @Override
        public String key() {
            return node.path();
        }

        @Override
        public List<String> texts() {
            return List.of(node.path(), node.container().orElse(""));
        }

        @Override
        public Optional<String> container() {
            return node.container();
        }
    }

    /** A definition file. */
    record Definition(DefinitionSummary summary) implements HostRow {
        @Override
        public String key() {
            return summary.file().toString();
        }

        @Override
        public List<String> texts() {
            return List.of(summary.name(), summary.state().map(Enum::name).orElse(""), summary.description());
        }

        /** What is listed is the file. */
        @Override
        public Optional<String> container() {
            return Optional.empty();
        }
    }

    /** A session, live or left. */
    record Session(SessionInfo session) implements HostRow {
        @Override
        public String key() {
            return session.id();
        }

        @Override
        public List<String> texts() {
            return List.of(
                    session.container(),
                    session.who().user(),
                    session.state().name(),
                    String.join(" ", session.command()),
                    session.id());
        }

        @Override
        public Optional<String> container() {
            return Optional.of(session.container());
        }
    }

    /** A change of a container's state. */
    record Event(StateEvent event) implements HostRow {
        @Override
        public String key() {
            return Long.toString(event.sequence());
        }

        @Override
        public List<String> texts() {
            return List.of(
                    event.container(),
                    event.state().name(),
                    event.by().orElse(""),
                    event.reason().orElse(""));
        }

        @Override
        public Optional<String> container() {
            return Optional.of(event.container());
        }
    }
}
