package dev.cleat.engine.stage;

import dev.cleat.engine.cgroup.SessionLeaf;
import dev.cleat.engine.linux.Fd;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the keeper of a session gets, so that it can go on alone. It gets copies of the descriptors.
 *
 * @param id names its files in {@code directory}
 * @param directory of all sessions' files
 * @param file the session's, locked as long as the keeper lives
 * @param countersAt where in it the line of counters is
 * @param startedMicroseconds CLOCK_BOOTTIME
 * @param master of the PTY whose slave the command has
 * @param memory a page of figures and then the ring of what was shown
 * @param tied it ends with its client: its keeper only lets others look on
 * @param notice how its line in the host's log begins
 * @param refuges cgroup.procs of the cgroups it goes to when it is alone
 * @param leaf the session's own cgroup, removed when it is empty at the end
 * @param killsRest what is in the leaf at the end is killed before
 */
public record SessionKeeperResources(
        String id,
        Fd directory,
        Fd file,
        long countersAt,
        long startedMicroseconds,
        Fd master,
        Fd memory,
        boolean tied,
        String notice,
        List<Path> refuges,
        Optional<SessionLeaf> leaf,
        boolean killsRest) {

    private static final int TIED = 1;

    void encode(PassedDescriptors descriptors, List<Packet> packets) {
        packets.add(Packet.of(RecordType.STATE_DIRECTORY).u32(descriptors.pass(directory)));
        packets.add(Packet.of(RecordType.KEEP).u32(descriptors.pass(file)));
        packets.add(Packet.of(RecordType.SESSION)
                .u32(descriptors.pass(master))
                .u32(descriptors.pass(memory))
                .u32(tied ? TIED : 0)
                .u64(countersAt)
                .u64(startedMicroseconds)
                .text(id)
                .text(notice));
        refuges.forEach(file -> packets.add(Packet.of(RecordType.CGROUP_REFUGE).text(file.toString())));
        if (leaf.isPresent() && killsRest) {
            packets.add(end(leaf.get(), leaf.get().hasKillFile() ? CgroupEnd.KILL : CgroupEnd.FREEZE_AND_KILL));
        }
        leaf.ifPresent(own -> packets.add(end(own, CgroupEnd.REMOVE)));
    }

    private static Packet end(SessionLeaf leaf, CgroupEnd how) {
        return Packet.of(RecordType.CGROUP_END)
                .u32(how.number())
                .text(leaf.path().toString());
    }
}
