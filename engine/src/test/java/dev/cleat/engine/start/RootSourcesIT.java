package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.IdShifting;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a root is made of: images, devices, directories that stay the host's. */
@Timeout(120)
class RootSourcesIT {

    private static final long IMAGE_BYTES = 24L << 20;

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void a_bench() {
        bench = new Bench(directory);
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        if (bench != null) {
            bench.close();
            Awaiting.until(
                    "loop devices of this test are gone", () -> loopDevices().isEmpty());
        }
    }

    private List<String> loopDevices() throws IOException {
        List<String> own = new ArrayList<>();
        try (Stream<Path> devices = Files.list(Path.of("/sys/block"))) {
            for (Path device : devices.toList()) {
                Path file = device.resolve("loop/backing_file");
                if (Files.exists(file) && Files.readString(file).startsWith(directory.toString())) {
                    own.add(device.getFileName().toString());
                }
            }
        } catch (NoSuchFileException gone) {
            return List.of("one that is going");
        }
        return own;
    }

    private TestContainer with(String rootfs, String more, String script) throws Exception {
        return bench.define("rootfs: " + rootfs + "\n" + more + "\nprocess: {command: "
                + Bench.list("/bin/sh", "-c", script + "; echo done; exec sleep 1000") + "}\n");
    }

