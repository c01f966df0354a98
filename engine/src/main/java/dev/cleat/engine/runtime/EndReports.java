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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** How and why containers ended: from what their keepers wrote, what their cgroups knew, and the journal. */
final class EndReports {

    private static final int SIGKILL = 9;
    private static final int SIGSYS = 31;

    private static final int MOST_OF_A_FACT = 400;

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
        Optional<String> failure = failedStart(events);
        if (failure.isPresent()) {
            return notStarted(own, exit, events, failure.get());
        }
        Optional<StopMark> mark = parts.states.readMark(saved);
        EndFigures figures = EndFigures.of(parts.states, saved.name());
        Map<String, String> facts = new LinkedHashMap<>();
        mark.ifPresent(m -> facts.put(m.reboot() ? "restarted by" : "stopped by", m.by()));
        saved.origin().by().ifPresent(by -> facts.put("started by", by));
        putLives(facts, saved);
        facts.putAll(figures.facts());
        exit.filter(e -> e.logBytesLost() > 0)
                .ifPresent(e ->
                        facts.put("console log", "lacks " + e.logBytesLost() + " bytes that could not be written"));
        parts.states.readEndCommandOutput(saved.name()).ifPresent(text -> facts.put("after its end", shortened(text)));
        return new EndReport(
                saved.name(),
                own.state(),
                Optional.of(saved.started()),
                exit.filter(e -> e.started().isPresent()).map(ExitRecord::ended),
                exit.map(ExitRecord::exitCode).orElse(OptionalInt.empty()),
                exit.map(ExitRecord::signal).orElse(OptionalInt.empty()),
                exit.map(e -> conclusion(saved, e, mark, figures)).orElse(saved.name() + " is " + own.state()),
                facts,
                lastLines(saved));
    }

    /** A start that failed after a life: what is saved tells of that life, and of nothing since. */
    private static EndReport notStarted(Ours own, Optional<ExitRecord> exit, List<StateEvent> events, String failure) {
        Map<String, String> facts = new LinkedHashMap<>();
        int starting = last(events, ContainerState.STARTING);
        Optional<String> by =
                starting < 0 ? Optional.empty() : events.get(starting).by();
        by.ifPresent(who -> facts.put("started by", who));
        exit.ifPresent(e -> facts.put("life before", e.describe()));
        putLives(facts, own.saved());
        return notStarted(own.saved().name(), own.state(), events, failure, facts);
    }

    private static void putLives(Map<String, String> facts, SavedContainer saved) {
        if (saved.origin().boots() > 1) {
            facts.put("lives", Integer.toString(saved.origin().boots()));
        }
        if (saved.origin().restarts() > 0) {
            facts.put("restarts", Integer.toString(saved.origin().restarts()));
        }
    }

    /** Of the life that ended; of one that goes on, or whose keeper was killed, the log has them. */
    private List<String> lastLines(SavedContainer saved) {
        return parts.states
                .readLastOutput(saved.name())
                .map(LastLines::of)
                .or(() -> saved.consoleLog().map(LastLines::of))
                .orElse(List.of());
    }

    private static String shortened(String text) {
        String line = text.lines().map(String::strip).collect(Collectors.joining("; "));
        return line.length() > MOST_OF_A_FACT ? line.substring(0, MOST_OF_A_FACT) + "..." : line;
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
        return notStarted(name, ContainerState.STOPPED, events, failure.get(), Map.of());
    }

    private static EndReport notStarted(
            String name, ContainerState state, List<StateEvent> events, String failure, Map<String, String> facts) {
        return new EndReport(
                name,
                state,
                Optional.empty(),
                Optional.of(events.get(events.size() - 1).time()),
                OptionalInt.empty(),
                OptionalInt.empty(),
                failure,
                facts,
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
