package dev.cleat.engine.plan;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.api.PlanDescription.Section;
import dev.cleat.engine.definition.Capability;
import dev.cleat.engine.definition.Hooks.Point;
import dev.cleat.engine.definition.NamespaceSource;
import dev.cleat.engine.definition.Signals;
import dev.cleat.engine.plan.ProgramPlan.CapabilitiesPlan;
import dev.cleat.engine.plan.ProgramPlan.CredentialsPlan;
import dev.cleat.engine.plan.StartPlan.CgroupWrite;
import dev.cleat.engine.plan.StartPlan.ConsolePlan;
import dev.cleat.engine.plan.StartPlan.IdMap;
import dev.cleat.engine.plan.StartPlan.NodePlan;
import dev.cleat.engine.plan.StartPlan.RootPlan;
import dev.cleat.engine.plan.StartPlan.SourceKind;
import dev.cleat.engine.plan.StartPlan.SourcePlan;
import dev.cleat.engine.plan.StartPlan.StagingStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A start plan for people: one line for each action, grouped by the flow's steps. */
final class PlanText {

    private static final int LONGEST = 100;
    private static final int PERMISSIONS = 07777;

    private final StartPlan plan;
    private final List<Section> sections = new ArrayList<>();

    PlanText(StartPlan plan) {
        this.plan = plan;
    }

    PlanDescription describe() {
        section("COMPILE_FILTER", "compile the system call filter", ConfinementText.filter(plan));
        section("LOAD_PROFILE", "load the AppArmor profile", ConfinementText.profile(plan));
        section("RUN_PRE_START_HOOKS", "run the pre-start hooks", hooks(Point.PRE_START));
        section("PREPARE_ROOTFS", "prepare the rootfs", prepared());
        section("CREATE_SCOPE", "ask systemd for a scope", scope());
        section("CREATE_CGROUP", "create the cgroup", cgroup());
        section("CLONE_INIT", "clone init", namespaces());
        section("WRITE_ID_MAPS", "write the id maps", idMaps());
        section("TUNE_INIT", "tune init", ConfinementText.tuning(plan.tuning()));
        section("OPEN_SOURCES", "open the mount sources", sources());
        section(
                "SET_UP_LOOPBACK",
                "set up the loopback interface",
                plan.network().loopback() ? List.of("lo up") : List.of());
        section("MOVE_NETWORK", "move the network", NetworkPlanner.lines(plan.network()));
        section("RUN_CREATE_RUNTIME_HOOKS", "run the create-runtime hooks", hooks(Point.CREATE_RUNTIME));
        section("RUN_PRE_MOUNT_HOOKS", "run the pre-mount hooks", hooks(Point.PRE_MOUNT));
        section("MOUNT_ROOT", "mount the root", root());
        section(
                "MOUNT_ENTRIES",
                "mount the entries",
                plan.entries().stream().map(MountText::of).toList());
        section("POPULATE_DEV", "populate /dev", devices());
        section("RUN_MOUNT_HOOKS", "run the mount hooks", hooks(Point.MOUNT, Point.AUTODEV));
        section("OPEN_CONSOLE", "open the container console", console());
        section("PROTECT_PATHS", "protect paths", protectedPaths());
        section("SET_NAMES", "set the names", names());
        section(
                "APPLY_SYSCTLS",
                "apply sysctls",
                plan.sysctls().entrySet().stream()
                        .map(sysctl -> "/proc/sys/" + sysctl.getKey() + " = " + sysctl.getValue())
                        .toList());
        section("SET_DEVICE_POLICY", "set the device policy", devicePolicy());
        section("RUN_START_HOST_HOOKS", "run the start-host hooks", hooks(Point.START_HOST));
        section("DROP_PRIVILEGES", "drop privileges", privileges());
        section("RUN_START_HOOKS", "run the start hooks", hooks(Point.START));
        section("EXECUTE_INIT", "execute init", program());
        section("RUN_POST_START_HOOKS", "run the post-start hooks", hooks(Point.POST_START));
        return new PlanDescription(plan.name(), sections, plan.notes());
    }

    private List<String> names() {
        List<String> lines = new ArrayList<>();
        plan.names().hostname().ifPresent(name -> lines.add("host name " + name));
        plan.names().domainname().ifPresent(name -> lines.add("domain name " + name));
        return lines;
    }

