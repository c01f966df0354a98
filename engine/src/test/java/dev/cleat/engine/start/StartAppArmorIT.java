package dev.cleat.engine.start;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.procfs.ProcessStat;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.PrivateNetwork;
import dev.cleat.engine.testing.TestContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers under AppArmor, where the kernel has it. */
@Timeout(120)
class StartAppArmorIT {

    private static final Path KERNEL = Path.of("/sys/kernel/security/apparmor");
    private static final String OWN = "cleat-test-" + ProcessHandle.current().pid();

    @TempDir
    Path directory;

    private Bench bench;
    private Set<String> before;

    @BeforeEach
    void a_bench() throws IOException {
        assumeTrue(Files.isReadable(KERNEL.resolve("profiles")), "needs AppArmor");
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/apparmor_parser")), "needs apparmor_parser");
        before = profiles();
        bench = new Bench(directory);
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        if (bench != null) {
            bench.close();
            Set<String> loaded = new HashSet<>(profiles());
            loaded.removeAll(before);
            for (String profile : loaded) {
                Files.writeString(KERNEL.resolve(".remove"), profile);
            }
        }
    }

    private static Set<String> profiles() throws IOException {
        return Files.readString(KERNEL.resolve("profiles"))
                .lines()
                .map(line -> line.substring(0, line.lastIndexOf(" (")))
                .collect(Collectors.toSet());
    }

    /** Nothing but a profile keeps its root from /proc and /sys. */
    private TestContainer container(String security, String script) throws IOException {
        return bench.define("""
                rootfs: dir:%s
                security: %s
                autoMounts: {proc: rw, sys: rw}
                maskedPaths: []
                readonlyPaths: []
                process: {command: %s}
                """.formatted(bench.rootfs(), security, Bench.list("/bin/sh", "-c", script)));
    }

    private static String label(TestContainer container) throws IOException {
        return container.proc("attr/apparmor/current").strip();
    }

    @Test
    void a_container_that_says_nothing_is_under_our_profile() throws Exception {
        TestContainer container = container(
                        "{}",
                        "cat /proc/self/attr/apparmor/current; echo h >/proc/sysrq-trigger;"
                                + " echo x >/proc/sys/kernel/core_pattern; echo done; exec sleep 1000")
                .start();

        assertThat(container.awaitLog("done"))
                .startsWith("cleat-default (enforce)\n")
                .contains("can't create /proc/sysrq-trigger: Permission denied")
                .contains("can't create /proc/sys/kernel/core_pattern: Permission denied");
        assertThat(label(container)).isEqualTo("cleat-default (enforce)");
    }

    /** A profile that begins with a program takes the signal of its parent's death away. */
    @Test
    void init_dies_with_its_keeper_under_our_profile_too() throws Exception {
        TestContainer container = container("{}", "exec sleep 1000").start();

        ProcessHandle.of(container.saved().keeperPid()).orElseThrow().destroyForcibly();

        Awaiting.until("init's death", () -> !isAlive(container.pid()));
    }

    /** Such a profile begins with the program: LXC and OCI have it so. */
    @Test
    void under_a_profile_asked_for_by_name_init_dies_when_somebody_looks_after_the_keeper_was_killed()
            throws Exception {
        load("profile " + OWN + " flags=(attach_disconnected) { file, capability, network, signal, }\n");
        TestContainer container = container("{apparmor: {profile: " + OWN + "}}", "exec sleep 1000")
                .start();

        ProcessHandle.of(container.saved().keeperPid()).orElseThrow().destroyForcibly();

        Awaiting.until("STOPPED", () -> container.state() == ContainerState.STOPPED);
        assertThat(isAlive(container.pid())).isFalse();
        container.assertNothingLeft();
    }

    private boolean isAlive(long pid) throws IOException {
        return bench.procfs().stat(pid).filter(ProcessStat::isAlive).isPresent();
    }

    @Test
    void our_stub_is_under_the_profile_as_its_program_is() throws Exception {
        TestContainer container = bench.define("""
                rootfs: dir:%s
                process: {mode: stub, command: [/bin/sh, -c, "cat /proc/*/attr/apparmor/current; echo done; exec sleep 1000"]}
                """.formatted(bench.rootfs())).start();

        assertThat(container.awaitLog("done").lines().filter(line -> !line.equals("done")))
                .hasSizeGreaterThanOrEqualTo(2)
                .containsOnly("cleat-default (enforce)");
    }

    @Test
    void the_profile_holds_with_no_new_privileges_too() throws Exception {
        TestContainer container = container(
                        "{noNewPrivileges: true}", "echo h >/proc/sysrq-trigger; echo done; exec sleep 1000")
                .start();

        assertThat(container.awaitLog("done")).contains("/proc/sysrq-trigger: Permission denied");
        assertThat(label(container)).isEqualTo("cleat-default (enforce)");
    }

