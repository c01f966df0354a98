package dev.cleat.engine.start;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.plan.StartPlan;
import dev.cleat.engine.plan.StartPlan.IdMap;
import dev.cleat.engine.plan.StartPlan.IdMaps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the id maps of a new user namespace from outside it (user_namespaces(7)): one write for each file, all lines at
 * once, as the kernel demands.
 */
final class IdMapWriter {

    private IdMapWriter() {}

    /** Nothing without a user namespace of its own. */
    static void write(long pid, StartPlan plan) throws IOException {
        if (plan.isPrivate(NamespaceType.USER)) {
            write(pid, plan.idMaps());
        }
    }

    static void write(long pid, IdMaps maps) throws IOException {
        if (!maps.setgroups()) {
            writeFile(pid, "setgroups", "deny"); // else an unprivileged gid_map is refused (CVE-2014-8989)
        }
        if (maps.throughHelper()) {
            runHelper("newuidmap", pid, maps.uids());
            runHelper("newgidmap", pid, maps.gids());
            return;
        }
        writeFile(pid, "uid_map", lines(maps.uids()));
        writeFile(pid, "gid_map", lines(maps.gids()));
    }

    private static String lines(List<IdMap> maps) {
        return maps.stream()
                .map(m -> m.container() + " " + m.host() + " " + m.size() + "\n")
                .collect(Collectors.joining());
    }

    private static void writeFile(long pid, String file, String text) throws IOException {
        Path path = Path.of("/proc", Long.toString(pid), file);
        try (Fd fd = Fd.open(path, Fd.O_WRONLY, 0)) {
            fd.writeFully(text.getBytes(StandardCharsets.US_ASCII));
        } catch (ErrnoException e) {
            throw new IOException(path + ": " + Errno.describe(e.errno()), e);
        }
    }

    private static void runHelper(String helper, long pid, List<IdMap> maps) throws IOException {
        List<String> command = new ArrayList<>(List.of(helper, Long.toString(pid)));
        for (IdMap map : maps) {
            command.add(Long.toString(map.container()));
            command.add(Long.toString(map.host()));
            command.add(Long.toString(map.size()));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(helper + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(helper + " was interrupted", e);
        }
    }
}
