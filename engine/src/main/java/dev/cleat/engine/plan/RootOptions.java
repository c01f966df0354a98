package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Definition.RootSource;
import dev.cleat.engine.definition.Definition.Rootfs;
import dev.cleat.engine.definition.Definition.Writable;
import dev.cleat.engine.definition.MountOption;
import dev.cleat.engine.plan.MountPlan.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code rootfs.options}, parted: what a mount is told, and what its file system is told.
 *
 * @param attributes MOUNT_ATTR_* bits
 */
record RootOptions(long attributes, List<Parameter> parameters) {

    RootOptions {
        parameters = List.copyOf(parameters);
    }

    static RootOptions of(Rootfs rootfs, Reasons reasons) {
        Set<MountOption> attributes = EnumSet.noneOf(MountOption.class);
        List<Parameter> parameters = new ArrayList<>();
        for (String option : rootfs.options()) {
            option(option).ifPresentOrElse(attributes::add, () -> parameters.add(parameter(option)));
        }
        boolean hasFileSystem =
                !(rootfs.source() instanceof RootSource.Directory) || !(rootfs.writable() instanceof Writable.Direct);
        if (!parameters.isEmpty() && !hasFileSystem) {
            reasons.cannot("rootfs.options: " + parameters.get(0).key()
                    + " is for a file system, but a directory is not mounted anew");
        }
        return new RootOptions(DefinedMounts.attributes(attributes), parameters);
    }

    private static Optional<MountOption> option(String text) {
        return Arrays.stream(MountOption.values())
                .filter(option -> option.word().equals(text))
                .findFirst();
    }

    private static Parameter parameter(String text) {
        int equals = text.indexOf('=');
        return equals < 0 ? Parameter.flag(text) : Parameter.of(text.substring(0, equals), text.substring(equals + 1));
    }
}
