package dev.cleat.engine.start;

import dev.cleat.engine.plan.StartPlan.RootPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Makes the directories on the host that a root is staged on; nothing is mounted on them but in the container's own namespace. */
final class RootDirectories {

    private RootDirectories() {}

    static void make(Optional<RootPlan> root) throws IOException {
        if (root.isEmpty()) {
            return;
        }
        for (Path directory : root.get().directories()) {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        }
    }
}
