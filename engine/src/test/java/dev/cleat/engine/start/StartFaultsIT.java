package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every step of a start fails once: by what the definition asks for, or because the kernel refuses a system call, which
 * strace(1) makes it do. Each failure names its step, and nothing is left.
 */
@Timeout(120)
class StartFaultsIT extends OnBench {

    private static final int FAILED = 200;

    /** What the reader and the planner say stands for itself. */
    private static final Set<StartStep> WITHOUT_NUMBER = Set.of(StartStep.READ_DEFINITION, StartStep.RESOLVE_PLAN);

    /**
     * A probe finds nothing out rather than fail; prctl(2) cannot refuse that signal, and a keeper that dies then is
     * StartKilledIT's; a container whose post-start hooks fail runs, and the failure is a warning, as OCI has it.
     */
    private static final Set<StartStep> NEVER_FAIL =
            EnumSet.of(StartStep.PROBE_HOST, StartStep.ARM_PARENT_DEATH, StartStep.RUN_POST_START_HOOKS);

    /** A root that may make no more UTS namespaces, and whose own user namespace has one id. */
    private static final List<String> POOR_ROOT = List.of(
            "unshare",
            "--user",
            "--map-root-user",
            "sh",
            "-c",
            "[ -z \"$NO_UTS\" ] || echo 0 > /proc/sys/user/max_uts_namespaces; exec \"$@\"",
            "sh");

    /** A host on which systemd seems to run, and does not listen. */
    private static final List<String> DEAF_SYSTEMD = List.of(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs none /run && mkdir -p /run/systemd/system && exec \"$@\"",
            "sh");

    /** What a root of a user namespace may ask for: it cannot set a device policy. */
    private static final String ALL_DEVICES = "dev: {rules: [{allow: a}]}\n";

    @ParameterizedTest
    @EnumSource(StartStep.class)
    @Proves({"S21", "S33", "L10"})
    void a_step_that_fails_is_named_and_everything_is_given_back(StartStep step) throws Exception {
        assumeFalse(NEVER_FAIL.contains(step), "cannot fail: see above");
        assumeTrue(step != StartStep.LOAD_PROFILE || hasAppArmor(), "needs a kernel with AppArmor");
        assumeTrue(
                step != StartStep.ENTER_CGROUP || bench.layout().of("devices").isPresent(),
                "needs v1: in a v2 cgroup init is born");
        assumeTrue(step != StartStep.CREATE_SCOPE || hasSystemdRun(), "needs systemd's systemd-run");
        Fault fault = faults().get(step);
        assertThat(fault).as("how to make " + step + " fail").isNotNull();
        TestContainer container = bench.define(fault.yaml());
        fault.before().accept(container);

        Path output = bench.file("said");
        Process engine = new ProcessBuilder(command(fault, container))
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile())
                .start();
        // Who did not fail has a keeper, and strace stays as long as that does.
        boolean ended = engine.waitFor(Awaiting.BOUND.toSeconds(), TimeUnit.SECONDS);
        engine.destroyForcibly();
        String said = Files.readString(output, StandardCharsets.UTF_8);

