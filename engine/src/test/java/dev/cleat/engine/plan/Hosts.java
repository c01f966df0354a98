package dev.cleat.engine.plan;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.NamespaceSource;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.host.CgroupLayout.Kind;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.host.HostFacts.HostMount;
import dev.cleat.engine.host.HostFacts.IdRange;
import dev.cleat.engine.plan.StartPlan.IdMaps;
import dev.cleat.engine.testing.HostFactsBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Machines made by hand, and a file system that answers from memory. */
final class Hosts {

    static final Places PLACES =
            new Places(Path.of("/var/lib/cleat"), Path.of("/run/cleat"), Path.of("/var/log/cleat"));

    /** Debian 12 booted with systemd.unified_cgroup_hierarchy=0, as root. */
    static final HostFacts V1 = root("5.12.0", new CgroupLayout(Kind.V1, v1Hierarchies()));

    /** As V1, and systemd's v2 hierarchy beside it. */
    static final HostFacts HYBRID = root("6.1.0-18-amd64", hybridLayout());

    /** Debian 12 as it is installed, as root. */
    static final HostFacts V2 = root("6.1.0-18-amd64", v2Layout(Optional.of(Path.of("/sys/fs/cgroup"))));

    /** V2 as user 1000 with subordinate ids, newuidmap and a delegated cgroup. */
    static final HostFacts USER = user(
            v2Layout(Optional.of(Path.of("/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service"))),
            List.of(new IdRange(100_000, 65_536)),
            true);

    /** V2 as user 1000 with nothing. */
    static final HostFacts POOR_USER = user(v2Layout(Optional.empty()), List.of(), false);

    private static final long ALL_CAPABILITIES = (1L << 41) - 1;

    private static final Map<String, HostFiles.Device> DEVICES = Map.of(
            "/dev/fuse", new HostFiles.Device('c', 10, 229),
            "/dev/net/tun", new HostFiles.Device('c', 10, 200),
            "/dev/sda", new HostFiles.Device('b', 8, 0));

    private Hosts() {}

    /** Every directory exists; the container's users are those of a small Debian. */
    static HostFiles files() {
        return new Files(
                Optional.empty(),
                Map.of(
                        "/etc/passwd",
                        "root:x:0:0:root:/root:/bin/bash\nwww-data:x:33:33:www:/var/www:/usr/sbin/nologin\n",
                        "/etc/group",
                        "root:x:0:\ntty:x:5:\naudio:x:29:www-data\nwww-data:x:33:\n"));
    }

    /** As {@link #files}, and one file more. */
    static HostFiles filesWith(String path, String text) {
        return new Files(Optional.empty(), Map.of(path, text));
    }

    /** No directory but {@code only} exists, and no file. */
    static HostFiles emptyBut(Path only) {
        return new Files(Optional.of(only), Map.of());
    }

    /** The same machine with other capabilities. */
    static HostFacts withBounding(HostFacts host, long bounding) {
        return HostFactsBuilder.like(host).bounding(bounding).build();
    }

    /** The same machine with another kernel. */
    static HostFacts withKernel(HostFacts host, String kernel, Set<NamespaceType> namespaces) {
        return HostFactsBuilder.like(host).kernel(kernel).namespaces(namespaces).build();
    }

    /** The same machine without the helper programs. */
    static HostFacts withoutPrograms(HostFacts host) {
        return HostFactsBuilder.like(host).programs(Set.of()).build();
    }

    private record Files(Optional<Path> only, Map<String, String> texts) implements HostFiles {
        @Override
        public boolean isDirectory(Path path) {
            return only.isEmpty() || only.get().equals(path);
        }

        @Override
        public Optional<Owner> owner(Path path) {
            return Optional.of(new Owner(0, 0)).filter(owner -> !path.startsWith("/missing"));
        }

        @Override
        public Optional<Path> firstClosed(Path path, Walker user) {
            return Optional.of(path).filter(p -> p.startsWith("/private"));
        }

        @Override
        public Optional<String> fileSystem(Path image) {
            return Optional.of("ext4").filter(type -> !image.toString().contains("unknown"));
        }

        @Override
        public Optional<Device> device(Path path) {
            return Optional.ofNullable(DEVICES.get(path.toString()));
        }

        @Override
        public Optional<IdMaps> idMaps(NamespaceSource user) {
            return Optional.empty();
        }

        @Override
        public IdUse idUse(String container) {
            return IdUse.NONE;
        }

        @Override
        public Optional<String> read(List<Path> layers, String path) {
            return Optional.ofNullable(texts.get(path));
        }

        @Override
        public Optional<String> readOwn(Path file) {
            return Optional.ofNullable(texts.get(file.toString()));
        }
    }

    private static HostFactsBuilder like(String kernel, CgroupLayout layout) {
        return HostFactsBuilder.of(kernel, layout)
                .bounding(ALL_CAPABILITIES)
                .mounts(mounts())
                .programs(Set.copyOf(HostFacts.HELPERS));
    }

    private static HostFacts root(String kernel, CgroupLayout layout) {
        return like(kernel, layout)
                .ids(List.of(), true)
                .environment(Map.of("LANG", "C.UTF-8", "LC_TIME", "de_DE.UTF-8", "SECRET", "x"))
                .build();
    }

    private static HostFacts user(CgroupLayout layout, List<IdRange> ranges, boolean hasNewIdMap) {
        return like("6.1.0-18-amd64", layout)
                .user(1000)
                .ids(ranges, hasNewIdMap)
                .build();
    }

    private static List<Hierarchy> v1Hierarchies() {
        return List.of(
                v1("cpu,cpuacct", "cpu", "cpuacct"),
                v1("cpuset", "cpuset"),
                v1("memory", "memory"),
                v1("pids", "pids"),
                v1("systemd", "name=systemd"));
    }

    private static CgroupLayout hybridLayout() {
        List<Hierarchy> hierarchies = new ArrayList<>(v1Hierarchies());
        hierarchies.add(new Hierarchy(Path.of("/sys/fs/cgroup/unified"), List.of(), true, "/", "/"));
        return new CgroupLayout(Kind.HYBRID, hierarchies);
    }

    private static CgroupLayout v2Layout(Optional<Path> base) {
        List<String> controllers = List.of("cpuset", "cpu", "io", "memory", "pids");
        return new CgroupLayout(
                Kind.V2, List.of(new Hierarchy(Path.of("/sys/fs/cgroup"), controllers, true, "/", "/", base)));
    }

    private static Hierarchy v1(String directory, String... controllers) {
        return new Hierarchy(Path.of("/sys/fs/cgroup", directory), List.of(controllers), false, "/", "/");
    }

    private static List<HostMount> mounts() {
        return List.of(
                mount("/sys", "sysfs"),
                mount("/proc", "proc"),
                mount("/dev", "devtmpfs"),
                mount("/run", "tmpfs"),
                mount("/", "ext4"),
                mount("/home", "ext4"),
                mount("/boot/efi", "vfat"),
                mount("/tmp", "ext4"),
                mount("/run/media/stick", "vfat"),
                mount("/var/lib/docker/overlay2/abc/merged", "overlay"),
                mount("/mnt/scratch", "tmpfs"));
    }

    private static HostMount mount(String point, String type) {
        return new HostMount(Path.of(point), type, "none", false);
    }
}
