package dev.cleat.engine.storage;

import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileStatus;
import dev.cleat.engine.plan.StartPlan.IdMaps;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Gives the files of a root the container's ids, once. Every directory is opened before it is walked and no link is
 * followed; the top comes last, so that what was interrupted is seen and done again.
 */
public final class RootOwner {

    private static final int PERMISSIONS = 07777;
    private static final int SET_ID = 06000;

    private RootOwner() {}

    /** Files whose owner is one of the container's ids already are left alone. */
    public static void give(Path directory, IdMaps maps) throws IOException {
        try (Fd top = Fd.open(directory, Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0)) {
            walk(top, maps);
            give(top, maps);
        }
    }

    private static void walk(Fd directory, IdMaps maps) throws IOException {
        Path listing = Path.of("/proc/self/fd", Integer.toString(directory.number()));
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(listing)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                try (Fd file = directory.openAt(name, Fd.O_PATH | Fd.O_NOFOLLOW, 0)) {
                    if (file.status().isDirectory()) {
                        try (Fd below = directory.openAt(name, Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0)) {
                            walk(below, maps);
                        }
                    }
                    give(file, maps);
                }
            }
        }
    }

    /** chown(2) takes the set-id bits away, so they are given back. */
    private static void give(Fd file, IdMaps maps) throws IOException {
        FileStatus status = file.status();
        long uid = Integer.toUnsignedLong(status.uid());
        long gid = Integer.toUnsignedLong(status.gid());
        if (maps.covers(uid, gid) || maps.hostUid(uid) < 0 || maps.hostGid(gid) < 0) {
            return;
        }
        file.changeOwnerOfPath(maps.hostUid(uid), maps.hostGid(gid));
        if ((status.mode() & SET_ID) != 0 && status.isRegular()) {
            file.changeModeOfPath(status.mode() & PERMISSIONS);
        }
    }
}
