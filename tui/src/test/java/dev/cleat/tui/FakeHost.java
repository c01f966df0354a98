package dev.cleat.tui;

import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A host as its screens show it, with something hostile in each. */
public final class FakeHost {

    private static final String HOSTILE = "x\u001b]0;own\u0007\u202ey";

    private FakeHost() {}

    public static List<NamespaceGroup> namespaces() {
        return List.of(
                new NamespaceGroup(NamespaceType.MNT, 4026531840L, true, 412, 1, 0, "systemd", List.of()),
                new NamespaceGroup(NamespaceType.MNT, 4026532257L, false, 6, 4711, 100_000, "nginx", List.of("web")),
                new NamespaceGroup(NamespaceType.NET, 4026531992L, true, 430, 1, 0, "systemd", List.of("metrics")),
                new NamespaceGroup(
                        NamespaceType.NET,
                        4026532301L,
                        false,
                        9,
                        4711,
                        100_000,
                        "nginx",
                        List.of("web", "web-sidecar")),
                new NamespaceGroup(NamespaceType.NET, 4026532402L, false, 2, 5120, 100_000, HOSTILE, List.of("db")));
    }

    public static List<CgroupNode> cgroups() {
        return List.of(
                node("/", 0, Optional.empty(), 31.0, 2_147_483_648L, 0),
                node("/cleat", 1, Optional.empty(), 12.5, 402_653_184L, 0),
                node("/cleat/db", 2, Optional.of("db"), 10.0, 356_515_840L, 2),
                node("/cleat/db/init", 3, Optional.empty(), 10.0, 356_515_840L, 0),
                node("/cleat/web", 2, Optional.of("web"), 2.5, 43_201_331L, 0),
                node("/cleat/web/" + HOSTILE, 3, Optional.empty(), 0.1, 1_048_576L, 0));
    }

    private static CgroupNode node(
            String path, int depth, Optional<String> container, double cpu, long memory, long killed) {
        Usage usage = new Usage(
                OptionalDouble.of(cpu),
                OptionalLong.of(1_000_000_000L),
                OptionalDouble.empty(),
                OptionalLong.of(memory),
                container.isPresent() ? OptionalLong.of(536_870_912L) : OptionalLong.empty(),
                OptionalLong.of(7),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(killed));
        return new CgroupNode(
                path,
                depth,
                container,
                usage,
                OptionalDouble.of(cpu / 10),
                OptionalDouble.of(0),
                OptionalDouble.of(1.2));
    }

    static PlanDescription plan(String name) {
        return new PlanDescription(
                name,
                List.of(
                        new PlanDescription.Section(
                                "CREATE_CGROUP",
                                "create the cgroup",
                                List.of("cgroup cleat/" + name, "memory.max = 134217728 (resources.memory.limit)")),
                        new PlanDescription.Section(
                                "MOUNT_ROOT", "mount the root", List.of("overlay on /run/" + HOSTILE))),
                List.of("the user namespace shifts no ids"));
    }

    public static List<SessionInfo> sessions() {
        return List.of(
                new SessionInfo(
                        "01a201ea-b4b4-756b-85ad-385a7f32c30a",
                        "web",
                        SessionInfo.State.ATTACHED,
                        new SessionInfo.Who(
                                "ann",
                                0,
                                Optional.of(1000L),
                                List.of("ann", "root"),
                                Optional.of("/dev/pts/3"),
                                Optional.of("10.0.0.7 50514 10.0.0.1 22")),
                        List.of(),
                        FakeContainers.NOW.minusSeconds(720),
                        Duration.ofSeconds(4),
                        310,
                        48_211,
                        List.of(),
                        Optional.empty(),
                        Optional.of(Path.of("/srv/recordings/web.cast")),
                        OptionalInt.empty()),
                new SessionInfo(
                        "01a201eb-1111-756b-85ad-385a7f32c30b",
                        "db",
                        SessionInfo.State.ENDED,
                        new SessionInfo.Who(
                                "bob", 0, Optional.empty(), List.of("bob"), Optional.empty(), Optional.empty()),
                        List.of("make", HOSTILE),
                        FakeContainers.NOW.minusSeconds(7200),
                        Duration.ofMinutes(50),
                        0,
                        2_400_211,
                        List.of("CAP"),
                        Optional.of("upgrade"),
                        Optional.empty(),
                        OptionalInt.of(2)));
    }

    public static List<StateEvent> events() {
        return List.of(
                new StateEvent(
                        1,
                        FakeContainers.NOW.minusSeconds(90),
                        "web",
                        ContainerState.STARTING,
                        Optional.of("ann"),
                        Optional.empty()),
                new StateEvent(
                        2,
                        FakeContainers.NOW.minusSeconds(89),
                        "web",
                        ContainerState.RUNNING,
                        Optional.empty(),
                        Optional.empty()),
                new StateEvent(
                        3,
                        FakeContainers.NOW.minusSeconds(20),
                        "db",
                        ContainerState.STOPPED,
                        Optional.empty(),
                        Optional.of("killed by SIGKILL (9) " + HOSTILE)));
    }
}
