package dev.cleat.engine.runtime;

import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.HostProbe;
import dev.cleat.engine.host.Procfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a program finds under LXC and under us, without what differs on purpose. The list is the document of record. */
final class LxcDifferences {

    /** A pattern of facts, and why they are not alike. */
    private record Intended(String pattern, String reason) {
        boolean matches(String fact) {
            return Pattern.compile(pattern).matcher(fact).find();
        }
    }

    private static final List<Intended> INTENDED = List.of(
            new Intended("^environment: (PATH|HOME)=", "init finds programs and a home without being told"),
            new Intended("^environment: (PWD|OLDPWD|SHLVL)=", "the probe's shell sets them"),
            new Intended("^mounts: /dev/pts ", "a devpts of its own always: host terminals are never inside"),
            new Intended("^devices: /dev/(pts/)?ptmx ", "as before"),
            new Intended("^devices: /dev/pts/[0-9]+ ", "as before"),
            new Intended(
                    "^mounts: /dev/ptmx ", "ours is a symbolic link, as Documentation/filesystems/devpts.rst has it"),
            new Intended("^devices: /dev/(lxc/)?console ->", "with lxc.tty.dir, ours is a link to the terminal there"),
            new Intended("^mounts: /dev/console ", "as before"),
            new Intended("^devices: /dev/(lxc/)?console c ", "the number of a pseudo-terminal is chance"),
            new Intended("^devices: /dev/(lxc/)?tty[0-9]+ c ", "as before"),
            new Intended(
                    "^mounts: /dev/(null|zero|full|random|urandom|tty) ",
                    "device nodes are bound from the host, read-only, with and without a user namespace"),
            new Intended(
                    "^mounts: /proc/(acpi|asound|bus|fs|interrupts|irq|kcore|keys|latency_stats|sched_debug|scsi|timer_.*|sysrq-trigger) ",
                    "masked and read-only paths: LXC has no key for them, so the safer default stays"),
            new Intended("^mounts: /sys/(firmware|devices/virtual/powercap) ", "as before"),
            new Intended(
                    "^mounts: /proc/sys(/net)? ",
                    "mixed is read-only in all of /proc/sys; sysctl: in a definition sets what is needed"),
            new Intended("^mounts: /proc/sys/kernel/random/boot_id ", "the boot id is the host's; LXC makes one up"),
            new Intended(
                    "^status: Sig(Blk|Ign):",
                    "lxc-start hands on what its caller blocks and ignores; init begins with none"));

    private final Facts theirs;
    private final Facts ours;

    LxcDifferences(Facts theirs, Facts ours) {
        this.theirs = theirs;
        this.ours = ours;
    }

    List<String> theirs() {
        return compared(theirs);
    }

    List<String> ours() {
        return compared(ours);
    }

    private static List<String> compared(Facts facts) {
        return facts.lines().stream()
                .filter(fact -> INTENDED.stream().noneMatch(intended -> intended.matches(fact)))
                .toList();
    }

    /** Mount points where theirs has an attribute that ours lacks; ours may have more. */
    List<String> weaker() {
        List<String> weaker = new ArrayList<>();
        theirs.attributes().forEach((point, attributes) -> {
            Set<String> missing = new TreeSet<>(attributes);
            missing.removeAll(ours.attributes().getOrDefault(point, attributes));
            if (!missing.isEmpty()) {
                weaker.add(point + " " + missing);
            }
        });
        return weaker;
    }

    /**
     * What one probe found, in an order that does not depend on chance.
     *
     * @param attributes nosuid, nodev, noexec by mount point
     */
    record Facts(List<String> lines, Map<String, Set<String>> attributes) {

        private static final Set<String> ATTRIBUTES = Set.of("nosuid", "nodev", "noexec");

        /** Limits, in the files of either version. */
        private static final List<String> LIMITS =
                List.of("memory.limit_in_bytes", "memory.max", "pids.max", "cpu.shares", "cpu.weight");

        static Facts of(List<String> found, long pid, Path rootfs) throws IOException {
            Map<String, Set<String>> attributes = new TreeMap<>();
            TreeSet<String> facts = new TreeSet<>();
            for (String line : found) {
                if (line.startsWith("mounts: ")) {
                    facts.add(mount(line.substring("mounts: ".length()), rootfs, attributes));
                } else if (line.startsWith("namespaces: ")) {
                    facts.add(namespace(line));
                } else if (line.startsWith("cgroup: ")) {
                    facts.add(line.replaceFirst("cgroup: [0-9]+:", "cgroup: ")
                            .replaceFirst(":/(lxc\\.payload\\.[^/]+|cleat/[^/]+/init)", ":OWN"));
                } else {
                    facts.add(line.replaceAll("[ \t]+", " ").strip());
                }
            }
            facts.addAll(limits(pid));
            return new Facts(List.copyOf(facts), attributes);
        }

        private static String namespace(String line) throws IOException {
            String[] words = line.split(" ");
            String host =
                    Files.readSymbolicLink(Path.of("/proc/self/ns", words[1])).toString();
            return words[0] + " " + words[1] + (words[2].equals(host) ? " host" : " private");
        }

        /** Fields: root, point, options, type, source, options of the file system. */
        private static String mount(String line, Path rootfs, Map<String, Set<String>> attributes) {
            String[] fields =
                    line.replaceFirst("^(\\S+ \\S+ \\S+) .*?- ", "$1 ").split(" ");
            Set<String> options = new HashSet<>(Arrays.asList(fields[2].split(",")));
            Set<String> strict = new TreeSet<>(options);
            strict.retainAll(ATTRIBUTES);
            attributes.put(fields[1], strict);
            boolean isReadOnly = options.contains("ro")
                    || Arrays.asList(fields[5].split(",")).contains("ro");
            String type = fields[3].equals("devpts") ? "devpts" : reduced(fields[0], rootfs) + " " + fields[3];
            return "mounts: " + fields[1] + " " + type + (isReadOnly ? " ro" : " rw");
        }

        /** A mount's root is told from the root of its file system, which may be mounted anywhere above the container's root. */
        private static String reduced(String root, Path rootfs) {
            for (int names = rootfs.getNameCount(); names > 1; names--) {
                String tail = "/" + rootfs.subpath(rootfs.getNameCount() - names, rootfs.getNameCount());
                if (root.startsWith(tail)) {
                    return "ROOT" + root.substring(tail.length());
                }
            }
            return root;
        }

        /** Limits stand in init's cgroup or in the one above it. */
        private static List<String> limits(long pid) throws IOException {
            CgroupLayout layout = new HostProbe(new Procfs()).layout();
            List<String> limits = new ArrayList<>();
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/cgroup"))) {
                String[] fields = line.split(":", 3);
                String path = fields[2].replaceFirst("/init$", "").substring(1);
                for (String file : LIMITS) {
                    Optional<Path> directory = layout.hierarchies().stream()
                            .map(hierarchy -> hierarchy.mountPoint().resolve(path))
                            .filter(candidate -> Files.exists(candidate.resolve(file)))
                            .findFirst();
                    if (directory.isPresent()) {
                        limits.add("limit: " + file + " "
                                + Files.readString(directory.get().resolve(file))
                                        .strip());
                    }
                }
            }
            return limits;
        }
    }
}
