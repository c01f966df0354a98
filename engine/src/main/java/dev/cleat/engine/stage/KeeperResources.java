package dev.cleat.engine.stage;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.cgroup.Membership;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.plan.FilterProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the start flow took for a keeper. The keeper gets copies of the descriptors; the flow closes its own.
 *
 * @param lock held by the keeper as long as it lives
 * @param stateDirectory console.sock and exit.json are made in it
 * @param consoleLog opened for appending
 * @param consoleLogDirectory where it is rotated
 * @param consoleLogTimes where the keeper notes when it wrote to the log
 * @param keeperCgroups where the keeper belongs
 * @param initCgroups where init belongs before its first instruction
 * @param cgroupEnds done in order when init has ended
 * @param shared namespaces of others that init is made in
 * @param filter compiled system call filter
 * @param hookOutput what hooks inside print goes here
 * @param pin a file the keeper has open while it lives, for what that alone does
 * @param endCommand empty: the keeper just goes
 * @param endCopies figures that would go with the cgroups
 * @param journal of the states of all containers of this state directory: the keeper appends its last two
 */
public record KeeperResources(
        Fd lock,
        Fd stateDirectory,
        Optional<Fd> consoleLog,
        Optional<Fd> consoleLogDirectory,
        Optional<LogTimesFile> consoleLogTimes,
        Membership keeperCgroups,
        Membership initCgroups,
        List<Map.Entry<Path, CgroupEnd>> cgroupEnds,
        Map<NamespaceType, Fd> shared,
        Optional<FilterProgram> filter,
        Optional<Fd> hookOutput,
        Optional<EndCommand> endCommand,
        List<EndCopy> endCopies,
        Optional<Fd> pin,
        Optional<Path> journal) {

    /**
     * What the keeper becomes (execve(2)) once init has ended and everything of it is gone. Descriptor {@link #LOCK} is the held lock.
     *
     * @param ends after which ends of init it is wanted; after others the keeper just goes
     * @param keepNamespaces descriptors of init's namespaces are kept for it, each as {@link #descriptorOf} says
     */
    public record EndCommand(Set<End> ends, boolean keepNamespaces, List<String> arguments, List<String> environment) {

        /** Number of the lock's descriptor (ending.c). */
        public static final int LOCK = 3;

        private static final int FIRST_NAMESPACE = 10;

        /** Number of a namespace's descriptor, in the order in which END_COMMAND names them (ending.c). */
        public static int descriptorOf(NamespaceType type) {
            return FIRST_NAMESPACE + type.ordinal();
        }
    }

    /** How init can end. Bit in the stage protocol is 1 << ordinal. */
    public enum End {
        EXITED_ZERO,
        EXITED_OTHER,
        /** Killed by SIGHUP: reboot(2) from inside (pid_namespaces(7)). */
        REBOOT,
        /** Killed by SIGINT: power off or halt from inside. */
        HALT,
        KILLED
    }

    /** A cgroup file whose first 4 KiB are copied into the state directory as {@code name} before the cgroup goes. */
    public record EndCopy(Path file, String name) {}
}
