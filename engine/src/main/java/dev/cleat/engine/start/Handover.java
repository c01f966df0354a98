package dev.cleat.engine.start;

import dev.cleat.engine.cgroup.ContainerCgroup;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.plan.FilterProgram;
import dev.cleat.engine.stage.CgroupEnd;
import dev.cleat.engine.stage.KeeperResources;
import dev.cleat.engine.stage.KeeperResources.EndCommand;
import dev.cleat.engine.state.Claim;
import dev.cleat.engine.state.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the keeper gets of what the flow took. */
final class Handover {

    private Handover() {}

    /**
     * @param filter compiled system call filter
     * @param hookOutput where hooks inside print
     * @param endCommand what the keeper becomes in the end
     */
    static KeeperResources of(
            Claim claim,
            ConsoleLog log,
            ContainerCgroup cgroup,
            SharedNamespaces shared,
            RootPreparation root,
            Optional<FilterProgram> filter,
            Optional<Fd> hookOutput,
            Optional<EndCommand> endCommand,
            Journal journal) {
        return new KeeperResources(
                claim.lock(),
                claim.directory(),
                log.file(),
                log.directory(),
                log.times(),
                cgroup.membershipOfKeeper(),
                cgroup.membershipOfInit(),
                ends(cgroup),
                shared.files(),
                filter,
                hookOutput,
                endCommand,
                EndFile.of(cgroup),
                root.pin(),
                Optional.of(journal.file()));
    }

    /** Kill first, through whatever the hierarchy offers; then remove, the keeper's own cgroup last. */
    private static List<Map.Entry<Path, CgroupEnd>> ends(ContainerCgroup cgroup) {
        List<Map.Entry<Path, CgroupEnd>> ends = new ArrayList<>();
        Map<String, Path> directories = cgroup.directories();
        Optional.ofNullable(directories.get("unified")).ifPresent(d -> ends.add(Map.entry(d, CgroupEnd.KILL)));
        Optional.ofNullable(directories.get("freezer"))
                .ifPresent(d -> ends.add(Map.entry(d, CgroupEnd.FREEZE_AND_KILL)));
        cgroup.all().forEach(directory -> ends.add(Map.entry(directory, CgroupEnd.REMOVE)));
        cgroup.parents().forEach(directory -> ends.add(Map.entry(directory, CgroupEnd.PRUNE)));
        return ends;
    }
}
