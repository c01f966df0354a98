package dev.cleat.engine.flow;

/** A constant of a flow's step enum; declaration order is the order of the flow. */
public interface Step {
    String name();

    int ordinal();

    /** What is being done, for people: {@code write the uid map}. */
    String title();
}
