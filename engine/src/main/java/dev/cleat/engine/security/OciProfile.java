package dev.cleat.engine.security;

import dev.cleat.engine.definition.Capability;
import dev.cleat.engine.linux.SeccompFilter.Comparison;
import dev.cleat.engine.plan.FilterProgram;
import dev.cleat.engine.security.Profile.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a profile in OCI's JSON (config-linux.md, "Seccomp"): the {@code linux.seccomp} of a config.json, that object
 * alone, or the form Docker has for profiles, with {@code archMap} and conditions on capabilities.
 */
final class OciProfile {

    private static final int EPERM = 1;
    private static final int LAST_ARGUMENT = 5;

    private static final Set<String> KEYS = Set.of(
            "defaultAction",
            "defaultErrnoRet",
            "defaultErrno",
            "architectures",
            "archMap",
            "flags",
            "listenerPath",
            "listenerMetadata",
            "syscalls");
    private static final Set<String> ARCH_MAP_KEYS = Set.of("architecture", "subArchitectures");
    private static final Set<String> RULE_KEYS =
            Set.of("names", "name", "action", "errnoRet", "errno", "args", "includes", "excludes", "comment");
    private static final Set<String> ARGUMENT_KEYS = Set.of("index", "value", "valueTwo", "op");
    private static final Set<String> CONDITION_KEYS = Set.of("caps", "arches", "minKernel");

    private static final Map<String, Integer> OPERATORS = Map.of(
            "SCMP_CMP_NE", 1,
            "SCMP_CMP_LT", 2,
            "SCMP_CMP_LE", 3,
            "SCMP_CMP_EQ", 4,
            "SCMP_CMP_GE", 5,
            "SCMP_CMP_GT", 6,
            "SCMP_CMP_MASKED_EQ", 7);

    /** SPEC_ALLOW and LOG go to the kernel; one thread needs no TSYNC, and what nobody waits for is not killable. */
    private static final Map<String, Integer> FLAGS = Map.of(
            "SECCOMP_FILTER_FLAG_LOG",
            FilterProgram.LOG,
            "SECCOMP_FILTER_FLAG_SPEC_ALLOW",
            FilterProgram.ALLOW_SPECULATION,
            "SECCOMP_FILTER_FLAG_TSYNC",
            0,
            "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV",
            0);

    private final String file;
    private final CallArchitecture own;
    private final long capabilities;
    private final String kernel;

    /**
     * @param own this machine's table of calls
     * @param capabilities the container's bounding set
     * @param kernel release as uname(2) gives it
     */
    OciProfile(String file, CallArchitecture own, long capabilities, String kernel) {
        this.file = file;
        this.own = own;
        this.capabilities = capabilities;
        this.kernel = kernel;
    }

    Profile read(byte[] text) throws IOException {
        JsonValue seccomp = seccomp(JsonValue.parse(file, text));
        Map<String, JsonValue> keys = seccomp.object("a seccomp profile", KEYS);
        if (!keys.containsKey("defaultAction")) {
            throw seccomp.wrong("defaultAction is missing");
        }
        Optional<JsonValue> listener = Optional.ofNullable(keys.get("listenerPath"));
        if (listener.isPresent()) {
            throw listener.get().wrong("listenerPath: " + FilterAction.NO_NOTIFY);
        }
        int defaultAction = action(
                keys.get("defaultAction"), keys.getOrDefault("defaultErrnoRet", keys.get("defaultErrno")), "default");
        List<Rule> rules = new ArrayList<>();
        if (keys.containsKey("syscalls")) {
            for (JsonValue rule : keys.get("syscalls").list("syscalls")) {
                addRules(rule, defaultAction, rules);
            }
        }
        Map<CallArchitecture, List<Rule>> byArchitecture = new EnumMap<>(CallArchitecture.class);
        for (CallArchitecture architecture : architectures(seccomp, keys)) {
            byArchitecture.put(architecture, List.copyOf(rules));
        }
        return new Profile(file, defaultAction, flags(keys), byArchitecture);
    }

