package dev.cleat.tui.model;

import java.util.List;

/** The lists of the whole host that have a number. */
public enum HostLists implements HostList {
    NAMESPACES("Namespaces", "There is nothing to see here.", Scope.NAMESPACES, HostColumns.NAMESPACES),
    CGROUPS("Cgroups", "There is nothing to see here.", Scope.CGROUPS, HostColumns.CGROUPS),
    DEFINITIONS("Definitions", "No definition is stored here.", Scope.DEFINITIONS, HostColumns.DEFINITIONS),
    SESSIONS(
            "Sessions",
            "Nobody is attached to a container, and nothing is recorded.",
            Scope.SESSIONS,
            HostColumns.SESSIONS),
    EVENTS("Events", "Nothing has happened since the host started.", Scope.EVENTS, HostColumns.EVENTS);

    private final String title;
    private final String whenEmpty;
    private final Scope scope;
    private final List<HostColumn> columns;

    HostLists(String title, String whenEmpty, Scope scope, List<HostColumn> columns) {
        this.title = title;
        this.whenEmpty = whenEmpty;
        this.scope = scope;
        this.columns = columns;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String whenEmpty() {
        return whenEmpty;
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public List<HostColumn> columns() {
        return columns;
    }

    @Override
    public boolean newestFirst() {
        return this == EVENTS;
    }

    @Override
    public boolean isTree() {
        return this == CGROUPS;
    }
}
