package dev.cleat.engine.cgroup;

import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Makes one new, empty cgroup in one hierarchy, ready for limits and processes. */
final class CgroupSetup {
    private static final List<String> CPUSET_FILES = List.of("cpuset.cpus", "cpuset.mems");

    private static final int TRIES = 5;

    private final Hierarchy hierarchy;
    private final Path base;

    CgroupSetup(Hierarchy hierarchy, Path base) {
        this.hierarchy = hierarchy;
        this.base = base;
    }

    /**
     * The directory {@code name} below the base, with those above it.
     *
     * @param controllers v2: made available in it, as far as the kernel has them
     * @throws CgroupException when it is there and in use, or cannot be made
     */
    Path make(String name, Set<String> controllers) throws CgroupException {
        for (int i = 1; ; i++) {
            try {
                return makeAll(name, controllers);
            } catch (CgroupException e) {
                boolean isPruned = e.getCause() instanceof NoSuchFileException; // by another command, as it was empty
                if (!isPruned || i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Path makeAll(String name, Set<String> controllers) throws CgroupException {
        Path directory = base;
        List<String> parts = List.of(name.split("/"));
        for (String part : parts.subList(0, parts.size() - 1)) {
            enable(directory, controllers);
            directory = directory.resolve(part);
            makeShared(directory);
        }
        enable(directory, controllers);
        directory = directory.resolve(parts.get(parts.size() - 1));
        makeFresh(directory);
        return directory;
    }

    /** A new directory {@code name} in the base, which is a container's own; after its limits, which bind it as well. */
    void makeBelow(String name, Set<String> controllers) throws CgroupException {
        enable(base, controllers);
        makeFresh(base.resolve(name));
    }

    /** The directory {@code name} in the base, made when it is not there; processes of others may be in it. */
    Path share(String name) throws CgroupException {
        Path directory = base.resolve(name);
        makeShared(directory);
        return directory;
    }

    /** A directory for many containers; {@link SharedParents#prune} removes it when the last one has gone. */
    private void makeShared(Path directory) throws CgroupException {
        if (!Files.isDirectory(directory)) {
            try {
                Files.createDirectory(directory);
                SharedParents.mark(directory);
            } catch (FileAlreadyExistsException e) {
                // Another command was faster.
            } catch (IOException e) {
                throw CgroupException.of(directory, "cannot make the cgroup", e);
            }
        }
        inheritCpuset(directory); // also of another command's, which may not have got there yet
    }

    private void makeFresh(Path directory) throws CgroupException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            replaceLeftover(directory);
        } catch (IOException e) {
            throw CgroupException.of(directory, "cannot make the cgroup", e);
        }
        inheritCpuset(directory);
    }

    /** A crash may have left it, with the limits of then. */
    private static void replaceLeftover(Path directory) throws CgroupException {
        var leftover = new CgroupTree(directory);
        List<Long> pids = leftover.processes();
        if (!pids.isEmpty()) {
            throw CgroupException.inUse(directory, pids);
        }
        leftover.remove();
        try {
            Files.createDirectory(directory);
        } catch (IOException e) {
            throw CgroupException.of(directory, "cannot make the cgroup", e);
        }
    }

    /** A new v1 cpuset has no CPU and no memory node, and no process can be put into it (cpuset(7)). */
    private void inheritCpuset(Path directory) throws CgroupException {
        if (!hierarchy.controllers().contains("cpuset") || hierarchy.unified()) {
            return;
        }
        for (String name : CPUSET_FILES) {
            inherit(directory, name);
        }
    }

    /** A directory above it may be another command's, made anew this moment and still empty: that comes first. */
    private String inherit(Path directory, String name) throws CgroupException {
        String own = CgroupFile.read(directory.resolve(name)).orElse("");
        if (!own.isEmpty() || directory.equals(base)) {
            return own;
        }
        String inherited = inherit(directory.getParent(), name);
        if (!inherited.isEmpty()) {
            writeOwn(directory.resolve(name), inherited);
        }
        return inherited;
    }

    private static void writeOwn(Path file, String value) throws CgroupException {
        try {
            CgroupFile.write(file, value);
        } catch (IOException e) {
            throw CgroupException.ofWrite(file, value, "", e);
        }
    }

    /**
     * Hands controllers down to the cgroups in {@code directory} (cgroup-v2.rst, "Enabling and Disabling"). One that cannot be
     * is missed when a limit needs its file, and that error names the key; without a limit only figures are missing.
     */
    private void enable(Path directory, Set<String> controllers) {
        if (!hierarchy.unified()) {
            return;
        }
        Path control = directory.resolve("cgroup.subtree_control");
        List<String> available = words(directory.resolve("cgroup.controllers"));
        List<String> enabled = words(control);
        for (String controller : controllers) {
            if (available.contains(controller) && !enabled.contains(controller)) {
                enable(control, controller);
            }
        }
    }

    private static void enable(Path control, String controller) {
        try {
            // One at a time: a line with one that is refused enables none.
            CgroupFile.write(control, "+" + controller);
        } catch (IOException e) {
            // EBUSY: processes in the directory itself (no internal processes rule), or an RT task for cpu.
        }
    }

    private static List<String> words(Path file) {
        return List.of(CgroupFile.read(file).orElse("").split(" "));
    }
}