    /** A whole config.json has it below linux. */
    private static JsonValue seccomp(JsonValue document) throws ProfileException {
        Map<String, JsonValue> top = document.object("a seccomp profile");
        if (!top.containsKey("linux") && !top.containsKey("ociVersion")) {
            return document;
        }
        JsonValue linux = top.get("linux");
        JsonValue seccomp = linux == null ? null : linux.object("linux").get("seccomp");
        if (seccomp == null) {
            throw document.wrong("this config.json has no linux.seccomp");
        }
        return seccomp;
    }

    private Set<CallArchitecture> architectures(JsonValue seccomp, Map<String, JsonValue> keys)
            throws ProfileException {
        Set<CallArchitecture> architectures = new LinkedHashSet<>();
        if (keys.containsKey("archMap")) {
            if (keys.containsKey("architectures")) {
                throw seccomp.wrong("architectures and archMap say the same thing; give one of them");
            }
            addMapped(keys.get("archMap"), architectures);
        } else if (keys.containsKey("architectures")) {
            for (JsonValue name : keys.get("architectures").list("architectures")) {
                architectures.add(architecture(name));
            }
        }
        // One that cannot run here needs no rule, and without its own a container could not execute anything.
        architectures.retainAll(own.family());
        architectures.add(own);
        return architectures;
    }

    private void addMapped(JsonValue archMap, Set<CallArchitecture> architectures) throws ProfileException {
        for (JsonValue entry : archMap.list("archMap")) {
            Map<String, JsonValue> keys = entry.object("an entry of archMap", ARCH_MAP_KEYS);
            if (!keys.containsKey("architecture")) {
                throw entry.wrong("an entry of archMap has no architecture");
            }
            List<CallArchitecture> others = new ArrayList<>();
            if (keys.containsKey("subArchitectures")) {
                for (JsonValue name : keys.get("subArchitectures").list("subArchitectures")) {
                    others.add(architecture(name));
                }
            }
            if (architecture(keys.get("architecture")) == own) {
                architectures.addAll(others);
            }
        }
    }

    private static CallArchitecture architecture(JsonValue name) throws ProfileException {
        String text = name.text("an architecture");
        return CallArchitecture.ofOci(text).orElseThrow(() -> name.wrong("unknown architecture \"" + text + "\""));
    }

    private static int flags(Map<String, JsonValue> keys) throws ProfileException {
        int flags = 0;
        if (keys.containsKey("flags")) {
            for (JsonValue flag : keys.get("flags").list("flags")) {
                String name = flag.text("a flag");
                if (!FLAGS.containsKey(name)) {
                    throw flag.wrong("unknown flag \"" + name + "\"");
                }
                flags |= FLAGS.get(name);
            }
        }
        return flags;
    }

    private void addRules(JsonValue rule, int defaultAction, List<Rule> rules) throws ProfileException {
        Map<String, JsonValue> keys = rule.object("a rule", RULE_KEYS);
        if (!keys.containsKey("action")) {
            throw rule.wrong("the rule has no action");
        }
        int action = action(keys.get("action"), keys.getOrDefault("errnoRet", keys.get("errno")), "rule");
        List<List<Comparison>> alternatives = comparisons(keys.get("args"));
        Map<String, JsonValue> calls = calls(rule, keys);
        boolean holds = holds(keys.get("includes"), true) && holds(keys.get("excludes"), false);
        if (!holds || action == defaultAction) {
            return; // libseccomp refuses a rule that changes nothing
        }
        calls.forEach(
                (name, where) -> alternatives.forEach(all -> rules.add(new Rule(where.line(), name, action, all))));
    }

