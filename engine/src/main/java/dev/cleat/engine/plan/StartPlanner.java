package dev.cleat.engine.plan;

import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.definition.DefaultPaths;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.definition.Definition.Access;
import dev.cleat.engine.definition.Definition.ConsoleLog;
import dev.cleat.engine.definition.Definition.RootSource;
import dev.cleat.engine.definition.Definition.Rootfs;
import dev.cleat.engine.definition.InitProcess;
import dev.cleat.engine.definition.Life;
import dev.cleat.engine.definition.Life.StopAction;
import dev.cleat.engine.definition.MountOption;
import dev.cleat.engine.definition.NamespaceSource;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.plan.Confinement.Labelling;
import dev.cleat.engine.plan.StartPlan.CgroupPlan;
import dev.cleat.engine.plan.StartPlan.ConsolePlan;
import dev.cleat.engine.plan.StartPlan.DevPlan;
import dev.cleat.engine.plan.StartPlan.NamesPlan;
import dev.cleat.engine.plan.StartPlan.NamespacesPlan;
import dev.cleat.engine.plan.StartPlan.RootPlan;
import dev.cleat.engine.plan.StartPlan.StagingStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides everything about a start: what a definition means on this host, or all reasons why this host cannot. */
public final class StartPlanner {

    /** SIGKILL of signal(7). */
    private static final int KILL = 9;

    /** CAP_SYS_BOOT of capabilities(7). */
    private static final int SYS_BOOT = 22;

    private static final TerminalSize CONSOLE_SIZE = new TerminalSize(24, 80);

    private final Places places;
    private final HostFiles files;

    /**
     * @param places where this engine keeps things
     * @param files how planning sees the host's files
     */
    public StartPlanner(Places places, HostFiles files) {
        this.places = places;
        this.files = files;
    }

    /**
     * The plan. Changes nothing.
     *
     * <p><b>Errors.</b> {@link HostLimitException} with every reason why this host cannot, one line each;
     * {@link InvalidDefinitionException} when there is no command to execute.
     */
    public StartPlan plan(Definition definition, HostFacts host) throws HostLimitException, InvalidDefinitionException {
        if (definition.process().command().isEmpty()) {
            throw new InvalidDefinitionException(
                    definition.name() + " has no command",
                    "set process.command in " + definition.file() + ", a list, or give one after --");
        }
        Reasons reasons = new Reasons();
        Planning planning = new Planning(
                definition,
                host,
                places,
                files,
                IdMapping.plan(definition, host, files, reasons),
                new Sources(),
                reasons);
        checkKernel(planning);
        StartPlan plan = plan(planning);
        reasons.check("cannot start " + definition.name());
        return plan;
    }

    /** The plan for people, one line for each action, in the order of the flow. */
    public PlanDescription describe(StartPlan plan) {
        return new PlanText(plan).describe();
    }

