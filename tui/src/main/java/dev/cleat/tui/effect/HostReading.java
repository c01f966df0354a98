package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.tui.model.HostView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads what screens of the whole host show. */
final class HostReading {

    private static final int MOST_EVENTS = 1000;

    private final Engine engine;

    HostReading(Engine engine) {
        this.engine = engine;
    }

    /** The same view as of now. */
    HostView again(HostView view) throws ContainerException {
        if (view instanceof HostView.Namespaces) {
            return new HostView.Namespaces(engine.namespaces());
        }
        if (view instanceof HostView.Cgroups) {
            return new HostView.Cgroups(engine.cgroups());
        }
        return view instanceof HostView.Sessions ? new HostView.Sessions(engine.sessions()) : events();
    }

    private HostView events() throws ContainerException {
        List<StateEvent> events = engine.events();
        List<StateEvent> latest =
                new ArrayList<>(events.subList(Math.max(0, events.size() - MOST_EVENTS), events.size()));
        Collections.reverse(latest);
        return new HostView.Events(latest);
    }
}