    @Test
    void one_that_may_mount_may_not_mount_what_shows_the_host() throws Exception {
        TestContainer container = container(
                        "{capabilities: {add: [SYS_ADMIN]}}",
                        "mount -t tmpfs none /tmp && echo a tmpfs; mount -t securityfs none /tmp && echo a securityfs;"
                                + " echo done; exec sleep 1000")
                .start();

        assertThat(container.awaitLog("done")).contains("a tmpfs").doesNotContain("a securityfs");
        assertThat(label(container)).isEqualTo("cleat-default-with-mounting (enforce)");
    }

    @Test
    void a_profile_that_is_asked_for_by_name_holds_init_and_what_is_attached() throws Exception {
        load("profile " + OWN + " flags=(attach_disconnected) { file, capability, network, signal, ptrace, mount,"
                + " deny /etc/group rw, }\n");
        TestContainer container = container(
                        "{apparmor: {profile: " + OWN + "}}", "cat /etc/group; echo done; exec sleep 1000")
                .start();

        assertThat(container.awaitLog("done")).startsWith("cat: can't open '/etc/group': Permission denied");
        assertThat(label(container)).isEqualTo(OWN + " (enforce)");
        assertThat(container.execute("/bin/cat", "/etc/passwd")).isZero();
        assertThat(container.execute("/bin/cat", "/etc/group")).isOne();
    }

    /** Inside of a container of ours it is so: the profile does not let anybody change to it, not even who is under it. */
    @Test
    void who_is_under_a_container_s_profile_attaches_under_it() throws Exception {
        load("profile " + OWN
                + " flags=(attach_disconnected) { file, capability, network, signal, ptrace, mount, umount,"
                + " pivot_root, unix, }\n");
        TestContainer container = container("{apparmor: {profile: " + OWN + "}}", "exec sleep 1000")
                .start();

        Process attach = new ProcessBuilder(under(
                        OWN,
                        EngineProgram.commandLine(
                                bench,
                                "attach",
                                container.name(),
                                "NEVER",
                                "-",
                                "cat",
                                "/proc/self/attr/apparmor/current")))
                .redirectErrorStream(true)
                .start();

        assertThat(new String(attach.getInputStream().readAllBytes(), UTF_8)).isEqualTo(OWN + " (enforce)\n");
    }

    private static List<String> under(String profile, List<String> command) {
        List<String> line = new ArrayList<>(List.of(
                "/bin/sh", "-c", "echo exec " + profile + " > /proc/self/attr/apparmor/exec && exec \"$@\"", "sh"));
        line.addAll(command);
        return line;
    }

    private void load(String profile) throws Exception {
        Path file = Files.writeString(bench.file("profile"), profile);
        PrivateNetwork.sh("apparmor_parser -K -r " + file);
    }

    @Test
    void a_name_that_is_not_loaded_ends_the_start() throws Exception {
        TestContainer container = container("{apparmor: {profile: nobody-s}}", "exec sleep 1000");

        assertThatThrownBy(container::start)
                .isInstanceOf(ContainerException.class)
                .hasMessageContaining("security.apparmor: no profile \"nobody-s\" is loaded");
        container.assertNothingLeft();
    }

    @Test
    void lines_of_the_definition_are_added_to_our_profile() throws Exception {
        TestContainer container = container(
                        "{apparmor: {raw: ['deny /etc/group r,']}}", "cat /etc/group; echo done; exec sleep 1000")
                .start();

        assertThat(container.awaitLog("done")).startsWith("cat: can't open '/etc/group': Permission denied");
        assertThat(label(container)).matches("cleat-default-[0-9a-f]+ \\(enforce\\)");
    }

    @Test
    void what_the_profile_forbids_is_forbidden_to_the_program_and_not_to_its_start() throws Exception {
        TestContainer container = bench.define("""
                rootfs: dir:%s
                process: {command: [/bin/sh, -c, "id -u; exec sleep 1000"], user: alice}
                security: {apparmor: {raw: ['deny capability,']}}
                """.formatted(bench.rootfs())).start();

        assertThat(container.awaitLog("\n").strip()).isEqualTo("1000");
        assertThat(label(container)).matches("cleat-default-[0-9a-f]+ \\(enforce\\)");
    }

    @Test
    void a_line_that_is_no_rule_ends_the_start_with_what_the_parser_says() throws Exception {
        TestContainer container = container("{apparmor: {raw: ['denyy /etc/group r,']}}", "exec sleep 1000");

        assertThatThrownBy(container::start)
                .isInstanceOf(ContainerException.class)
                .hasMessageContaining("apparmor_parser")
                .hasMessageContaining("syntax error");
        container.assertNothingLeft();
    }

    @Test
    void unconfined_and_privileged_are_under_none() throws Exception {
        TestContainer unconfined = container("{apparmor: {profile: unconfined}}", "exec sleep 1000")
                .start();
        TestContainer privileged =
                container("{privileged: true}", "exec sleep 1000").start();

        assertThat(label(unconfined)).isEqualTo("unconfined");
        assertThat(label(privileged)).isEqualTo("unconfined");
    }
}