    private StartPlan plan(Planning planning) {
        Definition definition = planning.definition();
        boolean ownMounts = definition.isPrivate(NamespaceType.MNT);
        DefinedMounts mounts = new DefinedMounts(planning);
        DevicesPlanner devices = new DevicesPlanner(planning);
        DevPlan dev = ownMounts ? devices.plan() : devices.policyOnly();
        CgroupPlan cgroup = new CgroupPlanner(planning).plan(dev.policy());
        Optional<RootPlanner> root = definition.rootfs().filter(r -> ownMounts).map(r -> new RootPlanner(planning, r));
        Optional<RootPlan> rootPlan = root.map(r -> withSources(r.plan(), mounts));
        List<MountPlan> entries = ownMounts ? entries(planning, root, cgroup, devices, mounts) : List.of();
        ConsolePlan console = console(definition, ownMounts);
        Confinement confinement = new Confinement(planning);
        ProgramPlan unlabelled = new InitProgram(planning, users(planning)).plan();
        long bounding = unlabelled.capabilities().bounding();
        Optional<Labelling> label = confinement.label(bounding);
        ProgramPlan program = unlabelled.withLabel(label.map(Labelling::text));
        return new StartPlan(
                definition.name(),
                new NamespacesPlan(
                        definition.privateNamespaces(),
                        shared(definition),
                        planning.idMaps(),
                        definition.names().bootOffsetSeconds(),
                        definition.names().monotonicOffsetSeconds()),
                rootPlan,
                planning.sources().all(),
                MountLabels.put(definition.security().selinux(), entries),
                dev,
                ownMounts ? hidden(planning) : List.of(),
                ownMounts ? readOnly(definition) : List.of(),
                new NamesPlan(
                        definition.isPrivate(NamespaceType.UTS)
                                ? Optional.of(definition.hostname().orElse(definition.name()))
                                : Optional.empty(),
                        definition.names().domainname()),
                sysctlFiles(definition.sysctls()),
                new NetworkPlanner(planning).plan(),
                console,
                cgroup,
                program,
                new TuningPlan(
                        definition.tuning(),
                        definition.security().coreScheduling(),
                        definition.security().selinux().keyring()),
                confinement.filter(bounding),
                label.flatMap(Labelling::load),
                HookEnvironment.plan(definition, rootPlan, console),
                life(definition, program),
                root.map(RootPlanner::description).orElse("the host's mounts"),
                planning.reasons().notes());
    }

    /** A dot between names is a slash between files, and a slash in a name is a dot: sysctl(8). */
    private static Map<String, String> sysctlFiles(Map<String, String> sysctls) {
        Map<String, String> files = new LinkedHashMap<>();
        sysctls.forEach((name, value) -> {
            StringBuilder file = new StringBuilder();
            name.chars().forEach(c -> file.append(c == '.' ? '/' : c == '/' ? '.' : (char) c));
            files.put(file.toString(), value);
        });
        return files;
    }

    private static Map<NamespaceType, NamespaceSource> shared(Definition definition) {
        Map<NamespaceType, NamespaceSource> shared = new EnumMap<>(NamespaceType.class);
        definition.namespaces().forEach((type, source) -> {
            if (!(source instanceof NamespaceSource.Private) && !(source instanceof NamespaceSource.Host)) {
                shared.put(type, source);
            }
        });
        return shared;
    }

    private static void checkKernel(Planning planning) {
        KernelRelease kernel = KernelRelease.of(planning.host().kernel());
        if (kernel.isBefore(KernelRelease.OLDEST)) {
            planning.reasons()
                    .cannot(
                            "Linux " + kernel + " is too old: mounts are made with mount_setattr(2), which came with "
                                    + KernelRelease.OLDEST,
                            "run it on a host with a newer kernel");
        }
        for (NamespaceType type : NamespaceType.values()) {
            if (!planning.isHost(type) && !planning.host().namespaces().contains(type)) {
                String key = type.definitionKey();
                planning.reasons().cannot("namespaces." + key + ": this kernel has no " + key + " namespaces");
            }
        }
    }

    private static RootPlan withSources(RootPlan root, DefinedMounts mounts) {
        List<StagingStep> staging = new ArrayList<>(mounts.staging());
        staging.addAll(root.staging());
        return new RootPlan(
                root.directories(),
                staging,
                root.directory(),
                root.propagation(),
                mounts.sourceFiles(),
                root.chown(),
                root.pin());
    }

    private static List<MountPlan> entries(
            Planning planning,
            Optional<RootPlanner> root,
            CgroupPlan cgroup,
            DevicesPlanner devices,
            DefinedMounts mounts) {
        List<MountPlan> entries = new ArrayList<>(new KernelMounts(planning, cgroup.path()).mounts());
        entries.addAll(devices.mounts());
        if (isHost(planning.definition())) {
            boolean isOverlay = root.map(r -> !r.isLockedHost()).orElse(false);
            entries.addAll(new HostRoot(planning, isOverlay).entries());
        }
        entries.addAll(mounts.entries());
        return entries;
    }