    private void section(String step, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            sections.add(new Section(step, title, lines));
        }
    }

    private List<String> hooks(Point... points) {
        return Stream.of(points)
                .flatMap(point -> plan.hooks().commands(point, Map.of()).stream())
                .map(hook -> String.join(" ", hook.arguments()))
                .map(PlanText::oneLine)
                .toList();
    }

    private List<String> scope() {
        return plan.cgroup().scope().stream()
                .map(scope -> scope.unit() + " in " + scope.slice() + ", delegated, of "
                        + (scope.ofUser() ? "this user's systemd" : "the system's systemd"))
                .toList();
    }

    private List<String> cgroup() {
        List<String> lines = new ArrayList<>();
        Optional<ScopePlan> scope = plan.cgroup().scope();
        scope.ifPresent(s -> lines.add("cgroup " + s.unit() + "/" + ScopePlan.PAYLOAD));
        if (scope.isEmpty()) {
            plan.cgroup().path().ifPresent(path -> lines.add("cgroup " + path));
        } else if (!scope.get().everywhere()) {
            plan.cgroup().path().ifPresent(path -> lines.add("cgroup " + path + " where systemd makes no scope"));
        }
        for (CgroupWrite write : plan.cgroup().writes()) {
            lines.add(write.file() + " = " + write.value() + " (" + write.key() + ")");
        }
        return lines;
    }

    private List<String> namespaces() {
        List<String> lines = new ArrayList<>();
        String own = names(plan::isPrivate);
        lines.add("own namespaces: " + (own.isEmpty() ? "none" : own));
        plan.namespaces()
                .shared()
                .forEach((type, source) -> lines.add(type.definitionKey() + " namespace of " + text(source)));
        String host = names(
                type -> !plan.isPrivate(type) && !plan.namespaces().shared().containsKey(type));
        if (!host.isEmpty()) {
            lines.add("the host's namespaces: " + host);
        }
        offset("boot time", plan.namespaces().bootOffsetSeconds(), lines);
        offset("monotonic time", plan.namespaces().monotonicOffsetSeconds(), lines);
        return lines;
    }

    private static String names(Predicate<NamespaceType> isMeant) {
        return Arrays.stream(NamespaceType.values())
                .filter(isMeant)
                .map(NamespaceType::definitionKey)
                .collect(Collectors.joining(", "));
    }

    private static String text(NamespaceSource source) {
        if (source instanceof NamespaceSource.OfContainer container) {
            return "container " + container.name();
        }
        if (source instanceof NamespaceSource.OfProcess process) {
            return "process " + process.pid();
        }
        return source instanceof NamespaceSource.AtPath path ? path.file().toString() : "the host";
    }

    private static void offset(String clock, long seconds, List<String> lines) {
        if (seconds != 0) {
            lines.add(clock + " is " + Math.abs(seconds) + " s " + (seconds > 0 ? "ahead" : "behind"));
        }
    }

    private List<String> idMaps() {
        if (!plan.isPrivate(NamespaceType.USER)) {
            return List.of();
        }
        String how = plan.idMaps().throughHelper() ? " (newuidmap, newgidmap)" : "";
        List<String> lines = new ArrayList<>();
        plan.idMaps().uids().forEach(map -> lines.add("uid " + text(map) + how));
        plan.idMaps().gids().forEach(map -> lines.add("gid " + text(map) + how));
        if (plan.idMaps().kept()) {
            lines.add("the range is kept for " + plan.name());
        }
        if (!plan.idMaps().setgroups()) {
            lines.add("setgroups(2) is denied");
        }
        return lines;
    }

    private static String text(IdMap map) {
        return map.size() == 1
                ? map.container() + " is " + map.host()
                : range(map.container(), map.size()) + " is " + range(map.host(), map.size());
    }

    private static String range(long first, long size) {
        return first + "-" + (first + size - 1);
    }

    private List<String> root() {
        if (plan.root().isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (StagingStep step : plan.root().get().staging()) {
            step.directory().ifPresent(directory -> lines.add("directory " + directory));
            step.mount().ifPresent(mount -> lines.add(MountText.of(mount)));
        }
        String propagation = MountText.propagation(plan.root().get().propagation());
        lines.add("root is " + plan.root().get().directory() + " (" + plan.rootDescription()
                + (propagation.isEmpty() ? "" : ", " + propagation) + ")");
        plan.root().get().pin().ifPresent(pin -> lines.add("the file system of " + pin + " is kept writable"));
        return lines;
    }

    private List<String> devices() {
        List<String> lines = new ArrayList<>();
        plan.dev().devices().forEach(d -> lines.add(d.target() + " is the host's " + d.major() + ":" + d.minor()));
        plan.dev().links().forEach(link -> lines.add(link.path() + " -> " + link.content()));
        plan.dev().nodes().forEach(node -> lines.add(text(node)));
        if (plan.dev().ttys() > 0) {
            String directory =
                    "/dev/" + plan.dev().ttyDirectory().map(d -> d + "/").orElse("");
            lines.add("terminals " + directory + "tty1 to " + directory + "tty"
                    + plan.dev().ttys());
        }
        return lines;
    }

    private static String text(NodePlan node) {
        return node.path() + " is made, " + node.major() + ":" + node.minor() + ", mode "
                + Integer.toOctalString(node.mode() & PERMISSIONS) + ", owner " + node.uid() + ":" + node.gid();
    }

    /** One line for what can be done with one device, whatever makes it so. */
    private List<String> devicePolicy() {
        return plan.dev().policy().stream()
                .map(rule -> (rule.allow() ? "allow " : "deny ")
                        + (rule.type() == 'a'
                                ? "all"
                                : rule.type() + " " + number(rule.major()) + ":" + number(rule.minor()))
                        + " " + rule.access())
                .toList();
    }

    private static String number(OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : "*";
    }

    private List<String> prepared() {
        return plan.root().map(RootPlan::chown).orElse(List.of()).stream()
                .map(directory -> "files of " + directory + " get the container's ids")
                .toList();
    }

    /** Mounts the host makes, by the numbers that others name them by. */
    private List<String> sources() {
        List<String> lines = new ArrayList<>();
        for (SourcePlan source : plan.sources()) {
            String ids = source.idMaps().uids().isEmpty() ? "the container's" : "others";
            lines.add("source " + lines.size() + ": "
                    + (source.kind() == SourceKind.IMAGE
                            ? source.fileSystem() + " in " + source.source()
                            : "copy of " + source.source() + (source.recursive() ? " with all below" : ""))
                    + (source.readOnly() ? ", read-only" : "")
                    + (source.idmapped() ? ", ids shifted to " + ids : ""));
        }
        return lines;
    }

    private List<String> console() {
        ConsolePlan console = plan.console();
        String log = console.log()
                .map(file -> "logged to " + file + ", " + console.logMaxBytes() + " bytes, " + console.logKeep()
                        + " older kept"
                        + console.logSync()
                                .map(time -> ", on the disk each " + time.toMillis() + " ms")
                                .orElse(""))
                .orElse("not logged");
        String terminal = console.controllingTerminal() ? "controlling terminal of init, " : "";
        return List.of(console.ptmx() + ", " + terminal + log);
    }

    private List<String> protectedPaths() {
        List<String> lines = new ArrayList<>();
        plan.hiddenPaths().forEach(path -> lines.add("hidden " + path));
        plan.protectedPaths().forEach(path -> lines.add("read-only " + path));
        return lines;
    }

    private List<String> privileges() {
        CredentialsPlan who = plan.program().credentials();
        CapabilitiesPlan sets = plan.program().capabilities();
        List<String> lines = new ArrayList<>();
        String groups = who.groups().stream().map(Integer::toUnsignedString).collect(Collectors.joining(", "));
        lines.add("uid " + Integer.toUnsignedString(who.uid()) + ", gid " + Integer.toUnsignedString(who.gid())
                + (groups.isEmpty() ? "" : ", groups " + groups));
        lines.add("capabilities at most: " + names(sets.bounding()));
        if (sets.permitted() != sets.bounding()) {
            lines.add("capabilities at first: " + names(sets.permitted()));
        }
        plan.program().label().ifPresent(label -> lines.add("label " + label));
        if (plan.program().noNewPrivileges()) {
            lines.add("no new privileges");
        }
        return lines;
    }

    private static String names(long capabilities) {
        String names =
                Capability.of(capabilities).stream().map(Capability::name).collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }

    private List<String> program() {
        ProgramPlan program = plan.program();
        List<String> lines = new ArrayList<>();
        lines.add("directory " + String.join(", ", program.directories()));
        program.environment().forEach(variable -> lines.add("environment " + oneLine(variable)));
        lines.add(
                "execute " + program.arguments().stream().map(PlanText::oneLine).collect(Collectors.joining(" ")));
        String then = plan.life().killAfterTimeout()
                ? ", kill after " + plan.life().haltTimeout().toSeconds() + " s"
                : "";
        lines.add("stopped by " + Signals.name(plan.life().signals().halt()) + then);
        return lines;
    }

    /** A script among the arguments must not look like more lines of the plan. */
    private static String oneLine(String text) {
        String line = text.strip().lines().map(String::strip).collect(Collectors.joining("; "));
        String shown = line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
        return shown.indexOf(' ') < 0 ? shown : "'" + shown + "'";
    }
}
