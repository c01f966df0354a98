package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.StepFailedException;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.TestContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Roots made by somebody who wants to get at the host. What they lead to is a decoy: a directory of the test, or a setting
 * of the kernel that only says how often it repeats messages.
 */
@Timeout(120)
class HostileRootIT {

    private static final Path HARMLESS_SETTING = Path.of("/proc/sys/kernel/printk_ratelimit");

    @TempDir
    Path directory;

    private Bench bench;
    private final List<Path> links = new ArrayList<>();
    private Path decoy;
    private String before;

    @BeforeEach
    void a_bench_and_a_decoy() throws IOException {
        bench = new Bench(directory);
        decoy = Files.createDirectories(bench.file("decoy/inner")).getParent();
        Files.writeString(decoy.resolve("marker"), "canary");
        Files.writeString(decoy.resolve("passwd"), "mallory:x:4242:4242::/:/bin/sh\n");
        Files.writeString(decoy.resolve("ptmx"), "was here before");
        before = listing(decoy) + Files.readString(HARMLESS_SETTING);
    }

    @AfterEach
    void nothing_is_left_and_the_decoy_is_untouched() throws Exception {
        if (bench != null) {
            bench.close();
            for (Path link : links) {
                Files.delete(link);
            }
            assertThat(listing(decoy) + Files.readString(HARMLESS_SETTING)).isEqualTo(before);
        }
    }

