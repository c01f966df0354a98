package dev.cleat.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.cgroup.Membership;
import dev.cleat.engine.definition.Hooks;
import dev.cleat.engine.definition.Hooks.Hook;
import dev.cleat.engine.definition.Hooks.Point;
import dev.cleat.engine.definition.Life;
import dev.cleat.engine.definition.ProcessTuning;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileLock;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.linux.Signals;
import dev.cleat.engine.plan.FilterProgram;
import dev.cleat.engine.plan.HookPlan;
import dev.cleat.engine.plan.LifePlan;
import dev.cleat.engine.plan.MountPlan;
import dev.cleat.engine.plan.MountPlan.Flag;
import dev.cleat.engine.plan.MountPlan.Kind;
import dev.cleat.engine.plan.MountPlan.Parameter;
import dev.cleat.engine.plan.NetworkPlan;
import dev.cleat.engine.plan.ProgramPlan;
import dev.cleat.engine.plan.ProgramPlan.CapabilitiesPlan;
import dev.cleat.engine.plan.ProgramPlan.CredentialsPlan;
import dev.cleat.engine.plan.StartPlan;
import dev.cleat.engine.plan.StartPlan.CgroupPlan;
import dev.cleat.engine.plan.StartPlan.ConsolePlan;
import dev.cleat.engine.plan.StartPlan.DevPlan;
import dev.cleat.engine.plan.StartPlan.DevicePlan;
import dev.cleat.engine.plan.StartPlan.IdMaps;
import dev.cleat.engine.plan.StartPlan.NamesPlan;
import dev.cleat.engine.plan.StartPlan.NamespacesPlan;
import dev.cleat.engine.plan.StartPlan.NodePlan;
import dev.cleat.engine.plan.StartPlan.RootPlan;
import dev.cleat.engine.plan.TuningPlan;
import dev.cleat.engine.stage.KeeperResources.EndCommand;
import dev.cleat.engine.stage.KeeperResources.EndCopy;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.HostRootfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A keeper and its init with a plan that a test writes itself: the stage alone, without planner, cgroups or network. */
final class StagedContainer implements AutoCloseable {

    /** Docker's fourteen. */
    private static final long CAPABILITIES = 0xa80425fbL;

    private static final long SAFE = 2 | 4 | 8;

    final Path directory;
    final Path rootfs;
    final Set<NamespaceType> own = EnumSet.of(
            NamespaceType.MNT,
            NamespaceType.PID,
            NamespaceType.UTS,
            NamespaceType.IPC,
            NamespaceType.NET,
            NamespaceType.CGROUP);
    final Map<NamespaceType, Fd> shared = new EnumMap<>(NamespaceType.class);
    final List<MountPlan> entries = new ArrayList<>();
    final List<NodePlan> nodes = new ArrayList<>();
    final Map<Point, List<Hook>> hooks = new EnumMap<>(Point.class);
    final List<EndCopy> endCopies = new ArrayList<>();
    final List<Fd> sources = new ArrayList<>();
    List<String> command = List.of("/bin/sleep", "1000");
    IdMaps idMaps = IdMaps.NONE;
    String idMap = "";
    long boot;
    long monotonic;
    int ttys;
    Optional<String> ttyDirectory = Optional.empty();
    Optional<FilterProgram> filter = Optional.empty();
    Optional<EndCommand> endCommand = Optional.empty();
    Optional<Path> journal = Optional.empty();
    Optional<Fd> hookOutput = Optional.empty();
    Life.Signals signals = Life.Signals.DEFAULT;
    boolean stub;
    boolean runLevel;
    boolean readOnlyConsole;
    boolean apart;
    boolean noNewPrivileges = true;
    long capabilities = CAPABILITIES;
    final List<StageStep> steps = new ArrayList<>();

    private final StageProgram program = new StageProgram();
    private final List<AutoCloseable> open = new ArrayList<>();
    private PidFd keeper;
    private PidFd init;

    StagedContainer(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.rootfs = HostRootfs.make(Files.createDirectories(directory.resolve("rootfs")));
        entries.add(fileSystem("proc", "/proc", SAFE));
        entries.add(fileSystem("tmpfs", "/dev", 2, Parameter.of("mode", "755")));
        entries.add(fileSystem(
                "devpts", "/dev/pts", 2 | 8, Parameter.of("ptmxmode", "0666"), Parameter.of("mode", "0620")));
    }

    static MountPlan fileSystem(String type, String target, long attributes, Parameter... parameters) {
        return new MountPlan(
                Kind.NEW, Set.of(Flag.CREATE_DIRECTORY), type, type, target, attributes, 0, 0, List.of(parameters));
    }

    StagedContainer shell(String script) {
        command = List.of("/bin/sh", "-c", script);
        return this;
    }

    StagedContainer hook(Point point, boolean abort, Duration timeout, String... arguments) {
        List<String> rest = List.of(arguments).subList(1, arguments.length);
        hooks.computeIfAbsent(point, p -> new ArrayList<>())
                .add(new Hook(Path.of(arguments[0]), rest, Map.of(), timeout, abort));
        return this;
    }

