package dev.cleat.engine.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When something happens in a recording, and what is worth jumping to. */
public interface Timeline {

    /** When the last thing happened. */
    Duration length();

    /** When the screen changes next after {@code time}; empty when it does not. */
    Optional<Duration> next(Duration time);

    /** Labels, sizes and the end, in order. */
    List<Mark> marks();

    /** A place that is worth jumping to. */
    record Mark(Duration time, String label) {}
}