    private static boolean isHost(Definition definition) {
        return definition
                .rootfs()
                .map(Rootfs::source)
                .filter(RootSource.Host.class::isInstance)
                .isPresent();
    }

    private static List<String> hidden(Planning planning) {
        List<String> hidden = new ArrayList<>(planning.definition().maskedPaths());
        if (planning.definition().security().privileged() && hidden.equals(DefaultPaths.MASKED)) {
            hidden.clear();
        }
        if (isHost(planning.definition())) {
            hidden.addAll(new HostRoot(planning, true).hiddenPaths());
        }
        return hidden;
    }

    /** {@code proc: rw} and {@code privileged} open what the default list protects; a list of the user's own always counts. */
    private static List<String> readOnly(Definition definition) {
        List<String> paths = new ArrayList<>(definition.readonlyPaths());
        boolean isDefault = definition.readonlyPaths().equals(DefaultPaths.READ_ONLY);
        boolean isOpen = definition.autoMounts().proc() == Access.READ_WRITE
                || definition.security().privileged();
        if (isOpen && isDefault) {
            paths.clear();
        }
        if (definition.rootfs().map(StartPlanner::isReadOnly).orElse(false)) {
            paths.add("/");
        }
        return paths;
    }

    private static boolean isReadOnly(Rootfs rootfs) {
        return rootfs.readonly() || rootfs.options().contains(MountOption.RO.word());
    }

    private ConsolePlan console(Definition definition, boolean ownMounts) {
        ConsoleLog log = definition.console().log();
        Path file = log.file().orElse(places.logs().resolve(definition.name() + ".log"));
        return new ConsolePlan(
                ownMounts ? "dev/pts/ptmx" : "/dev/ptmx",
                definition.process().terminal(),
                log.enabled() ? Optional.of(file) : Optional.empty(),
                places.logTimes(definition.name()),
                log.maxBytes(),
                log.keep(),
                log.sync(),
                definition.console().ringBytes(),
                definition.process().consoleSize().orElse(CONSOLE_SIZE),
                definition.console().mode() == Definition.ConsoleMode.READ_ONLY,
                definition.console().mode() != Definition.ConsoleMode.NONE);
    }

    private PasswdFile users(Planning planning) {
        List<Path> layers = planning.definition()
                .rootfs()
                .map(rootfs -> RootLayers.of(rootfs).all())
                .orElse(List.of(Path.of("/")));
        return PasswdFile.of(
                files.read(layers, "/etc/passwd").orElse(""),
                files.read(layers, "/etc/group").orElse(""));
    }

    private static LifePlan life(Definition definition, ProgramPlan program) {
        StopAction action = definition.stop().action();
        Life.Signals signals = definition.life().signals();
        boolean killsAtOnce = action == StopAction.KILL;
        return new LifePlan(
                killsAtOnce
                        ? new Life.Signals(KILL, signals.reboot(), KILL, signals.monitorDeath(), signals.forward())
                        : signals,
                killsAtOnce ? Duration.ZERO : definition.stop().timeout(),
                action != StopAction.HALT,
                definition.life().restart(),
                definition.life().ephemeral(),
                definition.process().mode() == InitProcess.Mode.STUB,
                watchesRunLevel(definition, program));
    }

    /** Only an init program writes a run level, and only one that may not call reboot(2) has no better way to tell. */
    private static boolean watchesRunLevel(Definition definition, ProgramPlan program) {
        return definition.process().mode() == InitProcess.Mode.SYSTEM
                && (program.capabilities().bounding() >> SYS_BOOT & 1) == 0
                && definition.isPrivate(NamespaceType.PID)
                && definition.isPrivate(NamespaceType.MNT)
                && (program.arguments().get(0).endsWith("init")
                        || program.arguments().get(0).endsWith("/systemd"));
    }
}