        assertThat(ended).as("it failed; it said: " + said).isTrue();
        assertThat(engine.exitValue()).as(said).isEqualTo(FAILED);
        if (!WITHOUT_NUMBER.contains(step)) {
            assertThat(said)
                    .contains("step " + (step.ordinal() + 1) + "/" + StartStep.values().length + ", " + step.title());
        }
        assertThat(said).contains(fault.answer());
        container.assertNothingLeft();
        fault.after().accept(container);
        assertThat(bench.state().resolve(container.name())).doesNotExist();
    }

    private List<String> command(Fault fault, TestContainer container) {
        List<String> command = new ArrayList<>(fault.wrapper());
        if (!fault.calls().isEmpty()) {
            command.addAll(
                    List.of("strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", "trace=" + fault.calls()));
            fault.path()
                    .ifPresent(path -> command.addAll(
                            List.of("-P", absolute(path, container).toString())));
            command.addAll(List.of("-e", "inject=" + fault.calls() + ":error=EPERM"));
        }
        command.addAll(EngineProgram.commandLine(bench, "run", container.name()));
        if (fault.pidFile().isPresent()) {
            command.add(fault.pidFile().get().toString());
        }
        return command;
    }

    /** A name alone is a file of the container's cgroup of v1's devices controller. */
    private static Path absolute(Path path, TestContainer container) {
        return path.isAbsolute() ? path : container.cgroup("devices", path.toString());
    }

    /** What a test does about a container. */
    @FunctionalInterface
    private interface Preparation {
        void accept(TestContainer container) throws Exception;
    }

    /**
     * @param answer what the message holds: the kernel's answer
     * @param calls system calls that are refused; empty: the definition fails by itself
     * @param path only on this
     * @param wrapper what the engine runs below
     */
    private record Fault(
            String yaml,
            String answer,
            String calls,
            Optional<Path> path,
            List<String> wrapper,
            Optional<Path> pidFile,
            Preparation before,
            Preparation after) {
        private static final Preparation NOTHING = container -> {};

        static Fault of(String yaml, String answer) {
            return new Fault(yaml, answer, "", Optional.empty(), List.of(), Optional.empty(), NOTHING, NOTHING);
        }

        static Fault refused(String yaml, String calls) {
            return of(yaml, "EPERM").refusing(calls, Optional.empty());
        }

        Fault refusing(String otherCalls, Optional<Path> otherPath) {
            return new Fault(yaml, answer, otherCalls, otherPath, wrapper, pidFile, before, after);
        }

        Fault below(List<String> otherWrapper) {
            return new Fault(yaml, answer, calls, path, otherWrapper, pidFile, before, after);
        }

        Fault withPidFile(Path file) {
            return new Fault(yaml, answer, calls, path, wrapper, Optional.of(file), before, after);
        }

        Fault around(Preparation otherBefore, Preparation otherAfter) {
            return new Fault(yaml, answer, calls, path, wrapper, pidFile, otherBefore, otherAfter);
        }
    }

    private Map<StartStep, Fault> faults() throws Exception {
        String plain = "rootfs: dir:" + bench.rootfs() + "\nprocess: {command: [/bin/sleep, '1000']}\n";
        Map<StartStep, Fault> faults = new EnumMap<>(StartStep.class);
        faults.put(StartStep.READ_DEFINITION, Fault.of(plain + "nonsense: 1\n", "nonsense"));
        faults.put(
                StartStep.RESOLVE_PLAN, Fault.of("rootfs: dir:/nowhere\nprocess: {command: [/bin/sh]}\n", "/nowhere"));
        faults.put(
                StartStep.COMPILE_FILTER,
                Fault.of(
                        plain + "security: {seccomp: {profile: 'file:" + bench.file("none.json") + "'}}\n",
                        "none.json"));
        faults.put(
                StartStep.LOAD_PROFILE,
                Fault.of(plain + "security: {apparmor: {raw: ['no rule of AppArmor']}}\n", "apparmor_parser"));
        faults.put(StartStep.RUN_PRE_START_HOOKS, failingHook(plain, "preStart"));
        faults.put(
                StartStep.OPEN_CONSOLE_LOG, Fault.of(plain + "console: {log: {file: /proc/none/log}}\n", "/proc/none"));
        faults.put(
                StartStep.OPEN_NAMESPACES, Fault.of(plain + "namespaces: {net: 'container:it-nobody'}\n", "it-nobody"));
        faults.put(
                StartStep.CREATE_SCOPE,
                Fault.of(plain + "cgroup: {manager: systemd}\n", "systemd has not made the scope")
                        .below(DEAF_SYSTEMD));
        faults.put(
                StartStep.CREATE_CGROUP,
                Fault.of(plain + "resources: {v1: {memory.none: '1'}, v2: {memory.none: '1'}}\n", "memory.none"));
        faults.put(
                StartStep.CREATE_NETWORK,
                Fault.of(plain + "network: {interfaces: [{type: veth, link: it-nobridge}]}\n", "it-nobridge"));
        faults.put(
                StartStep.SPAWN_KEEPER,
                Fault.refused(plain + "security: {seccomp: {profile: unconfined}}\n", "memfd_create"));
        faults.put(StartStep.SET_UP_LOOPBACK, Fault.refused(plain, "ioctl"));
        faults.put(StartStep.BECOME_ROOT, Fault.refused(plain + "namespaces: {user: private}\n", "setresuid"));
        faults.put(StartStep.ENTER_NAMESPACES, Fault.refused(plain, "unshare"));
        faults.put(
                StartStep.TUNE_INIT,
                Fault.of(plain.replace("process: {", "process: {proc: {oom_score_adj: '5000'}, "), "EINVAL"));
        faults.put(StartStep.RUN_CREATE_RUNTIME_HOOKS, failingHook(plain, "createRuntime"));
        faults.put(StartStep.RUN_PRE_MOUNT_HOOKS, failingHook(plain, "preMount"));
        faults.put(StartStep.MOUNT_ROOT, Fault.refused(plain, "mount"));
        faults.put(StartStep.MOUNT_ENTRIES, Fault.refused(plain, "fsopen"));
        faults.put(StartStep.POPULATE_DEV, Fault.refused(plain, "symlinkat"));
        faults.put(StartStep.RUN_MOUNT_HOOKS, failingHook(plain, "mount"));
        faults.put(StartStep.PROTECT_PATHS, Fault.of(plain + "maskedPaths: [/etc/link/x]\n", "/etc/link/x"));
        faults.put(StartStep.PIVOT_ROOT, Fault.refused(plain, "pivot_root"));
        faults.put(StartStep.SET_NAMES, Fault.refused(plain, "sethostname"));
        faults.put(StartStep.APPLY_SYSCTLS, Fault.of(plain + "sysctl: {net.ipv4.none: '1'}\n", "net/ipv4/none"));
        faults.put(StartStep.RUN_START_HOST_HOOKS, failingHook(plain, "startHost"));
        faults.put(StartStep.DROP_PRIVILEGES, Fault.refused(plain, "capset"));
        faults.put(StartStep.RUN_START_HOOKS, failingHook(plain, "start"));
        faults.put(StartStep.EXECUTE_INIT, Fault.of(plain.replace("/bin/sleep", "/bin/none"), "ENOENT"));
        faults.put(StartStep.CLAIM_NAME, Fault.of(plain, "ENOTDIR").around(this::fileForDirectory, this::removeState));
        faults.put(StartStep.PREPARE_ROOTFS, Fault.of(plain, "root").around(this::fileForRoot, Fault.NOTHING));
        faults.put(StartStep.CLONE_INIT, Fault.of(plain + ALL_DEVICES, "ENOSPC").below(withoutUts()));
        faults.put(
                StartStep.ENTER_CGROUP,
                Fault.refused(plain, "write").refusing("write", Optional.of(Path.of("init/tasks"))));
        faults.put(
                StartStep.WRITE_ID_MAPS,
                Fault.of(plain + ALL_DEVICES + "namespaces: {user: private}\n", "EPERM")
                        .below(POOR_ROOT));
        Path garbage = Files.writeString(bench.file("garbage.img"), "x".repeat(8192));
        faults.put(
                StartStep.OPEN_SOURCES,
                Fault.of(plain.replace("dir:" + bench.rootfs(), "squashfs:" + garbage), garbage.toString()));
        faults.put(
                StartStep.MOVE_NETWORK,
                Fault.of(plain + "network: {interfaces: [{type: veth, veth: {mode: router}}]}\n", "nsenter")
                        .refusing("setns", Optional.empty()));
        faults.put(StartStep.OPEN_CONSOLE, Fault.refused(plain, "fchmod"));
        faults.put(
                StartStep.SET_DEVICE_POLICY,
                isUnified()
                        ? Fault.refused(plain, "bpf")
                        : Fault.of(plain + "dev: {rules: [{allow: a}, {deny: 'b 99:* rwm'}]}\n", "EPERM")
                                .refusing("openat", Optional.of(Path.of("devices.deny"))));
        faults.put(StartStep.PUBLISH_RUNNING, Fault.of(plain, "nowhere").withPidFile(bench.file("nowhere/pid")));
        Files.createSymbolicLink(bench.rootfs().resolve("etc/link"), Path.of("/tmp"));
        return faults;
    }

    private static Fault failingHook(String plain, String point) {
        return Fault.of(plain + "hooks: {" + point + ": [/bin/false]}\n", "/bin/false");
    }

    private boolean isUnified() {
        return bench.layout().kind() == CgroupLayout.Kind.V2;
    }

    private static boolean hasAppArmor() {
        return Files.isDirectory(Path.of("/sys/kernel/security/apparmor"));
    }

    private static boolean hasSystemdRun() {
        return Files.isExecutable(Path.of("/usr/bin/systemd-run"));
    }

    private static List<String> withoutUts() {
        List<String> wrapper = new ArrayList<>(List.of("env", "NO_UTS=1"));
        wrapper.addAll(POOR_ROOT);
        return wrapper;
    }

    /** Where every keeper goes, in a hierarchy that both layouts have. */
    private void fileForDirectory(TestContainer container) throws IOException {
        Files.createDirectories(bench.state());
        Files.writeString(bench.state().resolve(container.name()), "");
    }

    private void removeState(TestContainer container) throws IOException {
        Files.delete(bench.state().resolve(container.name()));
    }

    private void fileForRoot(TestContainer container) throws IOException {
        Path own = bench.state().resolve(container.name());
        Files.createDirectories(own);
        Files.setPosixFilePermissions(bench.state(), PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(own.resolve("root"), "");
    }
}
