package dev.cleat.engine.security;

import static dev.cleat.engine.security.FilterMachine.X32;
import static dev.cleat.engine.security.FilterMachine.X86;
import static dev.cleat.engine.security.FilterMachine.X86_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.definition.Capability;
import dev.cleat.engine.definition.Security.SeccompProfile;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OciProfileTest {

    private static final int EPERM = FilterAction.ERRNO | 1;
    private static final int ENOSYS = FilterAction.ERRNO | 38;
    private static final int READ = 0;
    private static final int MKDIR = 83;
    private static final int CLONE = 56;
    private static final int SOCKET = 41;
    private static final int FUTEX_WAITV = 449;

    @TempDir
    Path directory;

    private FilterFixture filters;

    @BeforeEach
    void on_this_machine() {
        filters = FilterFixture.withNumbersOfX86(directory);
    }

    @Test
    void a_rule_has_its_action_and_everything_else_the_default() throws Exception {
        FilterMachine filter = filters.oci("""
                {"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [
                  {"names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO", "errnoRet": 13},
                  {"names": ["rmdir"], "action": "SCMP_ACT_KILL_PROCESS"},
                  {"name": "unlink", "action": "SCMP_ACT_TRAP"}]}
                """);

        assertThat(filter.answer(X86_64, READ)).isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, MKDIR)).isEqualTo(FilterAction.ERRNO | 13);
        assertThat(filter.answer(X86_64, 84)).isEqualTo(FilterAction.KILL_PROCESS);
        assertThat(filter.answer(X86_64, 87)).isEqualTo(FilterAction.TRAP);
    }

    /** Without a list of architectures only this machine's own is let through, as with every OCI runtime. */
    @Test
    void programs_of_another_architecture_are_killed_unless_it_is_named() throws Exception {
        String profile = """
                {"defaultAction": "SCMP_ACT_ALLOW", %s "syscalls": [{"names": ["mkdir"], "action": "SCMP_ACT_ERRNO"}]}
                """;
        FilterMachine alone = filters.oci(profile.formatted(""));
        FilterMachine all = filters.oci(profile.formatted(
                "\"architectures\": [\"SCMP_ARCH_X86_64\", \"SCMP_ARCH_X86\", \"SCMP_ARCH_X32\", \"SCMP_ARCH_ARM\"],"));

        assertThat(alone.answer(X86, 3)).isEqualTo(FilterAction.KILL_THREAD);
        assertThat(all.answer(X86, 3)).isEqualTo(FilterAction.ALLOW);
        assertThat(all.answer(X86, 39)).isEqualTo(EPERM); // mkdir of i386
        assertThat(all.answer(X86_64, X32 + MKDIR)).isEqualTo(EPERM);
    }

    @ParameterizedTest
    @CsvSource({
        "SCMP_CMP_NE, 5, 6, 5",
        "SCMP_CMP_LT, 5, 4, 5",
        "SCMP_CMP_LE, 5, 5, 6",
        "SCMP_CMP_EQ, 5, 5, 6",
        "SCMP_CMP_GE, 5, 5, 4",
        "SCMP_CMP_GT, 5, 6, 5",
        "SCMP_CMP_GT, 4294967296, 4294967297, 5"
    })
    void a_comparison_decides(String operator, long value, long matching, long other) throws Exception {
        FilterMachine filter = filters.oci("""
                {"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [{"names": ["mkdir"], "action": "SCMP_ACT_ERRNO",
                  "args": [{"index": 1, "value": %d, "op": "%s"}]}]}
                """.formatted(value, operator));

        assertThat(filter.answer(X86_64, MKDIR, 0, matching)).isEqualTo(EPERM);
        assertThat(filter.answer(X86_64, MKDIR, 0, other)).isEqualTo(FilterAction.ALLOW);
    }

    @Test
    void comparisons_of_several_arguments_must_all_hold_and_those_of_one_are_alternatives() throws Exception {
        String profile = """
                {"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [{"names": ["mkdir"], "action": "SCMP_ACT_ERRNO",
                  "args": [{"index": 0, "value": 3, "op": "SCMP_CMP_EQ"}, {"index": %d, "value": 4, "op": "SCMP_CMP_EQ"}]}]}
                """;

        FilterMachine both = filters.oci(profile.formatted(1));
        assertThat(both.answer(X86_64, MKDIR, 3, 4)).isEqualTo(EPERM);
        assertThat(both.answer(X86_64, MKDIR, 3, 5)).isEqualTo(FilterAction.ALLOW);

        FilterMachine either = filters.oci(profile.formatted(0));
        assertThat(either.answer(X86_64, MKDIR, 3)).isEqualTo(EPERM);
        assertThat(either.answer(X86_64, MKDIR, 4)).isEqualTo(EPERM);
        assertThat(either.answer(X86_64, MKDIR, 5)).isEqualTo(FilterAction.ALLOW);
    }

    @Test
    void conditions_on_capabilities_and_kernels_are_those_of_docker() throws Exception {
        String profile = """
                {"defaultAction": "SCMP_ACT_ERRNO",
                 "archMap": [{"architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86"]}],
                 "syscalls": [
                  {"names": ["mkdir"], "action": "SCMP_ACT_ALLOW", "includes": {"caps": ["CAP_SYS_ADMIN"]}},
                  {"names": ["rmdir"], "action": "SCMP_ACT_ALLOW", "excludes": {"caps": ["CAP_SYS_ADMIN"]}},
                  {"names": ["read"], "action": "SCMP_ACT_ALLOW", "includes": {"minKernel": "6.1", "arches": ["amd64"]}},
                  {"names": ["write"], "action": "SCMP_ACT_ALLOW", "includes": {"minKernel": "6.2"}},
                  {"names": ["futex_waitv"], "action": "SCMP_ACT_ALLOW", "includes": {"arches": ["s390x"]}},
                  {"names": ["openat2"], "action": "SCMP_ACT_ALLOW"}]}
                """;
        FilterMachine admin = filters.oci(profile, Capability.SYS_ADMIN);
        FilterMachine nobody = filters.oci(profile);

        assertThat(admin.answer(X86_64, MKDIR)).isEqualTo(FilterAction.ALLOW);
        assertThat(admin.answer(X86_64, 84)).isEqualTo(EPERM);
        assertThat(nobody.answer(X86_64, MKDIR)).isEqualTo(EPERM);
        assertThat(nobody.answer(X86_64, 84)).isEqualTo(FilterAction.ALLOW);
        assertThat(nobody.answer(X86_64, READ)).isEqualTo(FilterAction.ALLOW);
        assertThat(nobody.answer(X86_64, 1)).isEqualTo(EPERM);
        assertThat(nobody.answer(X86, 3)).isEqualTo(FilterAction.ALLOW);
    }

    /** Else programs would not try the older way: they do on ENOSYS only. */
    @Test
    void a_call_newer_than_the_profile_is_answered_as_an_older_kernel_would() throws Exception {
        FilterMachine filter = filters.oci("""
                {"defaultAction": "SCMP_ACT_ERRNO", "architectures": ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"],
                 "syscalls": [{"names": ["read", "openat2"], "action": "SCMP_ACT_ALLOW"}]}
                """);

        assertThat(filter.answer(X86_64, 437)).isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, MKDIR)).isEqualTo(EPERM);
        assertThat(filter.answer(X86_64, FUTEX_WAITV)).isEqualTo(ENOSYS);
        assertThat(filter.answer(X86, FUTEX_WAITV)).isEqualTo(ENOSYS);
        assertThat(filter.answer(X86, 39)).isEqualTo(EPERM);
        assertThat(filter.answer(X86_64, X32 + FUTEX_WAITV)).isEqualTo(ENOSYS);
        assertThat(filter.answer(X86_64, X32 + 437)).isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(0x28, 0)).isEqualTo(FilterAction.KILL_THREAD);
    }

    @Test
    void a_whole_config_json_is_read_too() throws Exception {
        FilterMachine filter = filters.oci("""
                {"ociVersion": "1.2.0", "process": {"args": ["sh"]}, "linux": {"seccomp":
                  {"defaultAction": "SCMP_ACT_ALLOW", "defaultErrnoRet": null, "flags": ["SECCOMP_FILTER_FLAG_LOG"],
                   "syscalls": [{"names": ["mkdir"], "action": "SCMP_ACT_LOG"}]}}}
                """);

        assertThat(filter.answer(X86_64, MKDIR)).isEqualTo(FilterAction.LOG);
        assertThat(filters.compile(new SeccompProfile.Oci(directory.resolve("profile.json")))
                        .flags())
                .isEqualTo(2);
    }

    @Test
    void a_call_that_libseccomp_does_not_know_is_left_out_with_a_warning() throws Exception {
        filters.oci("""
                {"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [
                  {"names": ["mkdir",
                             "opne"], "action": "SCMP_ACT_ERRNO"}]}
                """);

        assertThat(filters.warnings)
                .singleElement()
                .asString()
                .startsWith(directory.resolve("profile.json") + ":3: libseccomp 2.")
                .endsWith("knows no system call \"opne\"; the rule is left out");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|1: a seccomp profile must be an object",
                "{\"defaultAction\": \"SCMP_ACT_ALOW\"}|1: unknown action \"SCMP_ACT_ALOW\"",
                "{}|1: defaultAction is missing",
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\",~\"sysclls\": []}|2: a seccomp profile has no key \"sysclls\"",
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"syscalls\": [~{\"action\": \"SCMP_ACT_KILL\"}]}|2: the rule names no system call",
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"syscalls\": [~{\"names\": [\"read\"]}]}|2: the rule has no action",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\",~~\"defaultErrnoRet\": 5000}|3: the errno of the default must be from 0 to 4095, not 5000",
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"architectures\": [~\"SCMP_ARCH_Z80\"]}|2: unknown architecture \"SCMP_ARCH_Z80\"",
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"flags\": [~\"FAST\"]}|2: unknown flag \"FAST\"",
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\",~\"defaultAction\": \"SCMP_ACT_ALLOW\"}|2: is not JSON: Duplicate field 'defaultAction'",
                "{\"ociVersion\": \"1.0\"}|1: this config.json has no linux.seccomp"
            })
    void a_mistake_is_told_with_its_line(String profile, String message) {
        assertThatThrownBy(() -> filters.oci(profile.replace("~", "\n")))
                .isInstanceOf(ProfileException.class)
                .hasMessage(directory.resolve("profile.json") + ":" + message);
    }

    @Test
    void a_mistake_is_told_even_in_a_rule_that_does_not_apply() {
        assertThatThrownBy(() -> filters.oci("""
                {"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [
                  {"names": ["mkdir"], "action": "SCMP_ACT_ERRNO", "includes": {"caps": ["CAP_SYS_ADMIN"]},
                   "args": [{"index": 6, "value": 0, "op": "SCMP_CMP_EQ"}]}]}
                """))
                .hasMessageEndingWith("profile.json:3: index must be from 0 to 5, not 6");
    }

    @Test
    void a_notification_is_refused_with_the_reason() {
        assertThatThrownBy(() -> filters.oci("""
                {"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [{"names": ["mkdir"], "action": "SCMP_ACT_NOTIFY"}]}
                """))
                .hasMessageContaining(":1: notify is not supported: there is no agent that would answer");
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        assertThatThrownBy(() -> filters.compile(new SeccompProfile.Oci(Path.of("/no/profile"))))
                .isInstanceOf(java.nio.file.NoSuchFileException.class);
    }

    @Test
    void the_default_profile_lets_through_what_docker_s_does() throws Exception {
        FilterMachine filter = filters.standard(Capability.DEFAULT.toArray(Capability[]::new));

        assertThat(filter.answer(X86_64, READ)).isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, 161)).as("chroot").isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, 165)).as("mount").isEqualTo(EPERM);
        assertThat(filter.answer(X86_64, 272)).as("unshare").isEqualTo(EPERM);
        assertThat(filter.answer(X86_64, 250)).as("keyctl").isEqualTo(EPERM);
        assertThat(filter.answer(X86_64, 425)).as("io_uring_setup").isEqualTo(EPERM);
        assertThat(filter.answer(X86_64, 435)).as("clone3").isEqualTo(ENOSYS);
        assertThat(filter.answer(X86_64, CLONE, 0x11)).as("fork").isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, CLONE, 0x10000000))
                .as("clone, new users")
                .isEqualTo(EPERM);
        assertThat(filter.answer(X86_64, SOCKET, 2)).as("AF_INET").isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, SOCKET, 40)).as("AF_VSOCK").isEqualTo(EPERM);
        assertThat(filter.answer(X86_64, 135, 8)).as("personality").isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, 135, 0x0400000))
                .as("READ_IMPLIES_EXEC")
                .isEqualTo(EPERM);
        assertThat(filter.answer(X86, 3)).as("read of i386").isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86, 310)).as("unshare of i386").isEqualTo(EPERM);
        assertThat(filter.answer(X86_64, X32)).as("read of x32").isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, 1000)).as("not yet invented").isEqualTo(ENOSYS);
        assertThat(filters.warnings).isEmpty();
    }

    @Test
    void the_default_profile_opens_with_capabilities() throws Exception {
        FilterMachine filter = filters.standard(Capability.SYS_ADMIN, Capability.SYS_BOOT);

        assertThat(filter.answer(X86_64, 165)).as("mount").isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, CLONE, 0x10000000)).isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, 435)).as("clone3").isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, 169)).as("reboot").isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, 161)).as("chroot").isEqualTo(EPERM);
    }
}
