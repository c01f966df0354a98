package dev.cleat.engine.storage;

import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.plan.StartPlan.IdMap;
import dev.cleat.engine.plan.StartPlan.IdMaps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A user namespace that nobody lives in, only there for its id maps: a mount takes maps from nowhere else
 * (mount_setattr(2), MOUNT_ATTR_IDMAP).
 */
final class MappingNamespace {

    private static final int LONGEST = 1024;

    private MappingNamespace() {}

    /** A process that only echoes waits in it while the maps are written; the descriptor keeps it afterwards. */
    static Fd of(IdMaps maps) throws IOException {
        Process holder = new ProcessBuilder("unshare", "--user", "--", "cat").start();
        try (var to = holder.getOutputStream();
                var from = holder.getInputStream()) {
            to.write('\n');
            to.flush();
            if (from.read() < 0) { // it is in its namespace once it answers
                throw new IOException("no user namespace for the ids of a mount: "
                        + new String(holder.getErrorStream().readNBytes(LONGEST), StandardCharsets.UTF_8).strip());
            }
            Path process = Path.of("/proc", Long.toString(holder.pid()));
            Files.writeString(process.resolve("uid_map"), lines(maps.uids()));
            Files.writeString(process.resolve("gid_map"), lines(maps.gids()));
            return Fd.open(process.resolve("ns/user"), Fd.O_RDONLY, 0);
        } finally {
            holder.destroy();
        }
    }

    private static String lines(List<IdMap> maps) {
        return maps.stream()
                .map(m -> m.container() + " " + m.host() + " " + m.size() + "\n")
                .collect(Collectors.joining());
    }
}