    private Path ext4() throws Exception {
        Path image = bench.file("web.img");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(IMAGE_BYTES);
        }
        run("mkfs.ext4", "-q", "-d", bench.rootfs().toString(), image.toString());
        return image;
    }

    private void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(bench.file("said").toFile())
                .start();
        assertThat(process.waitFor())
                .as(String.join(" ", command) + ": " + Files.readString(bench.file("said")))
                .isZero();
    }

    private static boolean has(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(d -> Files.isExecutable(Path.of(d, program)));
    }

    @Test
    void an_image_is_a_root_that_keeps_what_is_written() throws Exception {
        assumeTrue(has("mkfs.ext4"), "needs mkfs.ext4");
        TestContainer container = with("'loop:" + ext4() + "'", "", "cat /root/kept; echo kept >/root/kept");

        container.start().awaitLog("done");
        assertThat(container.mount("/").orElseThrow()).contains(" - ext4 /dev/loop");
        assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
                .doesNotContain("/dev/" + loopDevices().get(0) + " ");
        container.stop();
        container.start().awaitLog("kept\ndone");
    }

    @Test
    @Proves("S35")
    void an_image_starts_with_the_container_s_ids() throws Exception {
        assumeTrue(has("mkfs.ext4"), "needs mkfs.ext4");
        TestContainer container = with(
                "'loop:" + ext4() + "'", "idmap: {mode: auto}", "stat -c %u:%g / /bin/busybox; echo x >/root/mine");

        container.start().awaitLog("0:0\n0:0\ndone");

        assertThat(Long.parseLong(container.status("Uid").split("\t")[0])).isGreaterThan(65_535);
        assertThat(container.mount("/").orElseThrow()).contains("idmapped").contains("nodev");
    }

    @Test
    @Proves("S35")
    void a_block_device_starts_with_the_container_s_ids() throws Exception {
        assumeTrue(has("mkfs.ext4") && has("losetup"), "needs mkfs.ext4 and losetup");
        Path image = ext4();
        run("losetup", "--find", "--show", image.toString());
        String device = Files.readString(bench.file("said")).strip();
        try {
            TestContainer container =
                    with("'block:" + device + "'", "idmap: {mode: auto}", "stat -c %u:%g /bin/busybox");

            container.start().awaitLog("0:0\ndone");
            container.stop();
        } finally {
            run("losetup", "--detach", device);
        }
    }

    @Test
    void an_image_can_be_read_only_or_have_its_changes_in_memory() throws Exception {
        assumeTrue(has("mkfs.ext4"), "needs mkfs.ext4");
        Path image = ext4();

        TestContainer readOnly = with("{source: 'loop:" + image + "', readonly: true}", "", "echo x >/x");
        readOnly.start().awaitLog("can't create /x: Read-only file system\n");
        TestContainer memory = with(
                "{source: 'loop:" + image + "', writable: tmpfs}",
                "idmap: {mode: auto}",
                "echo x >/x; cat /x; stat -c %u /bin");
        memory.start().awaitLog("x\n0\ndone");
        readOnly.stop();
        memory.stop();

        with("'loop:" + image + "'", "", "cat /x").start().awaitLog("can't open '/x'");
    }

    @Test
    void a_squashfs_is_a_lower_layer() throws Exception {
        with("{source: 'squashfs:" + squashfs() + "', writable: tmpfs}", "", "echo x >/etc/x; cat /etc/x")
                .start()
                .awaitLog("x\ndone");
    }

    @Test
    void a_squashfs_is_a_lower_layer_in_a_user_namespace_too() throws Exception {
        Path image = squashfs();
        IdShifting.assumeOfSquashfs(image);

        with(
                        "{source: 'squashfs:" + image + "', writable: tmpfs}",
                        "idmap: {mode: auto}",
                        "echo x >/etc/x; cat /etc/x; stat -c %u /etc/passwd")
                .start()
                .awaitLog("x\n0\ndone");
    }

    private Path squashfs() throws Exception {
        assumeTrue(has("mksquashfs"), "needs mksquashfs");
        Path image = bench.file("web.sqfs");
        run("mksquashfs", bench.rootfs().toString(), image.toString(), "-quiet", "-no-progress");
        return image;
    }

    @Test
    void what_holds_no_file_system_is_refused_before_anything_is_made() throws Exception {
        Path junk = Files.writeString(bench.file("junk"), "hello");

        assertThat(catchThrowableOfType(ContainerException.class, with("'loop:" + junk + "'", "", "true")::start))
                .hasMessageEndingWith("rootfs: " + junk + " is not there or has no file system that is known");
        assertThat(catchThrowableOfType(ContainerException.class, with("'squashfs:" + junk + "'", "", "true")::start)
                        .getMessage())
                .contains("open the mount sources", "squashfs of /dev/loop");
        assertThat(loopDevices()).isEmpty();
    }

    @Test
    void an_option_of_the_file_system_reaches_it() throws Exception {
        assumeTrue(has("mkfs.ext4"), "needs mkfs.ext4");
        Path image = ext4();

        TestContainer container =
                with("{source: 'loop:" + image + "', options: [data=journal, noexec, nosuid]}", "", "true");

        assertThat(catchThrowableOfType(ContainerException.class, container::start)
                        .getMessage())
                .contains("execute init");
        TestContainer wrong = with("{source: 'loop:" + image + "', options: [nonsense]}", "", "true");
        assertThat(catchThrowableOfType(ContainerException.class, wrong::start).getMessage())
                .contains("open the mount sources", "nonsense");
    }

    /** CVE-2021-3802: an image decided that the kernel stops at its first broken block. */
    @Test
    void an_image_cannot_ask_the_kernel_to_panic() throws Exception {
        assumeTrue(has("mkfs.ext4") && has("tune2fs"), "needs mkfs.ext4 and tune2fs");
        Path image = ext4();
        run("tune2fs", "-e", "panic", image.toString());

        TestContainer writable = with("'loop:" + image + "'", "", "true").start();

        assertThat(errors(writable)).isEqualTo("errors=remount-ro");
        writable.stop();
        TestContainer readOnly = with("{source: 'loop:" + image + "', readonly: true}", "", "true")
                .start();
        assertThat(errors(readOnly)).isEqualTo("errors=remount-ro");
    }

    /** As the kernel has it; mountinfo leaves out what the super block says itself. */
    private static String errors(TestContainer container) throws Exception {
        String mount = container.mount("/").orElseThrow();
        Matcher loop = Pattern.compile(" - ext4 /dev/(loop\\d+) ").matcher(mount);
        assertThat(loop.find()).as(mount).isTrue();
        return Files.readAllLines(Path.of("/proc/fs/ext4", loop.group(1), "options")).stream()
                .filter(line -> line.startsWith("errors="))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_root_spreads_mounts_as_it_is_told() throws Exception {
        TestContainer shared = with("{source: 'dir:" + bench.rootfs() + "', propagation: shared}", "", "true");
        TestContainer plain = with("{source: 'dir:" + bench.rootfs() + "'}", "", "true");

        assertThat(shared.start().mount("/").orElseThrow()).contains(" shared:");
        assertThat(plain.start().mount("/").orElseThrow())
                .doesNotContain("shared:")
                .doesNotContain("master:");
    }

    /** The decoy is a file system of this test: the attack makes all of it read-only. */
    @Test
    @Proves("S34")
    void a_container_cannot_make_the_host_s_file_system_read_only() throws Exception {
        Path root = Files.createDirectories(bench.file("decoy"));
        run("mount", "-t", "tmpfs", "decoy", root.toString());
        try {
            run("cp", "-a", bench.rootfs() + "/.", root.toString());
            String more = "security: {capabilities: {add: [SYS_ADMIN]}}";
            String attack = "mount -o remount,ro / && echo read-only";

            TestContainer pinned = with("'dir:" + root + "'", more, attack).start();
            assertThat(pinned.awaitLog("done")).doesNotContain("read-only");
            Files.writeString(root.resolve("written"), "by the host");
            pinned.stop();

            TestContainer unpinned = with("{source: 'dir:" + root + "', pin: false}", more, attack)
                    .start();
            unpinned.awaitLog("read-only\ndone");
            assertThat(catchThrowableOfType(
                            IOException.class, () -> Files.writeString(root.resolve("written"), "again")))
                    .as("the attack works where nothing stands against it")
                    .isNotNull();
            unpinned.stop();
        } finally {
            run("umount", "--lazy", root.toString());
        }
    }

    @Test
    @Proves("S36")
    void a_host_whose_mounts_are_shared_sees_nothing_of_a_root() throws Exception {
        TestContainer container = with(
                "{source: 'dir:" + bench.rootfs() + "', writable: tmpfs}",
                "mounts: [{type: tmpfs, target: /cache}]\nautoMounts: {shared: " + bench.rootfs() + "/tmp}",
                "true");
        List<String> line = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "--propagation",
                "unchanged",
                "sh",
                "-c",
                "mount --make-rshared / && cat /proc/self/mountinfo >before && \"$@\" && cat /proc/self/mountinfo >after",
                "sh"));
        line.addAll(EngineProgram.commandLine(bench, "run", container.name()));
        Process process = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(bench.file("said").toFile())
                .start();

        assertThat(process.waitFor()).as(Files.readString(bench.file("said"))).isZero();

        assertThat(bench.file("before")).content().contains(" shared:");
        assertThat(bench.file("after")).hasSameTextualContentAs(bench.file("before"));
    }

    @Test
    void what_is_mounted_in_a_shared_directory_of_the_host_appears_inside() throws Exception {
        Path shared = Files.createDirectories(bench.file("shared"));
        TestContainer container = with("'dir:" + bench.rootfs() + "'", "autoMounts: {shared: " + shared + "}", "true");
        List<String> line = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs s shared && mount --make-shared shared && mkdir shared/later && \"$@\" &&"
                        + " mount -t tmpfs later shared/later && touch shared/later/seen",
                "sh"));
        line.addAll(EngineProgram.commandLine(bench, "run", container.name()));
        Process process = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(bench.file("said").toFile())
                .start();

        assertThat(process.waitFor()).as(Files.readString(bench.file("said"))).isZero();

        long init = container.saved().pid();
        assertThat(Path.of("/proc/" + init + "/root/dev/.cleat-mounts/later/seen"))
                .exists();
    }
}
