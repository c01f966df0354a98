package dev.cleat.engine.runtime;

import dev.cleat.engine.procfs.ProcessCgroup;
import dev.cleat.engine.state.SavedContainer;
import java.util.List;
import java.util.Optional;

/** The top of a container's own cgroup in each hierarchy, wherever below it init has moved itself (systemd does). */
final class OwnCgroup {

    private OwnCgroup() {}

    static ProcessCgroup of(SavedContainer saved, ProcessCgroup init) {
        if (saved.cgroups().isEmpty()) {
            return new ProcessCgroup(List.of());
        }
        return new ProcessCgroup(init.entries().stream()
                .flatMap(entry -> top(saved, entry.path())
                        .map(top -> new ProcessCgroup.Entry(entry.controllers(), top, entry.deleted()))
                        .stream())
                .toList());
    }

    /** The longest beginning of {@code path} that one of the directories made for it ends with. */
    private static Optional<String> top(SavedContainer saved, String path) {
        for (String top = path; top.length() > 1; top = top.substring(0, top.lastIndexOf('/'))) {
            String candidate = top;
            if (saved.cgroups().stream()
                    .anyMatch(directory -> directory.toString().endsWith(candidate))) {
                return Optional.of(top);
            }
        }
        return Optional.empty();
    }
}
