package dev.cleat.remote;

import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What {@code --json} of the listing verbs prints, as records again. */
final class FarLists {

    /** Each is a row that is sorted, filtered and drawn once a second. */
    private static final int MOST_CONTAINERS = 10_000;

    private FarLists() {}

    /** {@code ls}; of two that have one name the first. */
    static List<ContainerSummary> containers(FarAnswer answer) throws StrangeAnswerException {
        List<ContainerSummary> containers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<Fields> rows = answer.list("container");
        if (rows.size() > MOST_CONTAINERS) {
            throw new StrangeAnswerException("it tells of " + rows.size() + " containers");
        }
        for (Fields row : rows) {
            ContainerSummary container = container(row);
            if (names.add(container.name())) {
                containers.add(container);
            }
        }
        return List.copyOf(containers);
    }

    static ContainerSummary container(Fields row) throws StrangeAnswerException {
        return new ContainerSummary(
                row.name("name"),
                row.constant("state", ContainerState.class),
                row.numberOr("pid", 0),
                row.constant("runtime", Runtime.class),
                row.time("started"),
                usage(row),
                namespaces(row.object("namespaces")),
                (int) Math.min(8, row.numberOr("sharedWithHost", 0)),
                row.texts("cgroup"),
                row.path("definition"),
                row.small("sessions"));
    }

    private static Usage usage(Fields row) throws StrangeAnswerException {
        return new Usage(
                row.fraction("cpuPercent"),
                row.number("cpuUsageNanos"),
                row.fraction("cpuLimitPercent"),
                row.number("memoryBytes"),
                row.number("memoryLimitBytes"),
                row.number("pids"),
                row.number("pidsLimit"),
                row.number("ioReadBytes"),
                row.number("ioWriteBytes"),
                row.number("throttledNanos"),
                row.number("oomKills"));
    }

    private static Map<NamespaceType, Long> namespaces(Fields inodes) throws StrangeAnswerException {
        Map<NamespaceType, Long> namespaces = new EnumMap<>(NamespaceType.class);
        for (NamespaceType type : NamespaceType.values()) {
            OptionalLong inode = inodes.number(type.procName());
            if (inode.isPresent()) {
                namespaces.put(type, inode.getAsLong());
            }
        }
        return namespaces;
    }

    /** {@code sessions}. */
    static List<SessionInfo> sessions(FarAnswer answer) throws StrangeAnswerException {
        List<SessionInfo> sessions = new ArrayList<>();
        for (Fields row : answer.list("session")) {
            Fields who = row.object("who");
            sessions.add(new SessionInfo(
                    row.name("id"),
                    row.name("container"),
                    row.constant("state", SessionInfo.State.class),
                    new SessionInfo.Who(
                            who.text("user"),
                            who.numberOr("uid", 0),
                            who.has("loginUid")
                                    ? java.util.Optional.of(who.numberOr("loginUid", 0))
                                    : java.util.Optional.empty(),
                            who.textList("sudoChain"),
                            who.texts("tty"),
                            who.texts("ssh")),
                    row.textList("command"),
                    row.time("since").orElse(Instant.EPOCH),
                    row.duration("idleSeconds").orElse(Duration.ZERO),
                    row.numberOr("bytesIn", 0),
                    row.numberOr("bytesOut", 0),
                    row.textList("elevated"),
                    row.texts("reason"),
                    row.path("recording"),
                    row.smalls("exitStatus")));
        }
        return sessions;
    }

    /** {@code ns}. */
    static List<NamespaceGroup> namespaces(FarAnswer answer) throws StrangeAnswerException {
        List<NamespaceGroup> groups = new ArrayList<>();
        for (Fields row : answer.list("namespace")) {
            groups.add(new NamespaceGroup(
                    row.constant("type", NamespaceType.class),
                    row.numberOr("inode", 0),
                    row.flag("host"),
                    row.small("processes"),
                    row.numberOr("leader", 0),
                    row.numberOr("owner", 0),
                    row.text("command"),
                    row.textList("containers")));
        }
        return groups;
    }

    /** {@code cg}. */
    static List<CgroupNode> cgroups(FarAnswer answer) throws StrangeAnswerException {
        List<CgroupNode> nodes = new ArrayList<>();
        for (Fields row : answer.list("cgroup")) {
            nodes.add(new CgroupNode(
                    path(row),
                    Math.min(64, row.small("depth")),
                    row.texts("container"),
                    usage(row),
                    row.fraction("cpuPressure"),
                    row.fraction("memoryPressure"),
                    row.fraction("ioPressure")));
        }
        return nodes;
    }

    /** One that does not begin at the root would lead into another host's, behind whose name it is put. */
    private static String path(Fields row) throws StrangeAnswerException {
        String path = row.name("path");
        if (!path.startsWith("/")) {
            throw new StrangeAnswerException("cgroup: path is none");
        }
        return path;
    }

    /** {@code monitor --past}. */
    static List<StateEvent> events(FarAnswer answer) throws StrangeAnswerException {
        List<StateEvent> events = new ArrayList<>();
        for (Fields row : answer.list("event")) {
            events.add(new StateEvent(
                    row.numberOr("sequence", 0),
                    row.time("time").orElse(Instant.EPOCH),
                    row.name("name"),
                    row.constant("state", ContainerState.class),
                    row.texts("by"),
                    row.texts("reason")));
        }
        return events;
    }
}
