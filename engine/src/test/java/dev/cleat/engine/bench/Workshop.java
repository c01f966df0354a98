package dev.cleat.engine.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The directory where the measuring is done: one root directory with busybox, and how each runtime is told about it. */
final class Workshop {

    private static final List<String> APPLETS = List.of("sh", "sleep", "true", "cat", "stty", "dd", "head", "mount");
    private static final int MEGABYTE = 1 << 20;

    private final Path directory;
    private final Path run;
    private final Path launcher;
    private final Program program;

    private Workshop(Path directory, Path run, Path launcher) {
        this.directory = directory;
        this.run = run;
        this.launcher = launcher;
        this.program = new Program(directory.resolve("output"));
    }

    /**
     * Fills an empty directory.
     *
     * @param run another empty directory, on a tmpfs as /run is: there runtimes keep what runs
     */
    static Workshop in(Path directory, Path run, Path launcher) throws IOException {
        Workshop workshop = new Workshop(directory, run, launcher);
        workshop.makeRootfs();
        Files.createDirectories(workshop.path());
        Files.writeString(workshop.definition(), DEFINITION.formatted(workshop.rootfs()));
        Files.writeString(workshop.lxcConfig(), LXC.formatted(workshop.rootfs()));
        workshop.makeBundle();
        return workshop;
    }

    private static final String DEFINITION = """
            schema: 1
            rootfs: dir:%s
            process:
              command: [/bin/sleep, "100000"]
            """;

    private static final String LXC = """
            lxc.rootfs.path = dir:%s
            lxc.net.0.type = empty
            lxc.mount.auto = proc:mixed sys:mixed cgroup:ro
            lxc.autodev = 1
            lxc.pty.max = 1024
            lxc.tty.max = 0
            lxc.console.path = none
            lxc.init.cmd = /bin/sleep 100000
            """;

    private void makeRootfs() throws IOException {
        for (String folder : List.of("bin", "dev", "etc", "proc", "root", "run", "sys", "tmp")) {
            Files.createDirectories(rootfs().resolve(folder));
        }
        Path busybox = Program.find("busybox")
                .orElseThrow(() -> new IOException("busybox is missing: package busybox-static"));
        Files.copy(busybox, rootfs().resolve("bin/busybox"));
        for (String applet : APPLETS) {
            Files.createSymbolicLink(rootfs().resolve("bin").resolve(applet), Path.of("busybox"));
        }
        Files.writeString(rootfs().resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
    }

    /** What the runtime itself writes as a start, without what would make it do less or other work than the rest. */
    private void makeBundle() throws IOException {
        Files.createDirectories(bundle());
        if (Program.find("crun").isPresent()) {
            program.run(List.of("/bin/sh", "-c", "cd " + bundle() + " && /usr/bin/crun spec"));
        } else if (Program.find("runc").isPresent()) {
            program.run(List.of("/bin/sh", "-c", "cd " + bundle() + " && runc spec"));
        } else {
            return;
        }
        Path config = bundle().resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("\"terminal\": true", "\"terminal\": false")
                        .replace("\"sh\"", "\"/bin/sleep\", \"100000\"")
                        .replace("\"rootfs\"", "\"" + rootfs() + "\"")
                        .replaceAll("(?s)\"rlimits\": \\[.*?],", ""));
    }

    /** A file of the root directory with so many megabytes and no line end, which some relays would change. */
    String bulk(int megabytes) throws IOException {
        Path file = rootfs().resolve("bulk");
        try (var out = Files.newOutputStream(file)) {
            byte[] megabyte = "0123456789abcdef".repeat(MEGABYTE / 16).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < megabytes; i++) {
                out.write(megabyte);
            }
        }
        return "/bulk";
    }

    Path rootfs() {
        return directory.resolve("rootfs");
    }

    Path path() {
        return directory.resolve("path");
    }

    Path state() {
        return run.resolve("state");
    }

    Path definition() {
        return directory.resolve("definition.yaml");
    }

    Path lxcConfig() {
        return directory.resolve("lxc.conf");
    }

    Path bundle() {
        return directory.resolve("bundle");
    }

    /** A runtime's own folder on disk, made now. */
    Path folder(String name) {
        return made(directory.resolve(name));
    }

    /** A runtime's own folder below /run, made now. */
    Path runFolder(String name) {
        return made(run.resolve(name));
    }

    private static Path made(Path folder) {
        folder.toFile().mkdirs();
        return folder;
    }

    Path launcher() {
        return launcher;
    }

    Program program() {
        return program;
    }
}
