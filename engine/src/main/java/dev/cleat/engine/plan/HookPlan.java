package dev.cleat.engine.plan;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Hooks;
import dev.cleat.engine.definition.Hooks.Abi;
import dev.cleat.engine.definition.Hooks.Hook;
import dev.cleat.engine.definition.Hooks.Point;
import dev.cleat.engine.definition.Hooks.Where;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The programs run on the way, and what they are told: in the environment, as LXC's version 1 hooks are (lxc.container.conf(5),
 * lxc.hook.version), as arguments, as its version 0 hooks are, or on standard input, as OCI's are.
 *
 * @param hooks which, where
 * @param environment what is known before the start (behaviours.md, S17), and the definition's variables for hooks; each
 *     LXC_ name goes to hooks with its CLEAT_ twin
 * @param subject whom they are about
 */
public record HookPlan(Hooks hooks, Map<String, String> environment, Subject subject) {

    /** Init's number, as the hook sees it. */
    public static final String PID = "LXC_PID";

    /** Why a container ends: stop or reboot. */
    public static final String TARGET = "LXC_TARGET";

    private static final String SECTION = "lxc";
    private static final String NETWORK_SECTION = "net";
    private static final String THEIRS = "LXC_";
    private static final String OURS = "CLEAT_";

    public static final HookPlan NONE =
            new HookPlan(Hooks.NONE, Map.of(), new Subject("", Path.of("/"), Map.of(), Set.of()));

    public HookPlan {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /**
     * The container that hooks are about.
     *
     * @param bundle the directory of its definition
     * @param own kinds of namespaces it has of its own
     */
    public record Subject(String name, Path bundle, Map<String, String> annotations, Set<NamespaceType> own) {
        public Subject {
            annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
            own = Set.copyOf(own);
        }
    }

    /** Those of one point, in order. */
    public List<Hook> at(Point point) {
        return hooks.at(point);
    }

    /** True when there is a hook that the stage runs. */
    public boolean hasInside() {
        return hooks.hooks().entrySet().stream()
                .anyMatch(point -> point.getKey().where() != Where.HOST
                        && !point.getValue().isEmpty());
    }

    /** True when there is a hook that runs when the container has ended or is removed. */
    public boolean hasEnd() {
        return !at(Point.STOP).isEmpty() || !at(Point.POST_STOP).isEmpty();
    }

    /** What is executed at a point inside, all of it known before init exists. */
    public List<HookCommand> inside(Point point) {
        if (point.where() == Where.HOST) {
            throw new IllegalArgumentException(point + " hooks run on the host");
        }
        return commands(point, subject.own().contains(NamespaceType.PID) ? Map.of(PID, "1") : Map.of());
    }

    /**
     * What is executed at {@code point}.
     *
     * @param known variables that are only known now: {@link #PID} once init exists; {@link #TARGET} and the
     *     {@link #namespace namespaces} that are still held when it ends
     */
    public List<HookCommand> commands(Point point, Map<String, String> known) {
        return at(point).stream().map(hook -> command(point, hook, known)).toList();
    }

    private HookCommand command(Point point, Hook hook, Map<String, String> known) {
        String type = point.lxcName().isEmpty() ? point.key() : point.lxcName();
        Map<String, String> variables = variables(SECTION, type, known);
        variables.putAll(hook.environment());
        List<String> arguments = new ArrayList<>(List.of(hook.path().toString()));
        arguments.addAll(hook.arguments());
        if (hooks.abi() == Abi.ARGS) {
            arguments.addAll(List.of(subject.name(), SECTION, type));
        }
        Optional<String> pid = Optional.ofNullable(known.get(PID));
        return new HookCommand(
                arguments,
                texts(variables),
                hooks.abi() == Abi.OCI_STDIN
                        ? OciState.of(subject.name(), point, pid, subject.bundle(), subject.annotations())
                        : "",
                hook.timeout(),
                hook.abort());
    }

    /**
     * The script of an interface (lxc.net.[i].script.up and down).
     *
     * @param direction up or down
     * @param kind of interface, {@code veth}
     * @param parent the interface it hangs on
     * @param peer veth: the host side
     */
    public HookCommand script(
            Path script, String direction, String kind, Optional<String> parent, Optional<String> peer) {
        Map<String, String> known = new LinkedHashMap<>();
        known.put("LXC_NET_TYPE", kind);
        parent.ifPresent(name -> known.put("LXC_NET_PARENT", name));
        peer.ifPresent(name -> known.put("LXC_NET_PEER", name));
        List<String> arguments = new ArrayList<>(List.of(script.toString()));
        if (hooks.abi() == Abi.ARGS) {
            arguments.addAll(List.of(subject.name(), NETWORK_SECTION, direction, kind));
            arguments.add(parent.orElse(""));
            peer.ifPresent(arguments::add);
        }
        return new HookCommand(
                arguments,
                texts(variables(NETWORK_SECTION, direction, known)),
                "",
                Hook.DEFAULT_TIMEOUT,
                direction.equals("up"));
    }

    private Map<String, String> variables(String section, String type, Map<String, String> known) {
        Map<String, String> variables = new LinkedHashMap<>(environment);
        variables.put("LXC_HOOK_VERSION", hooks.abi() == Abi.ARGS ? "0" : "1");
        variables.put("LXC_HOOK_SECTION", section);
        variables.put("LXC_HOOK_TYPE", type);
        if (known.containsKey(PID)) {
            variables.putAll(namespaces("/proc/" + known.get(PID) + "/ns/", subject.own()));
        }
        variables.putAll(known);
        Map<String, String> twins = new LinkedHashMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith(THEIRS)) {
                twins.put(OURS + name.substring(THEIRS.length()), value);
            }
        });
        variables.putAll(twins);
        return variables;
    }

    /** LXC_NET_NS and its kin. */
    public static String namespace(NamespaceType kind) {
        return THEIRS + kind.name() + "_NS";
    }

    /** {@code directory} has a file for each kind, named as in /proc/PID/ns. */
    static Map<String, String> namespaces(String directory, Set<NamespaceType> kinds) {
        Map<String, String> variables = new LinkedHashMap<>();
        kinds.stream().sorted().forEach(kind -> variables.put(namespace(kind), directory + kind.procName()));
        return variables;
    }

    private static List<String> texts(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
    }

    public boolean isEmpty() {
        return hooks.hooks().isEmpty();
    }
}