    StagedContainer start() throws IOException {
        Fd lock = keep(Fd.open(directory.resolve("lock"), Fd.O_RDWR | Fd.O_CREAT, 0600));
        assertThat(FileLock.tryTake(lock)).isTrue();
        Fd state = keep(Fd.open(directory, Fd.O_RDONLY | Fd.O_DIRECTORY, 0));
        Fd log = keep(Fd.open(directory.resolve("log"), Fd.O_WRONLY | Fd.O_CREAT | Fd.O_APPEND, 0600));
        KeeperResources resources = new KeeperResources(
                lock,
                state,
                Optional.of(log),
                Optional.empty(),
                Optional.empty(),
                Membership.INHERITED,
                Membership.INHERITED,
                List.of(),
                shared,
                filter,
                hookOutput,
                endCommand,
                endCopies,
                Optional.empty(),
                journal);
        try (KeeperStage stage = KeeperStage.spawn(program, plan(), resources)) {
            init = keep(PidFd.open(stage.awaitInit())); // first: a keeper that fails is gone soon
            keeper = keep(PidFd.open(stage.pid()));
            stage.followTo(Gate.MAPS, steps::add);
            if (!idMap.isEmpty()) {
                Files.writeString(Path.of("/proc/" + init.pid() + "/uid_map"), idMap);
                Files.writeString(Path.of("/proc/" + init.pid() + "/gid_map"), idMap);
            }
            stage.proceed(sources);
            stage.followTo(Gate.LAST, steps::add);
            stage.proceed();
            stage.followToExecution(steps::add);
            stage.commit();
        }
        lock.close(); // the keeper's alone
        return this;
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.add(resource);
        return resource;
    }

    private StartPlan plan() {
        return new StartPlan(
                "staged",
                new NamespacesPlan(own, Map.of(), idMaps, boot, monotonic),
                own.contains(NamespaceType.MNT)
                        ? Optional.of(
                                new RootPlan(List.of(), List.of(), rootfs, 0, List.of(), List.of(), Optional.empty()))
                        : Optional.empty(),
                List.of(),
                own.contains(NamespaceType.MNT) ? entries : List.of(),
                new DevPlan(
                        own.contains(NamespaceType.MNT)
                                ? List.of(new DevicePlan("/dev/null", "/dev/null", 1, 3))
                                : List.of(),
                        List.of(),
                        nodes,
                        ttys,
                        ttyDirectory,
                        List.of()),
                List.of(),
                List.of(),
                new NamesPlan(
                        own.contains(NamespaceType.UTS) ? Optional.of("staged") : Optional.empty(),
                        own.contains(NamespaceType.UTS) ? Optional.of("domain.test") : Optional.empty()),
                Map.of(),
                new NetworkPlan(own.contains(NamespaceType.NET), List.of()),
                new ConsolePlan(
                        own.contains(NamespaceType.MNT) || shared.containsKey(NamespaceType.MNT)
                                ? "dev/pts/ptmx"
                                : "/dev/ptmx",
                        true,
                        Optional.of(directory.resolve("log")),
                        directory.resolve("log-times"),
                        0,
                        0,
                        Optional.empty(),
                        65536,
                        new TerminalSize(24, 80),
                        readOnlyConsole,
                        !apart),
                new CgroupPlan(Optional.empty(), CgroupPlan.KEEPERS, List.of()),
                new ProgramPlan(
                        command,
                        List.of("PATH=/bin", "HOME=/"),
                        "/bin",
                        Optional.empty(),
                        List.of("/"),
                        false,
                        new CredentialsPlan(0, 0, true, List.of()),
                        new CapabilitiesPlan(capabilities, capabilities, capabilities, 0, 0),
                        noNewPrivileges,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.empty()),
                new TuningPlan(ProcessTuning.DEFAULT, false, Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                new HookPlan(new Hooks(hooks, Hooks.Abi.ENV), Map.of("LXC_NAME", "staged"), HookPlan.NONE.subject()),
                new LifePlan(signals, Duration.ZERO, true, Life.Restart.NO, false, stub, runLevel),
                "a directory",
                List.of());
    }

    long keeper() {
        return keeper.pid();
    }

    long init() {
        return init.pid();
    }

    /** What init's program printed, without carriage returns. */
    String log() throws IOException {
        return Files.readString(directory.resolve("log"), StandardCharsets.ISO_8859_1)
                .replace("\r", "");
    }

    String awaitLog(String text) throws Exception {
        try {
            Awaiting.until("\"" + text + "\" in the log", () -> log().contains(text));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + ", which is:\n" + log(), e);
        }
        return log();
    }

    /** A namespace of init, of the kernel's name for it. */
    String namespace(NamespaceType type) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/" + init() + "/ns/" + type.procName()))
                .toString();
    }

    void signalKeeper(int signal) throws IOException {
        keeper.signal(signal);
    }

    void signalInit(int signal) throws IOException {
        init.signal(signal);
    }

    /** Text of exit.json, once the keeper has gone. */
    String awaitEnd() throws IOException {
        assertThat(keeper.awaitEnd(Awaiting.BOUND)).as("the keeper ends").isTrue();
        return Files.readString(directory.resolve("exit.json"));
    }

    /** Kills what still runs. */
    @Override
    public void close() throws Exception {
        if (init != null) {
            init.signal(Signals.KILL);
            keeper.awaitEnd(Awaiting.BOUND);
        }
        init = null;
        for (AutoCloseable resource : open) {
            resource.close();
        }
        open.clear();
        program.close();
    }
}
