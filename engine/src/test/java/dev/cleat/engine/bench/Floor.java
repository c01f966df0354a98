package dev.cleat.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The least that can be done: unshare(1) making the namespaces a container has, without and with what else it needs. */
final class Floor implements AutoCloseable {

    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final String NAME = "cleat-bench-floor";

    private final Workshop workshop;
    private final List<Path> cgroups;

    private Floor(Workshop workshop, List<Path> cgroups) {
        this.workshop = workshop;
        this.cgroups = cgroups;
    }

    /** Makes a cgroup in each hierarchy, to be joined. */
    static Floor prepare(Workshop workshop) throws IOException {
        List<Path> cgroups = new ArrayList<>();
        for (Path hierarchy : hierarchies()) {
            Path cgroup = hierarchy.resolve(NAME);
            Files.createDirectories(cgroup);
            cgroups.add(cgroup);
            for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
                if (Files.exists(cgroup.resolve(file))) {
                    Files.writeString(cgroup.resolve(file), Files.readString(hierarchy.resolve(file)));
                }
            }
        }
        return new Floor(workshop, cgroups);
    }

    private static List<Path> hierarchies() throws IOException {
        if (Files.exists(CGROUPS.resolve("cgroup.procs"))) {
            return List.of(CGROUPS);
        }
        try (Stream<Path> mounts = Files.list(CGROUPS)) {
            return mounts.filter(mount -> !Files.isSymbolicLink(mount))
                    .filter(mount -> Files.exists(mount.resolve("cgroup.procs")))
                    .toList();
        }
    }

    void bare() throws IOException {
        workshop.program().run(unshare("/bin/true"));
    }

    void same() throws IOException {
        String join = cgroups.stream()
                .map(cgroup -> "echo $$ >" + cgroup + "/cgroup.procs")
                .collect(Collectors.joining("; "));
        String mount = "mount -t proc proc /proc; mount -t sysfs sysfs /sys; mount -t tmpfs dev /dev; "
                + "mkdir /dev/pts /dev/shm /dev/mqueue; mount -t devpts devpts /dev/pts -o newinstance; "
                + "mount -t tmpfs shm /dev/shm; mount -t mqueue mqueue /dev/mqueue; exec /bin/true";
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", join + "; exec \"$@\"", "sh"));
        words.addAll(unshare("/bin/sh", "-c", mount));
        workshop.program().run(words);
    }

    private List<String> unshare(String... command) {
        List<String> words = new ArrayList<>(List.of(
                "/usr/bin/unshare", "-m", "-p", "-u", "-i", "-n", "-C", "--fork", "--root=" + workshop.rootfs()));
        words.addAll(List.of(command));
        return words;
    }

    @Override
    public void close() throws IOException {
        for (Path cgroup : cgroups) {
            Files.delete(cgroup);
        }
    }
}
