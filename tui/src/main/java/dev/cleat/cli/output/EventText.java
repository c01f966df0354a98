package dev.cleat.cli.output;

import dev.cleat.engine.api.StateEvent;
import java.time.temporal.ChronoUnit;

/** Writes a change of state as a line: sequence number, time, and the sentence that lxc-monitor prints. */
public final class EventText {

    private EventText() {}

    /** {@code 17 2026-11-22T10:00:00.120Z 'web' changed state to [STOPPED] by ann: out of memory}, with its line feed. */
    public static String of(StateEvent event) {
        StringBuilder line = new StringBuilder()
                .append(event.sequence())
                .append(' ')
                .append(event.time().truncatedTo(ChronoUnit.MILLIS))
                .append(" '")
                .append(VisibleText.of(event.container()))
                .append("' changed state to [")
                .append(event.state())
                .append(']');
        event.by().ifPresent(who -> line.append(" by ").append(VisibleText.of(who)));
        event.reason().ifPresent(reason -> line.append(": ").append(VisibleText.of(reason)));
        return line.append('\n').toString();
    }
}
