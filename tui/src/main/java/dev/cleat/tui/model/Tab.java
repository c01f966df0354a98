package dev.cleat.tui.model;

/** The pages of one container's detail, from left to right. */
public enum Tab {
    SUMMARY("Summary"),
    PROCESSES("Processes"),
    NAMESPACES("Namespaces"),
    CGROUP("Cgroup");

    private final String title;

    Tab(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** {@code by} tabs further, round the end. */
    public Tab neighbour(int by) {
        return values()[Math.floorMod(ordinal() + by, values().length)];
    }
}
