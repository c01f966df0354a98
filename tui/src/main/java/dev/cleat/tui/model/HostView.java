package dev.cleat.tui.model;

import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.StateEvent;
import java.util.List;

/** One way to look at the whole host, and what was read of it. */
public sealed interface HostView {

    /** What the header calls it. */
    String title();

    /** Nothing read yet. */
    boolean isEmpty();

    /** By type, the host's first. */
    record Namespaces(List<NamespaceGroup> groups) implements HostView {
        public Namespaces {
            groups = List.copyOf(groups);
        }

        @Override
        public String title() {
            return "Namespaces";
        }

        @Override
        public boolean isEmpty() {
            return groups.isEmpty();
        }
    }

    /** A tree, parents first. */
    record Cgroups(List<CgroupNode> nodes) implements HostView {
        public Cgroups {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String title() {
            return "Cgroups";
        }

        @Override
        public boolean isEmpty() {
            return nodes.isEmpty();
        }
    }

    /** Live ones, and those that ended unseen. */
    record Sessions(List<SessionInfo> sessions) implements HostView {
        public Sessions {
            sessions = List.copyOf(sessions);
        }

        @Override
        public String title() {
            return "Sessions";
        }

        @Override
        public boolean isEmpty() {
            return sessions.isEmpty();
        }
    }

    /** Changes of state, the newest first. */
    record Events(List<StateEvent> events) implements HostView {
        public Events {
            events = List.copyOf(events);
        }

        @Override
        public String title() {
            return "Events";
        }

        @Override
        public boolean isEmpty() {
            return events.isEmpty();
        }
    }
}
