package dev.cleat.engine.api;

import java.util.List;

/**
 * One mount as a container sees it (proc_pid_mountinfo(5)). Hostile text.
 *
 * @param target where, in the container
 * @param type of the file system
 * @param source as it was given; a device, a name, a directory of another file system
 * @param root the directory of the file system that is mounted; {@code /} when all of it
 * @param options of this mount and of its file system, each once
 * @param propagation {@code shared:1}, {@code master:2}, ...; none: private
 */
public record MountEntry(
        String target, String type, String source, String root, List<String> options, List<String> propagation) {
    public MountEntry {
        options = List.copyOf(options);
        propagation = List.copyOf(propagation);
    }

    /** True when nothing can be written through it. */
    public boolean isReadOnly() {
        return options.contains("ro");
    }
}
