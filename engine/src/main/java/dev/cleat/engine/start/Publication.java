package dev.cleat.engine.start;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.cgroup.ContainerCgroup;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.plan.StartPlan;
import dev.cleat.engine.plan.StartPlan.FilterPlan;
import dev.cleat.engine.procfs.ProcessStat;
import dev.cleat.engine.state.Claim;
import dev.cleat.engine.state.Journal;
import dev.cleat.engine.state.SavedCgroups;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.state.SavedContainer.Processes;
import dev.cleat.engine.state.SavedLife;
import dev.cleat.engine.state.SavedOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What other commands can read of a start while it goes on: saved before the thing it tells of can be lost. */
final class Publication {

    private final Journal journal;
    private final Procfs procfs;
    private Claim claim;
    private SavedContainer saved;
    private boolean runs;

    Publication(Journal journal, Procfs procfs) {
        this.journal = journal;
        this.procfs = procfs;
    }

    /** Before anything is made that could be left behind: from here on somebody who comes after a crash finds its name. */
    void starting(Claim held, StartPlan plan, Definition definition, SavedOrigin origin) throws IOException {
        claim = held;
        saved = new SavedContainer(
                plan.name(),
                ContainerState.STARTING,
                Processes.NONE,
                Instant.now(),
                definition.file().toAbsolutePath(),
                plan.rootDescription(),
                plan.console().log(),
                SavedCgroups.NONE,
                life(plan),
                definition.process().environment().variables(),
                origin,
                Optional.empty());
        claim.begin(saved, Stream.of(EndFile.values()).map(EndFile::savedAs).toList());
        journal.append(plan.name(), ContainerState.STARTING, origin.by(), Optional.empty());
    }

    private static SavedLife life(StartPlan plan) {
        return new SavedLife(
                plan.life().signals().halt(),
                plan.life().signals().reboot(),
                plan.life().haltTimeout(),
                plan.life().killAfterTimeout(),
                plan.life().restart(),
                plan.life().ephemeral(),
                plan.isPrivate(NamespaceType.PID),
                plan.filter().map(FilterPlan::source));
    }

    /** Where cgroups are about to be made. */
    void makingCgroups(List<Path> directories) throws IOException {
        saved = saved.withCgroups(new SavedCgroups(directories, Map.of()));
        claim.save(saved);
    }

    /** What is to be removed at the end. */
    void cgroups(ContainerCgroup cgroup) throws IOException {
        saved = saved.withCgroups(new SavedCgroups(List.of(), cgroup.identities()));
        claim.save(saved);
    }

    /** As soon as init exists, so that a stop finds it whatever happens to us. */
    void processes(long init, long keeper) throws IOException {
        saved = saved.withProcesses(
                new Processes(init, startTime("init", init), keeper, startTime("its keeper", keeper)));
        claim.save(saved);
    }

    private long startTime(String who, long pid) throws IOException {
        return procfs.stat(pid)
                .map(ProcessStat::startTicks)
                .orElseThrow(() -> new IOException(who + " " + pid + " is gone already"));
    }

    /** Init's program runs. */
    void running(Optional<Path> pidFile) throws IOException {
        saved = saved.in(ContainerState.RUNNING);
        claim.save(saved);
        if (pidFile.isPresent()) {
            PidFile.write(pidFile.get(), saved.pid());
        }
        journal.append(saved.name(), ContainerState.RUNNING);
        runs = true;
    }

    /** Something failed at {@code step}, and what was taken is about to be given back. */
    void aborting(String step) {
        journal.append(saved.name(), ContainerState.ABORTING, Optional.empty(), Optional.of(step));
    }

    /** Everything was given back. Nothing is told of what failed before it began, or when it ran already. */
    void failed(ContainerException failure) {
        if (saved != null && !runs) {
            journal.append(saved.name(), ContainerState.STOPPED, Optional.empty(), Optional.of(failure.describe()));
        }
    }

    static SavedOrigin origin(StartRequest request, Occasion occasion) {
        return new SavedOrigin(absolute(request), occasion.by(), occasion.boots(), occasion.restarts());
    }

    /** Whoever starts it again may do so from another directory. */
    private static StartRequest absolute(StartRequest request) {
        return new StartRequest(
                request.name(),
                request.file().map(Path::toAbsolutePath),
                request.overrides(),
                request.command(),
                request.consoleLog().map(Path::toAbsolutePath),
                request.pidFile().map(Path::toAbsolutePath),
                request.shared(),
                request.execute());
    }
}
