package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.engine.api.AutostartEntry;
import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.WrongStateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One round over the containers of {@code autostart}: each is told, one that fails keeps only those from starting that
 * depend on it.
 */
final class AutostartRound {

    private final Messages messages;
    private final Optional<Duration> timeout;
    private final Deed deed;
    private final Set<String> failed = new HashSet<>();

    AutostartRound(Messages messages, Optional<Duration> timeout, Deed deed) {
        this.messages = messages;
        this.timeout = timeout;
        this.deed = deed;
    }

    /** What is done to each. */
    enum Deed {
        START,
        RESTART,
        STOP,
        KILL;

        /** Ends go from the last started to the first, so that nothing outlives what it needs. */
        boolean isEnd() {
            return this == STOP || this == KILL;
        }
    }

    /** The deed that the options choose. */
    static Deed deed(Arguments arguments) {
        if (arguments.has("--reboot")) {
            return Deed.RESTART;
        }
        if (arguments.has("--shutdown")) {
            return Deed.STOP;
        }
        return arguments.has("--kill") ? Deed.KILL : Deed.START;
    }

    /** Does it to all of {@code entries} and returns 1 when one failed. */
    int run(Engine engine, List<AutostartEntry> entries) {
        List<AutostartEntry> order = new ArrayList<>(entries);
        if (deed.isEnd()) {
            Collections.reverse(order);
        }
        try {
            for (int i = 0; i < order.size(); i++) {
                boolean started = one(engine, order.get(i)) && !deed.isEnd();
                if (started && i + 1 < order.size()) {
                    Thread.sleep(order.get(i).delay().toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            messages.error("autostart was interrupted");
            return ExitStatus.FAILED;
        }
        return failed.isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    /** True when something was done. */
    private boolean one(Engine engine, AutostartEntry entry) {
        String name = entry.name();
        if (entry.state().isLive() == (deed == Deed.START)) {
            messages.debug(name + (deed == Deed.START ? " runs already" : " does not run"));
            return false;
        }
        Optional<String> missing =
                entry.dependsOn().stream().filter(failed::contains).findFirst();
        if (missing.isPresent() && !deed.isEnd()) {
            return fail(name, name + " is not started: it depends on " + missing.get() + ", which failed");
        }
        try {
            Optional<String> gone = deed.isEnd() ? Optional.empty() : gone(engine, entry);
            if (gone.isPresent()) {
                return fail(name, name + " is not started: it depends on " + gone.get() + ", which does not exist");
            }
            messages.info(done(engine, name));
            return true;
        } catch (ContainerException e) {
            if (somebodyWasFaster(e)) {
                messages.debug(e.describe());
                return false;
            }
            messages.trace(e);
            return fail(name, e.describe());
        }
    }

    /** What it needs that is neither stored nor runs. */
    private static Optional<String> gone(Engine engine, AutostartEntry entry) throws ContainerException {
        if (entry.dependsOn().isEmpty()) {
            return Optional.empty();
        }
        Set<String> known = new HashSet<>();
        engine.definitions().stream()
                .filter(definition -> !definition.sample())
                .forEach(definition -> known.add(definition.name()));
        engine.list().stream()
                .filter(container -> container.isOurs() && container.state().isLive())
                .forEach(container -> known.add(container.name()));
        return entry.dependsOn().stream()
                .filter(needed -> !known.contains(needed))
                .findFirst();
    }

    private boolean somebodyWasFaster(ContainerException e) {
        return deed == Deed.START ? e instanceof BusyException : e instanceof WrongStateException;
    }

    private boolean fail(String name, String message) {
        messages.error(message);
        failed.add(name);
        return false;
    }

    private String done(Engine engine, String name) throws ContainerException {
        if (deed.isEnd()) {
            engine.stop(new StopRequest(name, timeout, deed == Deed.KILL, false, true));
            return name + " stopped";
        }
        if (deed == Deed.START) {
            Started started = engine.start(StartRequest.of(name), messages::step);
            return started.name() + " runs, pid " + started.pid();
        }
        Started started = engine.restart(new StopRequest(name, timeout, false, false, true), messages::step);
        return started.name() + " runs again, pid " + started.pid();
    }
}
