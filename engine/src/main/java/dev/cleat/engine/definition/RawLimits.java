package dev.cleat.engine.definition;

import dev.cleat.engine.definition.ScalarType.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The free keys of {@code resources.v2:} and {@code resources.v1:}: files of the container's cgroup and what is written
 * into them. A name is one file of a controller and nothing else: not a path, not one of those that move processes or
 * name a program for the kernel to run on the host (release_agent, CVE-2022-0492).
 */
final class RawLimits {

    /** The only ones of cgroup.* that limit something; the others belong to the engine. */
    private static final Set<String> CGROUP_LIMITS = Set.of("cgroup.max.depth", "cgroup.max.descendants");

    static final Type<Map<String, String>> TYPE = new MapOf<>(
            new ScalarType<>("a cgroup's file (as memory.oom.group)", (text, reading) -> file(text), Shape.TEXT),
            Scalars.line());

    private RawLimits() {}

    private static String file(String text) throws WrongValue {
        if (!text.matches("[a-z0-9_]+(\\.[A-Za-z0-9_]+)+")) {
            throw new WrongValue("is not a cgroup's file (as memory.oom.group)");
        }
        if (text.startsWith("devices.")) {
            throw new WrongValue("is said by dev.rules", List.of("dev.rules"));
        }
        if (text.startsWith("cgroup.") && !CGROUP_LIMITS.contains(text)) {
            throw new WrongValue("is not a limit");
        }
        return text;
    }
}
