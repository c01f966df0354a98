package dev.cleat.tui.view;

import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A screen that a golden file is kept of: a host, and the way to it from the list of containers. */
record Scene(String name, Host on, UnaryOperator<Pilot> way) {

    /** What runs there. */
    interface Host {
        /** @param folder for the logs of its containers */
        FakeEngine in(Path folder) throws Exception;
    }

    FakeEngine host(Path folder) throws Exception {
        return on.in(folder);
    }

    Pilot reached(Pilot pilot) {
        return way.apply(pilot);
    }

    @Override
    public String toString() {
        return name;
    }
}