    private static String listing(Path tree) throws IOException {
        TreeMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.toList()) {
                String content =
                        Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.readString(path) : "no file";
                files.put(path.toString(), Files.getAttribute(path, "unix:mode") + content);
            }
        }
        return files.toString();
    }

    private void link(String place, Path target) throws IOException {
        Path link = bench.rootfs().resolve(place);
        links.add(link);
        Files.createDirectories(link.getParent());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }

    /** CVE-2015-1335, CVE-2019-19921, CVE-2026-41579. */
    @ParameterizedTest
    @ValueSource(strings = {"proc", "sys", "dev"})
    void a_link_in_the_place_of_a_kernel_directory_is_refused(String place) throws Exception {
        link(place, decoy);

        assertRefused(bench.sleeper(), "MOUNT_ENTRIES", "/" + place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proc", "sys", "dev"})
    void a_link_that_stays_inside_is_refused_there_as_well(String place) throws Exception {
        link(place, Path.of("/etc"));

        assertRefused(bench.sleeper(), "MOUNT_ENTRIES", "/" + place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proc", "sys", "dev"})
    void a_file_in_the_place_of_a_kernel_directory_is_refused(String place) throws Exception {
        Files.delete(bench.rootfs().resolve(place));
        Files.writeString(bench.rootfs().resolve(place), "");

        assertThatThrownBy(bench.sleeper()::start)
                .isInstanceOf(StepFailedException.class)
                .hasMessageContaining("/" + place);
    }

    /** CVE-2015-1335, CVE-2019-18837. */
    @ParameterizedTest
    @ValueSource(strings = {"/data", "/data/below", "/data/inner/new", "/up/../data/file"})
    void a_link_on_the_way_to_a_mount_is_refused(String target) throws Exception {
        link("data", decoy);
        Files.createDirectory(bench.rootfs().resolve("up"));
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs() + "\nmounts:\n  - {type: tmpfs, target: "
                + target + "}\nprocess: {command: [/bin/sleep, '1000']}\n");

        assertThatThrownBy(container::start).isInstanceOf(ContainerException.class);
    }

    @Test
    void a_link_that_leads_nowhere_is_not_made_somewhere() throws Exception {
        link("file", decoy.resolve("made"));
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs()
                + "\nmounts:\n  - {type: bind, source: /etc/hostname, target: /file, onMissingTarget: create-file}\n"
                + "process: {command: [/bin/sleep, '1000']}\n");

        assertRefused(container, "MOUNT_ENTRIES", "/file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"maskedPaths", "readonlyPaths"})
    void a_link_in_the_place_of_a_protected_path_is_refused(String key) throws Exception {
        link("secret", decoy.resolve("marker"));
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs() + "\n" + key + ": [/secret]\n"
                + "process: {command: [/bin/sleep, '1000']}\n");

        assertRefused(container, "PROTECT_PATHS", "/secret");
    }

    private void assertRefused(TestContainer container, String step, String object) {
        StepFailedException failure = catchThrowableOfType(StepFailedException.class, container::start);
        assertThat(failure.step().name()).isEqualTo(step);
        assertThat(failure)
                .hasMessageEndingWith("target " + object + ": a symbolic link in the container's root: "
                        + "ELOOP (too many levels of symbolic links)");
    }

    /** CVE-2025-31133: the mask of a file was a bind mount of the image's own /dev/null. */
    @Test
    void masks_are_never_made_of_what_the_image_calls_dev_null() throws Exception {
        link("dev/null", HARMLESS_SETTING);
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs()
                        + "\nmaskedPaths: [/proc/timer_list, /proc/keys]\nprocess: {command: [/bin/sh, -c, "
                        + "'echo 1 >/proc/keys; stat -c %t:%T /proc/keys /dev/null; exec sleep 1000']}\n")
                .start();

        container.awaitLog("1:3\n1:3\n");
        assertThat(container.mount("/proc/keys").orElseThrow()).contains(" /null /proc/keys ro,");
        assertThat(container.proc("mountinfo")).doesNotContain("printk_ratelimit");
    }

    /** CVE-2025-52565: the console was bound where the image's link led. */
    @Test
    void the_console_is_never_put_where_the_image_says() throws Exception {
        link("dev/console", HARMLESS_SETTING);
        link("dev/ptmx", decoy.resolve("ptmx"));
        link("dev/pts", decoy);
        TestContainer container = bench.container("/bin/sh", "-c", "echo to the console >/dev/console; exec sleep 1000")
                .start();

        container.awaitLog("to the console\n");
        assertThat(container.proc("mountinfo")).doesNotContain("printk_ratelimit");
        assertThat(container.mount("/dev/console").orElseThrow()).contains(" - devpts ");
    }

    @Test
    void a_fifo_in_the_place_of_a_device_does_not_hang() throws Exception {
        for (String name : List.of("ptmx", "console", "null")) {
            new ProcessBuilder(
                            "mkfifo",
                            bench.rootfs().resolve("dev").resolve(name).toString())
                    .start()
                    .waitFor();
        }

        assertThat(bench.sleeper().start().mount("/dev/null")).isPresent();
    }

    /** CVE-2024-21626: the working directory was named through a descriptor that was left open. */
    @Test
    void a_working_directory_behind_a_descriptor_leads_nowhere() throws Exception {
        for (int number = 0; number < 24; number++) {
            assertWorkingDirectoryIsInsideOrRefused("/proc/self/fd/" + number);
            assertWorkingDirectoryIsInsideOrRefused("/proc/self/fd/" + number + "/etc");
        }
    }

    private void assertWorkingDirectoryIsInsideOrRefused(String path) throws Exception {
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs() + "\nprocess: {cwd: " + path
                + ", command: [/bin/sh, -c, 'readlink /proc/self/cwd; ls -i -d .; exec sleep 1000']}\n");
        try {
            container.start();
        } catch (StepFailedException refused) {
            assertThat(refused.step().name()).isEqualTo("DROP_PRIVILEGES");
            return;
        }
        Path shown = Files.readSymbolicLink(Path.of("/proc/" + container.pid() + "/cwd"));
        assertThat(container.inside("/").resolve("." + shown)).as(path).isDirectory();
        assertThat(container.awaitLog(" .\n")).doesNotContain("unreachable");
        container.stop();
    }

    /** CVE-2024-21626, the other half: the program itself. */
    @Test
    void a_program_behind_a_descriptor_is_not_the_host_s() throws Exception {
        for (int number = 3; number < 16; number++) {
            TestContainer container = bench.container("/proc/self/fd/" + number + "/../../../../bin/sleep", "1000");
            assertThatThrownBy(container::start).as(container.name()).isInstanceOf(StepFailedException.class);
        }
    }

    @Test
    void users_are_not_read_through_a_link() throws Exception {
        link("etc/passwd", decoy.resolve("passwd"));

        assertThatThrownBy(as("mallory")::start)
                .isInstanceOf(HostLimitException.class)
                .hasMessageContaining("has no user \"mallory\"");
    }

    @Test
    void users_are_not_read_through_a_linked_directory() throws Exception {
        Path etc = bench.rootfs().resolve("etc");
        Files.move(etc, bench.rootfs().resolve("etc2"));
        Files.createSymbolicLink(etc, decoy);
        links.add(etc);

        assertThatThrownBy(as("mallory")::start).hasMessageContaining("has no user \"mallory\"");
    }

    @Test
    void a_passwd_file_that_is_a_fifo_does_not_hang() throws Exception {
        Path passwd = bench.rootfs().resolve("etc/passwd");
        Files.delete(passwd);
        new ProcessBuilder("mkfifo", passwd.toString()).start().waitFor();

        assertThatThrownBy(as("mallory")::start).hasMessageContaining("has no user \"mallory\"");
        assertThat(as("1234").start().status("Uid")).startsWith("1234\t");
    }

    private TestContainer as(String user) throws IOException {
        return bench.define(
                "rootfs: dir:" + bench.rootfs() + "\nprocess: {command: [/bin/sleep, '1000'], user: '" + user + "'}\n");
    }

    /** CVE-2019-5736, CVE-2016-9962: a program that is the runtime itself would be the runtime's file, writable. */
    @Test
    void a_program_that_asks_for_the_stage_itself_gets_a_sealed_copy_at_most() throws Exception {
        link("bin/true", Path.of("/proc/self/exe"));
        TestContainer container = bench.container("/bin/true", "--version");

        container.start().awaitExit();

        assertThat(container.log()).startsWith("cleat-stage");
    }

    /** CVE-2021-30465, CVE-2024-45310: directory and link change places while mounts are made. */
    @Test
    void a_target_that_changes_into_a_link_all_the_time_never_leads_out() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "needs a C compiler");
        Path shared = Files.createDirectories(bench.file("shared"));
        Files.createDirectory(shared.resolve("data"));
        Files.createSymbolicLink(shared.resolve("link"), decoy);
        Process swapper = swapper(shared);
        int started = 0;
        try {
            for (int round = 0; round < 40 || started == 0 && round < 1000; round++) { // who wins is chance
                TestContainer container = bench.define("rootfs: dir:" + bench.rootfs() + """

                        mounts:
                          - {type: bind, source: %s, target: /vol}
                          - {type: tmpfs, target: /vol/data/made/by/start}
                        process: {command: [/bin/sleep, "1000"]}
                        """.formatted(shared));
                try {
                    assertThat(container.start().proc("mountinfo"))
                            .containsPattern(" /vol/(data|link)/made/by/start .* - tmpfs");
                    started++;
                    container.stop();
                } catch (StepFailedException refused) {
                    assertThat(refused).hasMessageContaining("/vol/data");
                }
            }
        } finally {
            swapper.destroyForcibly().waitFor();
        }
        assertThat(started).as("starts that met the directory").isPositive();
    }

    private Process swapper(Path shared) throws Exception {
        Path source = Files.writeString(bench.file("swap.c"), """
                #define _GNU_SOURCE
                #include <fcntl.h>
                #include <stdio.h>
                #include <unistd.h>
                #include <sys/syscall.h>
                int main(void) {
                    for (;;)
                        syscall(SYS_renameat2, AT_FDCWD, "data", AT_FDCWD, "link", 2 /* RENAME_EXCHANGE */);
                }
                """);
        Process compiler = new ProcessBuilder(
                        "gcc", "-O1", "-o", bench.file("swap").toString(), source.toString())
                .inheritIO()
                .start();
        assertThat(compiler.waitFor()).isZero();
        return new ProcessBuilder(bench.file("swap").toString())
                .directory(shared.toFile())
                .start();
    }

    /** Nothing in an image or beside it says how it is started (CVE-2026-40226); only who starts it does. */
    @Test
    void settings_that_come_with_an_image_are_nobody_s() throws Exception {
        String settings = "hostname: evil\nnamespaces: {pid: host}\nhooks: {preStart: [/bin/false]}\n";
        for (String name : List.of("container.yaml", "config", "config.json", "config.yaml", "etc/cleat/config.yaml")) {
            Path file = bench.rootfs().resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, settings);
        }
        Files.writeString(
                bench.rootfs().resolveSibling(bench.rootfs().getFileName() + ".nspawn"), "[Exec]\nHostname=evil\n");
        TestContainer container = bench.define(
                        "rootfs: dir:" + bench.rootfs()
                                + "\nhostname: mine\nprocess: {command: [/bin/sh, -c, 'hostname; echo pid $$; exec sleep 1000']}\n")
                .start();

        container.awaitLog("mine\npid 1\n");
    }

    /** A container on the host's network sees the host's abstract sockets (CVE-2020-15257): none of them is ours. */
    @Test
    void no_socket_of_ours_can_be_reached_by_the_network_of_the_host() throws Exception {
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs()
                        + "\nprocess: {command: [/bin/sleep, '1000']}\nnamespaces: {net: host}\n")
                .start();
        Set<String> ours = new HashSet<>();
        for (long pid : List.of(container.pid(), container.saved().keeperPid())) {
            try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
                for (Path descriptor : descriptors.toList()) {
                    ours.add(Files.readSymbolicLink(descriptor).toString());
                }
            }
        }
        assertThat(container.proc("net/unix").lines())
                .filteredOn(line -> ours.contains("socket:[" + line.trim().split(" +")[6] + "]"))
                .isNotEmpty()
                .noneMatch(line -> line.contains(" @"));
    }
}
