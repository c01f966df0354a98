package dev.cleat.engine.stage;

/** What the stage says. */
sealed interface Report {

    /** The keeper lives as {@code pid}, a child of nobody. */
    record Ready(long pid) implements Report {}

    /** Init, or the attached process, exists as host pid {@code pid}. */
    record Child(long pid) implements Report {}

    /** A step begins. */
    record Began(StageStep step) implements Report {}

    /** The stage waits for PROCEED. */
    record Waiting(int gate) implements Report {}

    /** execve(2) is the next system call. */
    record Exec() implements Report {}

    /** Init's program runs. */
    record Executed() implements Report {}

    /** A step failed. */
    record Failure(StageStep step, int errno, String object) implements Report {}

    /** Init ended first. */
    record Ended(int waitStatus) implements Report {}

    /** The other end is closed. */
    record EndOfFile() implements Report {}
}
