package dev.cleat.engine.start;

import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.plan.StartPlan;
import dev.cleat.engine.plan.StartPlan.RootPlan;
import dev.cleat.engine.storage.IdRanges;
import dev.cleat.engine.storage.RootOwner;
import dev.cleat.engine.storage.RootPin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * What a root needs on the host before its container is: directories that nothing is mounted on but in the container's own
 * namespace, ids that are its own, files that have them.
 *
 * @param pin kept open by the keeper, so that the file system below the root stays writable
 */
record RootPreparation(Optional<Fd> pin) implements AutoCloseable {

    static RootPreparation make(StartPlan plan, IdRanges ranges) throws IOException {
        ranges.keep(plan.name(), plan.idMaps());
        if (plan.root().isEmpty()) {
            return new RootPreparation(Optional.empty());
        }
        RootPlan root = plan.root().get();
        for (Path directory : root.directories()) {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        }
        for (Path file : root.files()) {
            Fd.open(file, Fd.O_WRONLY | Fd.O_CREAT | Fd.O_NOCTTY | Fd.O_NONBLOCK, 0644)
                    .close();
        }
        for (Path directory : root.chown()) {
            RootOwner.give(directory, plan.idMaps());
        }
        return new RootPreparation(root.pin().flatMap(RootPin::of));
    }

    @Override
    public void close() {
        pin.ifPresent(Fd::close);
    }
}
