package dev.cleat.engine.definition;

import dev.cleat.engine.definition.CgroupPlace.Manager;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code cgroup:}. */
final class CgroupKeys {

    /** NAME_MAX of linux/limits.h. */
    private static final int LONGEST_NAME = 255;

    private static final Key<Optional<String>> PATH = Key.maybe("path", path(), "exactly here; default: cleat/NAME");
    private static final Key<Optional<String>> PARENT =
            Key.maybe("parent", path(), "below this one, as PARENT/NAME; with manager systemd: a slice");
    private static final Key<Manager> MANAGER = Key.of(
            "manager",
            Scalars.word(Map.of("auto", Manager.AUTO, "cgroupfs", Manager.CGROUPFS, "systemd", Manager.SYSTEMD)),
            Manager.AUTO,
            "who makes it: cgroupfs, systemd (a delegated scope), or auto");
    private static final Key<Boolean> RELATIVE =
            Key.of("relative", Scalars.flag(), false, "paths are below the starter's own cgroup");
    private static final Key<Optional<Boolean>> DELEGATE = Key.of(
            "delegate",
            Scalars.word(
                    Map.of("auto", Optional.<Boolean>empty(), "true", Optional.of(true), "false", Optional.of(false))),
            Optional.empty(),
            "the container's root may make cgroups below; auto: with a user namespace of its own");

    static final Section<CgroupPlace> SECTION = new Section<>(
            List.of(PATH, PARENT, MANAGER, RELATIVE, DELEGATE),
            Set.of("layout", "container", "inner", "monitor", "monitorPivot", "split"),
            CgroupKeys::place);

    private CgroupKeys() {}

    private static CgroupPlace place(Values values) {
        if (values.has(PATH) && values.has(PARENT)) {
            values.problem(PARENT, "cgroup.parent: cgroup.path says it all; give one of them");
        }
        return new CgroupPlace(
                values.get(PATH), values.get(PARENT), values.get(MANAGER), values.get(RELATIVE), values.get(DELEGATE));
    }

    private static ScalarType<String> path() {
        return new ScalarType<>("a path below the cgroup root", (text, reading) -> path(text), Shape.TEXT);
    }

    /** Without a slash at either end. */
    private static String path(String text) throws WrongValue {
        Scalars.withoutControls(text);
        List<String> names = new ArrayList<>(List.of(text.split("/", -1)));
        names.removeIf(String::isEmpty);
        if (names.isEmpty()) {
            throw new WrongValue("is not a path below the cgroup root");
        }
        for (String name : names) {
            if (name.equals("..") || name.equals(".")) {
                throw new WrongValue("must not contain " + name);
            }
            if (name.startsWith("cgroup.") || name.length() > LONGEST_NAME) {
                throw new WrongValue("cannot be a cgroup's name: the kernel's own files begin with \"cgroup.\"");
            }
        }
        return String.join("/", names);
    }
}
