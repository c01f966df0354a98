package dev.cleat.engine.usage;

import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.procfs.ProcessCgroup;
import dev.cleat.engine.procfs.ProcessCgroup.Entry;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The host's tree of cgroups with what each uses. A container may make cgroups without end: depth and number are bounded. */
public final class CgroupSurvey {

    private static final int MOST = 5_000;
    private static final int DEEPEST = 40;
    private static final Path HOST = Path.of("/proc/pressure");

    private final CgroupLayout layout;
    private final UsageReader figures;

    /** @param figures a reader of its own: it remembers the last survey, for shares of a CPU */
    public CgroupSurvey(CgroupLayout layout, UsageReader figures) {
        this.layout = layout;
        this.figures = figures;
    }

    /**
     * In the order of the tree, parents first. Errors: none; what cannot be read is left out.
     *
     * @param containers whose own cgroup each path is
     */
    public List<CgroupNode> take(Map<String, String> containers) {
        Optional<Hierarchy> hierarchy = hierarchy();
        if (hierarchy.isEmpty()) {
            return List.of();
        }
        Path root = hierarchy.get().mountPoint();
        List<Path> directories = directories(root);
        List<UsageTarget> targets =
                directories.stream().map(each -> target(root, each)).toList();
        var usages = figures.readAll(targets);
        PressureFiles pressure =
                new PressureFiles(layout.unified(), hierarchy.get().unified(), HOST);
        List<CgroupNode> nodes = new ArrayList<>();
        for (int i = 0; i < directories.size(); i++) {
            Path directory = directories.get(i);
            String path = path(root, directory);
            nodes.add(new CgroupNode(
                    path,
                    root.relativize(directory).toString().isEmpty()
                            ? 0
                            : directory.getNameCount() - root.getNameCount(),
                    Optional.ofNullable(containers.get(path)),
                    usages.get(targets.get(i)),
                    pressure.of(root.relativize(directory), "cpu"),
                    pressure.of(root.relativize(directory), "memory"),
                    pressure.of(root.relativize(directory), "io")));
        }
        return nodes;
    }

    /** That with the memory controller, which on a v2 host is the only one. */
    private Optional<Hierarchy> hierarchy() {
        return layout.of("memory").or(layout::unified);
    }

    private static String path(Path root, Path directory) {
        return "/" + root.relativize(directory);
    }

    private static List<Path> directories(Path root) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(
                    root, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEEPEST, new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                            found.add(directory);
                            return found.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            return FileVisitResult.CONTINUE; // it went while we looked
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path directory, IOException e) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            // What was seen is told.
        }
        found.sort(CgroupSurvey::compare);
        return found;
    }

    /** Name by name, so that no sibling comes between a cgroup and what is below it. */
    private static int compare(Path one, Path other) {
        int common = Math.min(one.getNameCount(), other.getNameCount());
        for (int i = 0; i < common; i++) {
            int order = one.getName(i).compareTo(other.getName(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.getNameCount(), other.getNameCount());
    }

    /** The same path in every hierarchy that has it. */
    private UsageTarget target(Path root, Path directory) {
        List<Entry> entries = new ArrayList<>();
        for (Hierarchy hierarchy : layout.hierarchies()) {
            Path same = hierarchy.mountPoint().resolve(root.relativize(directory));
            if (Files.isDirectory(same)) {
                String path =
                        hierarchy.root().equals("/") ? path(root, directory) : hierarchy.root() + path(root, directory);
                entries.add(new Entry(hierarchy.unified() ? List.of() : hierarchy.controllers(), path, false));
            }
        }
        return new UsageTarget(0, directory.hashCode(), new ProcessCgroup(entries));
    }
}
