package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.StepFailedException;
import dev.cleat.engine.state.ExitRecord;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.HostRootfs;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The system call filter of a container that runs. */
@Timeout(120)
class StartFilterIT extends OnBench {

    private static final int SIGSYS = 31;

    private TestContainer container(String security, String script) throws Exception {
        return bench.define("""
                rootfs: dir:%s
                security: %s
                process: {command: %s}
                """.formatted(bench.rootfs(), security, Bench.list("/bin/sh", "-c", script)));
    }

    private Path profile(String text) throws Exception {
        return Files.writeString(bench.file("profile"), text);
    }

    @Test
    void a_container_that_says_nothing_has_the_default_filter() throws Exception {
        HostRootfs.install(bench.rootfs(), Path.of("/usr/bin/unshare"));
        TestContainer container = container(
                        "{capabilities: {add: [SYS_BOOT]}}",
                        "/bin/unshare -U true; mknod /tmp/null c 1 3 && echo made; echo done; exec sleep 1000")
                .start();

        container.awaitLog("done");
        assertThat(container.status("Seccomp")).isEqualTo("2");
        assertThat(container.status("NoNewPrivs")).isEqualTo("0");
        assertThat(container.log()).contains("Operation not permitted").contains("made");
    }

    @Test
    void unconfined_and_privileged_have_none() throws Exception {
        TestContainer unconfined =
                container("{seccomp: {profile: unconfined}}", "exec sleep 1000").start();
        TestContainer privileged =
                container("{privileged: true}", "exec sleep 1000").start();

        assertThat(unconfined.status("Seccomp")).isEqualTo("0");
        assertThat(privileged.status("Seccomp")).isEqualTo("0");
    }

    /** Without capabilities only who can gain none may load a filter (seccomp(2)). */
    @Test
    void a_filter_is_loaded_for_a_user_without_capabilities_and_with_no_new_privileges() throws Exception {
        TestContainer container = bench.define("""
                rootfs: dir:%s
                security: {noNewPrivileges: true, capabilities: {keep: none}}
                process: {command: [/bin/sleep, "1000"], user: alice}
                """.formatted(bench.rootfs())).start();

        assertThat(container.status("Seccomp")).isEqualTo("2");
        assertThat(container.status("NoNewPrivs")).isEqualTo("1");
        assertThat(container.status("CapBnd")).isEqualTo("0000000000000000");
    }

    @Test
    void a_profile_of_oci_holds_init() throws Exception {
        Path profile = profile("""
                {"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [
                  {"names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO", "errnoRet": 28}]}
                """);
        TestContainer container = container(
                        "{seccomp: {profile: 'file:%s'}}".formatted(profile), "mkdir /x; echo done; exec sleep 1000")
                .start();

        assertThat(container.awaitLog("done")).contains("No space left on device");
    }

    @Test
    void a_profile_of_lxc_holds_init() throws Exception {
        Path profile = profile("2\ndenylist\n[all]\nmkdir errno 28\nmkdirat errno 28\n");
        TestContainer container = container(
                        "{seccomp: {profile: 'lxc:%s'}}".formatted(profile), "mkdir /x; echo done; exec sleep 1000")
                .start();

        assertThat(container.awaitLog("done")).contains("No space left on device");
    }

    @Test
    void a_container_that_is_killed_by_its_filter_ends_by_sigsys() throws Exception {
        Path profile = profile("""
                {"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [
                  {"names": ["rmdir", "unlink", "unlinkat"], "action": "SCMP_ACT_KILL_PROCESS"}]}
                """);
        TestContainer container =
                bench.define("""
                rootfs: dir:%s
                security: {seccomp: {profile: 'file:%s'}}
                process: {command: [/bin/rm, /etc/group]}
                """.formatted(bench.rootfs(), profile)).start();

        ExitRecord end = container.awaitExit();

        assertThat(end.signal()).isEqualTo(OptionalInt.of(SIGSYS));
        assertThat(bench.engine().why(container.name()).conclusion())
                .isEqualTo("killed by its system call filter (SIGSYS): " + profile);
        assertThat(bench.rootfs().resolve("etc/group")).exists();
    }

    @Test
    @Proves("S16")
    void a_bad_profile_ends_the_start_before_anything_is_told_or_taken() throws Exception {
        Path profile = profile("2\ndenylist\nmkdir erno\n");
        TestContainer container = container("{seccomp: {profile: 'lxc:%s'}}".formatted(profile), "exec sleep 1000");

        StepFailedException failure = catchThrowableOfType(StepFailedException.class, container::start);

        assertThat(failure).hasMessageContaining(profile + ":3: unknown action \"erno\"");
        assertThat(bench.state().resolve(container.name())).doesNotExist();
        assertThat(bench.state().resolve("events.jsonl")).doesNotExist();
        container.assertNothingLeft();
    }

    @Test
    void what_init_is_held_by_is_kept_for_those_who_attach_and_nobody_else() throws Exception {
        TestContainer container = container("{}", "exec sleep 1000").start();

        Path filter = bench.state().resolve(container.name()).resolve("filter");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(filter)))
                .isEqualTo("rw-------");
    }

    @Test
    void rules_of_unknown_calls_are_told_and_left_out() throws Exception {
        Path profile = profile("2\ndenylist\nfrobnicate\n");
        container("{seccomp: {profile: 'lxc:%s'}}".formatted(profile), "exec sleep 1000")
                .start();

        assertThat(bench.warnings()).anyMatch(warning -> warning.startsWith(profile + ":3: libseccomp "));
    }
}