    private static Map<String, JsonValue> calls(JsonValue rule, Map<String, JsonValue> keys) throws ProfileException {
        Map<String, JsonValue> calls = new java.util.LinkedHashMap<>();
        if (keys.containsKey("name")) {
            calls.put(keys.get("name").text("name"), keys.get("name"));
        }
        if (keys.containsKey("names")) {
            for (JsonValue name : keys.get("names").list("names")) {
                calls.put(name.text("a name"), name);
            }
        }
        if (calls.isEmpty()) {
            throw rule.wrong("the rule names no system call");
        }
        return calls;
    }

    private static int action(JsonValue action, JsonValue errno, String whose) throws ProfileException {
        String name = action.text("an action");
        if (name.equals(FilterAction.NOTIFY)) {
            throw action.wrong(FilterAction.NO_NOTIFY);
        }
        int value = FilterAction.ofOci(name).orElseThrow(() -> action.wrong("unknown action \"" + name + "\""));
        int data = errno == null ? EPERM : errno.number("the errno of the " + whose, 0, FilterAction.MOST_ERRNO);
        if (errno != null && !FilterAction.takesErrno(value)) {
            throw errno.wrong(name + " has no errno");
        }
        return FilterAction.takesErrno(value) ? value | data : value;
    }

    /** Several comparisons of one argument mean "any of them", as everybody has it; else all must hold. */
    private static List<List<Comparison>> comparisons(JsonValue args) throws ProfileException {
        List<Comparison> all = new ArrayList<>();
        if (args != null) {
            for (JsonValue argument : args.list("args")) {
                all.add(comparison(argument));
            }
        }
        boolean isRepeated = all.stream().map(Comparison::argument).distinct().count() < all.size();
        return isRepeated ? all.stream().map(List::of).toList() : List.of(all);
    }

    private static Comparison comparison(JsonValue argument) throws ProfileException {
        Map<String, JsonValue> keys = argument.object("an argument", ARGUMENT_KEYS);
        for (String needed : List.of("index", "value", "op")) {
            if (!keys.containsKey(needed)) {
                throw argument.wrong("the argument has no " + needed);
            }
        }
        String operator = keys.get("op").text("op");
        if (!OPERATORS.containsKey(operator)) {
            throw keys.get("op").wrong("unknown operator \"" + operator + "\"");
        }
        long second = keys.containsKey("valueTwo") ? keys.get("valueTwo").number("valueTwo") : 0;
        return new Comparison(
                keys.get("index").number("index", 0, LAST_ARGUMENT),
                OPERATORS.get(operator),
                keys.get("value").number("value"),
                second);
    }

    /** Docker's conditions: an include must hold in all it says, an exclude in nothing. */
    private boolean holds(JsonValue condition, boolean include) throws ProfileException {
        if (condition == null) {
            return true;
        }
        Map<String, JsonValue> keys = condition.object("a condition", CONDITION_KEYS);
        boolean holds = true;
        if (keys.containsKey("arches")) {
            List<String> names = keys.get("arches").texts("arches");
            holds = names.isEmpty() || names.contains(own.goName()) == include;
        }
        if (keys.containsKey("caps")) {
            for (JsonValue name : keys.get("caps").list("caps")) {
                holds &= has(name) == include;
            }
        }
        if (keys.containsKey("minKernel")) {
            holds &= isAtLeast(keys.get("minKernel")) == include;
        }
        return holds;
    }

    private boolean has(JsonValue name) throws ProfileException {
        String text = name.text("a capability");
        Capability capability =
                Capability.named(text).orElseThrow(() -> name.wrong("unknown capability \"" + text + "\""));
        return (capabilities & capability.bit()) != 0;
    }

    private boolean isAtLeast(JsonValue release) throws ProfileException {
        String text = release.text("minKernel");
        if (!text.matches("[0-9]{1,4}\\.[0-9]{1,4}")) {
            throw release.wrong("minKernel must be two numbers as 4.8, not \"" + text + "\"");
        }
        return version(kernel) >= version(text);
    }

    private static int version(String release) {
        String[] parts = release.split("[^0-9]", 3);
        return parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()
                ? 0
                : Integer.parseInt(parts[0]) * 10_000 + Integer.parseInt(parts[1]);
    }
}
