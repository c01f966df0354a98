package dev.cleat.engine.plan;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.api.PlanDescription.Section;
import dev.cleat.engine.definition.Capability;
import dev.cleat.engine.definition.Hooks.Point;
import dev.cleat.engine.definition.Signals;
import dev.cleat.engine.plan.ProgramPlan.CapabilitiesPlan;
import dev.cleat.engine.plan.ProgramPlan.CredentialsPlan;
import dev.cleat.engine.plan.StartPlan.CgroupWrite;
import dev.cleat.engine.plan.StartPlan.ConsolePlan;
import dev.cleat.engine.plan.StartPlan.IdMap;
import dev.cleat.engine.plan.StartPlan.StagingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A start plan for people: one line for each action, grouped by the flow's steps. */
final class PlanText {

    private static final int LONGEST = 100;

    private final StartPlan plan;
    private final List<Section> sections = new ArrayList<>();

    PlanText(StartPlan plan) {
        this.plan = plan;
    }

    PlanDescription describe() {
        section("RUN_PRE_START_HOOKS", "run the pre-start hooks", hooks(Point.PRE_START));
        section("CREATE_CGROUP", "create the cgroup", cgroup());
        section("CLONE_INIT", "clone init", namespaces());
        section("WRITE_ID_MAPS", "write the id maps", idMaps());
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
        section(
                "SET_NAMES",
                "set the names",
                plan.names().hostname().map(h -> "host name " + h).stream().toList());
        section("RUN_START_HOST_HOOKS", "run the start-host hooks", hooks(Point.START_HOST));
        section("DROP_PRIVILEGES", "drop privileges", privileges());
        section("RUN_START_HOOKS", "run the start hooks", hooks(Point.START));
        section("EXECUTE_INIT", "execute init", program());
        section("RUN_POST_START_HOOKS", "run the post-start hooks", hooks(Point.POST_START));
        return new PlanDescription(plan.name(), sections, plan.notes());
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

    private List<String> cgroup() {
        List<String> lines = new ArrayList<>();
        plan.cgroup().path().ifPresent(path -> lines.add("cgroup " + path));
        for (CgroupWrite write : plan.cgroup().writes()) {
            lines.add(write.file() + " = " + write.value() + " (" + write.key() + ")");
        }
        return lines;
    }

    private List<String> namespaces() {
        String own = names(true);
        String shared = names(false);
        List<String> lines = new ArrayList<>();
        lines.add("own namespaces: " + (own.isEmpty() ? "none" : own));
        if (!shared.isEmpty()) {
            lines.add("the host's namespaces: " + shared);
        }
        return lines;
    }

    private String names(boolean isPrivate) {
        List<String> names = new ArrayList<>();
        for (NamespaceType type : NamespaceType.values()) {
            if (plan.isPrivate(type) == isPrivate) {
                names.add(type.definitionKey());
            }
        }
        return String.join(", ", names);
    }

    private List<String> idMaps() {
        String how = plan.idMaps().throughHelper() ? " (newuidmap, newgidmap)" : "";
        List<String> lines = new ArrayList<>();
        plan.idMaps().uids().forEach(map -> lines.add("uid " + text(map) + how));
        plan.idMaps().gids().forEach(map -> lines.add("gid " + text(map) + how));
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
        lines.add("root is " + plan.root().get().directory() + " (" + plan.rootDescription() + ")");
        return lines;
    }

    private List<String> devices() {
        List<String> lines = new ArrayList<>();
        plan.dev().devices().forEach(d -> lines.add(d.target() + " is the host's " + d.major() + ":" + d.minor()));
        plan.dev().links().forEach(link -> lines.add(link.path() + " -> " + link.content()));
        return lines;
    }

    private List<String> console() {
        ConsolePlan console = plan.console();
        String log = console.log()
                .map(file -> "logged to " + file + ", " + console.logMaxBytes() + " bytes, " + console.logKeep()
                        + " older kept")
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
