package dev.cleat.tui.model;

/** Where a key means something: one per kind of screen. {@link #title} heads the help. */
public enum Scope {
    CONTAINERS("Containers"),
    DETAIL("Container"),
    DEFINITIONS("Definitions"),
    FILE("Definition file"),
    LOG("Log"),
    NAMESPACES("Namespaces"),
    CGROUPS("Cgroups"),
    SESSIONS("Sessions"),
    EVENTS("Events"),
    HELP("Help");

    private final String title;

    Scope(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
