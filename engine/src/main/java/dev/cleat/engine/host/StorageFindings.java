package dev.cleat.engine.host;

import dev.cleat.engine.api.HostReport.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What roots of containers can be made of on this host: images, layers, files with other ids. */
final class StorageFindings {

    private static final String LOOP = "loop devices";
    private static final Path LOOP_CONTROL = Path.of("loop-control");

    /** Overlays take layers whose ids are shifted since Linux 5.19 (overlayfs.rst). */
    private static final String SHIFTED_LAYERS = "5.19";

    private final HostFacts facts;
    private final String fileSystems;
    private final Path devices;

    /** @param devices /dev */
    StorageFindings(HostFacts facts, Procfs procfs, Path devices) {
        this.facts = facts;
        this.fileSystems = KernelFile.readText(procfs.root() + "/filesystems").orElse("");
        this.devices = devices;
    }

    List<Finding> findings() {
        return List.of(
                loop(),
                fileSystem("overlay", "no changes in memory, no layers", "a kernel with CONFIG_OVERLAY_FS"),
                fileSystem(
                        "squashfs",
                        "no roots from squashfs: files",
                        "a kernel with CONFIG_SQUASHFS, or modprobe squashfs"),
                idmappedMounts());
    }

    private Finding loop() {
        if (!Files.exists(devices.resolve(LOOP_CONTROL))) {
            return Findings.missing(
                    LOOP, "no " + devices.resolve(LOOP_CONTROL), "no roots from image files", "modprobe loop");
        }
        return facts.isRoot()
                ? Findings.ok(LOOP, devices.resolve(LOOP_CONTROL).toString())
                : Findings.missing(LOOP, "only root may use them", "no roots from image files", "run as root");
    }

    /** A module that is not loaded yet is loaded by the first mount; the list has only what is there. */
    private Finding fileSystem(String name, String cost, String advice) {
        boolean isThere = fileSystems
                .lines()
                .anyMatch(line ->
                        line.strip().endsWith("\t" + name) || line.strip().equals(name));
        return isThere
                ? Findings.ok("file system " + name, "the kernel has it")
                : Findings.missing("file system " + name, "not in /proc/filesystems", cost, advice);
    }

    private Finding idmappedMounts() {
        String subject = "idmapped mounts";
        if (!facts.isRoot()) {
            return Findings.missing(
                    subject,
                    "only root may make them",
                    "files of a rootfs keep the ids they have; chown them to the container's",
                    "run as root, or use idmap.ownership: off");
        }
        return KernelFinding.isAtLeast(facts.kernel(), 5, 19)
                ? Findings.ok(subject, "of directories, images and layers of overlays")
                : Findings.missing(
                        subject,
                        "Linux " + facts.kernel() + " has them, not for layers of overlays",
                        "no changes in memory for a root whose ids are shifted",
                        "Linux " + SHIFTED_LAYERS + " or newer, or idmap.ownership: chown");
    }
}
