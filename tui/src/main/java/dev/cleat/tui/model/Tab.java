package dev.cleat.tui.model;

/** The pages of one container's detail, from left to right. */
public enum Tab {
    SUMMARY("Summary", "Sum", false),
    PROCESSES("Processes", "Procs", false),
    NAMESPACES("Namespaces", "NS", false),
    CGROUP("Cgroup", "Cgroup", true),
    MOUNTS("Mounts", "Mounts", true),
    DEFINITION("Definition", "Def", true),
    SESSIONS("Sessions", "Ses", true),
    EVENTS("Events", "Ev", true);

    private final String title;
    private final String shortTitle;
    private final boolean readAlone;

    Tab(String title, String shortTitle, boolean readAlone) {
        this.title = title;
        this.shortTitle = shortTitle;
        this.readAlone = readAlone;
    }

    public String title() {
        return title;
    }

    /** Where there is little room. */
    public String shortTitle() {
        return shortTitle;
    }

    /** True when it shows what is read for it only. */
    public boolean isReadAlone() {
        return readAlone;
    }

    /** {@code by} tabs further, round the end. */
    public Tab neighbour(int by) {
        return values()[Math.floorMod(ordinal() + by, values().length)];
    }
}
