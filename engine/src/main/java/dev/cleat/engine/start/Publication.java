package dev.cleat.engine.start;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.cgroup.ContainerCgroup;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.plan.StartPlan;
import dev.cleat.engine.procfs.ProcessStat;
import dev.cleat.engine.state.Claim;
import dev.cleat.engine.state.SavedContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/** What other commands can read of a start while it goes on: saved before the thing it tells of can be lost. */
final class Publication {

    private final Claim claim;
    private final Procfs procfs;
    private SavedContainer saved;

    Publication(Claim claim, Procfs procfs, StartPlan plan, Path definition, ContainerCgroup cgroup) {
        this.claim = claim;
        this.procfs = procfs;
        this.saved = new SavedContainer(
                plan.name(),
                ContainerState.STARTING,
                0,
                0,
                0,
                Instant.now(),
                definition.toAbsolutePath(),
                plan.rootDescription(),
                plan.console().log(),
                cgroup.all(),
                plan.life().signals().halt(),
                plan.life().haltTimeout(),
                plan.life().killAfterTimeout());
    }

    /** Before a process exists. */
    void starting() throws IOException {
        claim.begin(saved);
    }

    /** As soon as init exists, so that a stop finds it whatever happens to us. */
    void processes(long init, long keeper) throws IOException {
        ProcessStat stat = procfs.stat(init).orElseThrow(() -> new IOException("init " + init + " is gone already"));
        saved = saved.withProcesses(init, stat.startTicks(), keeper);
        claim.save(saved);
    }

    /** Init's program runs. */
    void running(Optional<Path> pidFile) throws IOException {
        saved = saved.in(ContainerState.RUNNING);
        claim.save(saved);
        if (pidFile.isPresent()) {
            Path beside = pidFile.get().resolveSibling(pidFile.get().getFileName() + ".new");
            Files.writeString(beside, saved.pid() + "\n");
            Files.move(beside, pidFile.get(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
