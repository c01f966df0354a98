package dev.cleat.tui.effect;

import dev.cleat.tui.model.LogPlace;
import dev.cleat.tui.model.LogWindow;

/** Which part of a log is wanted. */
public sealed interface LogRequest {

    /** The end. */
    record Tail() implements LogRequest {}

    /** The beginning, that of the oldest file there is. */
    record Head() implements LogRequest {}

    /** What is before and behind a place. */
    record Around(LogPlace place) implements LogRequest {}

    /** What was written since {@code known} was read, added to it. {@code follow}: the oldest may go for it. */
    record More(LogWindow known, boolean follow) implements LogRequest {}

    /** What is around the next line that matches, not the one at {@code from} itself. */
    record Find(LogPlace from, boolean forward, String search) implements LogRequest {}
}
