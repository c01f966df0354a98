package dev.cleat.engine.plan;

import static dev.cleat.engine.linux.MountAttribute.NODEV;
import static dev.cleat.engine.linux.MountAttribute.RDONLY;
import static dev.cleat.engine.plan.MountPlan.Flag.TARGET_ON_HOST;

import dev.cleat.engine.linux.MountAttribute;
import dev.cleat.engine.plan.MountPlan.Flag;
import dev.cleat.engine.plan.MountPlan.Kind;
import dev.cleat.engine.plan.MountPlan.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Short ways to write the mounts that plans are made of. Everything but devpts is nodev: that is the device policy. */
final class Mounts {

    private Mounts() {}

    /** A new file system of {@code type} on {@code target} in the root, whose directory is made when missing. */
    static MountPlan fileSystem(String type, String target, long attributes, Parameter... parameters) {
        return new MountPlan(
                Kind.NEW,
                Set.of(Flag.CREATE_DIRECTORY),
                type,
                type,
                target,
                attributes,
                0,
                0,
                Arrays.asList(parameters));
    }

    /** A new file system on a host path, before the root exists. */
    static MountPlan staged(String type, Path target, List<Parameter> parameters) {
        return new MountPlan(Kind.NEW, Set.of(TARGET_ON_HOST), type, type, target.toString(), NODEV, 0, 0, parameters);
    }

    /** A copy of a tree of the host's mounts on a host path, before the root exists. */
    static MountPlan stagedBind(Path source, Path target, boolean readOnly) {
        Set<Flag> flags = Set.of(TARGET_ON_HOST, Flag.RECURSIVE);
        long attributes = readOnly ? NODEV | RDONLY : NODEV;
        return bind(source.toString(), target.toString(), attributes, flags);
    }

    /** A mount the host made, on a host path, before the root exists. */
    static MountPlan stagedPassed(String number, Path target, long attributes) {
        return new MountPlan(
                Kind.PASSED, Set.of(TARGET_ON_HOST), number, "", target.toString(), attributes, 0, 0, List.of());
    }

    /** A copy of part of the host's tree, in the root. */
    static MountPlan bind(String source, String target, long attributes, Set<Flag> flags) {
        Set<Flag> all = EnumSet.noneOf(Flag.class);
        all.addAll(flags);
        if (flags.contains(Flag.RECURSIVE)) {
            all.add(Flag.ATTRIBUTES_RECURSIVE);
        }
        return new MountPlan(Kind.BIND, all, source, "", target, attributes, 0, MountAttribute.PRIVATE, List.of());
    }

    /** A device works through a read-only mount, and the host's inode keeps its owner and mode. */
    static MountPlan device(String host, String target, Set<Flag> flags) {
        return bind(host, target, MountAttribute.RDONLY | MountAttribute.NOSUID | MountAttribute.NOEXEC, flags);
    }

    /** The same with more flags. */
    static Set<Flag> flags(Flag... flags) {
        Set<Flag> all = EnumSet.noneOf(Flag.class);
        all.addAll(Arrays.asList(flags));
        return all;
    }

    /** tmpfs(5) parameters: a mode and a size in bytes. */
    static Parameter[] sized(String mode, long bytes) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.of("mode", mode));
        parameters.add(Parameter.of("size", Long.toString(bytes)));
        return parameters.toArray(Parameter[]::new);
    }
}
