package dev.cleat.engine.runtime;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.definition.Signals;
import dev.cleat.engine.runtime.OurContainers.Ours;
import dev.cleat.engine.state.ExitRecord;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.state.StopMark;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How and why containers ended: from what their keepers wrote, what their cgroups knew, and the journal. */
final class EndReports {

    private static final int SIGKILL = 9;
    private static final int SIGSYS = 31;

    private final Parts parts;

    EndReports(Parts parts) {
        this.parts = parts;
    }

    EndReport of(String name) throws ContainerException {
        Optional<Ours> own = parts.ours.find(name);
        List<StateEvent> events = events(name);
        if (own.isEmpty() && events.isEmpty()) {
            if (parts.definitions.find(name).isEmpty()) {
                throw TargetFinder.unknown(name);
            }
            return nothing(name, name + " was never started since this host booted");
        }
        return own.isPresent() ? of(own.get(), events) : notStarted(name, events);
    }

    private List<StateEvent> events(String name) throws HostLimitException {
        try {
            return parts.journal.fromOldest().read().stream()
                    .filter(event -> event.container().equals(name))
                    .toList();
        } catch (IOException e) {
            throw new HostLimitException("cannot read the journal of states: " + e.getMessage(), null, e);
        }
    }

    private EndReport of(Ours own, List<StateEvent> events) {
        SavedContainer saved = own.saved();
        Optional<ExitRecord> exit = parts.states.readExit(saved.name());
        Optional<StopMark> mark = parts.states.readMark(saved);
        EndFigures figures = EndFigures.of(parts.states, saved.name());
        Optional<String> failure = failedStart(events);
        Map<String, String> facts = new LinkedHashMap<>();
        mark.ifPresent(m -> facts.put(m.reboot() ? "restarted by" : "stopped by", m.by()));
        saved.origin().by().ifPresent(by -> facts.put("started by", by));
        if (saved.origin().boots() > 1) {
            facts.put("lives", Integer.toString(saved.origin().boots()));
        }
        if (saved.origin().restarts() > 0) {
            facts.put("restarts", Integer.toString(saved.origin().restarts()));
        }
        facts.putAll(figures.facts());
        return new EndReport(
                saved.name(),
                own.state(),
                Optional.of(saved.started()),
                exit.filter(e -> e.started().isPresent()).map(ExitRecord::ended),
                exit.map(ExitRecord::exitCode).orElse(OptionalInt.empty()),
                exit.map(ExitRecord::signal).orElse(OptionalInt.empty()),
                failure.orElseGet(() ->
                        exit.map(e -> conclusion(saved, e, mark, figures)).orElse(saved.name() + " is " + own.state())),
                facts,
                saved.consoleLog().map(LastLines::of).orElse(List.of()));
    }

    /** The most likely cause first. */
    private static String conclusion(
            SavedContainer saved, ExitRecord exit, Optional<StopMark> mark, EndFigures figures) {
        int signal = exit.signal().orElse(0);
        if (signal == SIGKILL && figures.oomKills() > 0 && mark.isEmpty()) {
            return "killed because its memory was used up (OOM killer)";
        }
        if (signal == SIGSYS && saved.life().filter().isPresent()) {
            return "killed by its system call filter (SIGSYS): "
                    + saved.life().filter().get();
        }
        if (mark.isPresent()) {
            return (mark.get().reboot() ? "restarted by " : "stopped by ")
                    + mark.get().by() + ": " + exit.describe();
        }
        if (NextLife.isReboot(saved, exit)) {
            return "rebooted from inside";
        }
        if (NextLife.isHalt(saved, exit)) {
            return "halted from inside";
        }
        String oom = figures.oomKills() > 0 ? "; the OOM killer killed a process of it before" : "";
        return (signal > 0 ? "killed by " + Signals.name(signal) : exit.describe()) + oom;
    }

    /** The reason of a start that failed after the last life; empty when the last start came to something. */
    private static Optional<String> failedStart(List<StateEvent> events) {
        int aborted = last(events, ContainerState.ABORTING);
        if (aborted < 0 || last(events, ContainerState.RUNNING) > aborted) {
            return Optional.empty();
        }
        return events.get(events.size() - 1)
                .reason()
                .or(() -> events.get(aborted).reason());
    }

    private static int last(List<StateEvent> events, ContainerState state) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i).state() == state) {
                return i;
            }
        }
        return -1;
    }

    /** It never came to life: only the journal knows of it. */
    private static EndReport notStarted(String name, List<StateEvent> events) {
        Optional<String> failure = failedStart(events);
        if (failure.isEmpty()) {
            return nothing(
                    name,
                    "nothing is remembered but that it was "
                            + events.get(events.size() - 1).state());
        }
        Instant ended = events.get(events.size() - 1).time();
        return new EndReport(
                name,
                ContainerState.STOPPED,
                Optional.empty(),
                Optional.of(ended),
                OptionalInt.empty(),
                OptionalInt.empty(),
                failure.get(),
                Map.of(),
                List.of());
    }

    private static EndReport nothing(String name, String conclusion) {
        return new EndReport(
                name,
                ContainerState.STOPPED,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                conclusion,
                Map.of(),
                List.of());
    }
}
