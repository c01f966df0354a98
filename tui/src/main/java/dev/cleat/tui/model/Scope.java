package dev.cleat.tui.model;

import java.util.EnumSet;

/** Where a key means something: one per kind of screen. {@link #title} heads the help. */
public enum Scope {
    CONTAINERS("Containers"),
    DETAIL("Container"),
    DEFINITIONS("Definitions"),
    FILE("Definition file"),
    LOG("Log"),
    NAMESPACES("Namespaces"),
    MEMBERS("Namespace"),
    CGROUPS("Cgroups"),
    SESSIONS("Sessions"),
    EVENTS("Events"),
    SHEET("Text"),
    PLAN("Plan"),
    HELP("Help");

    private final String title;

    Scope(String title) {
        this.title = title;
    }

    /** Where rows are gone through. */
    public static Scope[] lists() {
        return EnumSet.of(CONTAINERS, DEFINITIONS, NAMESPACES, MEMBERS, CGROUPS, SESSIONS, EVENTS)
                .toArray(Scope[]::new);
    }

    public static Scope[] listsAnd(Scope other) {
        EnumSet<Scope> all = EnumSet.of(other, lists());
        return all.toArray(Scope[]::new);
    }

    public static Scope[] butHelp() {
        return EnumSet.complementOf(EnumSet.of(HELP)).toArray(Scope[]::new);
    }

    /** All but the container, where Tab goes to the next tab. */
    public static Scope[] withoutTabs() {
        return EnumSet.complementOf(EnumSet.of(DETAIL, HELP)).toArray(Scope[]::new);
    }

    /** All but the log, where digits choose a range of time. */
    public static Scope[] butLog() {
        return EnumSet.complementOf(EnumSet.of(LOG)).toArray(Scope[]::new);
    }

    public String title() {
        return title;
    }
}
