package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.StepFailedException;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs run at the points of a container's life. */
@Timeout(120)
class StartHooksIT extends OnBench {

    private Path said;

    @BeforeEach
    void a_place_for_what_hooks_say() {
        said = bench.file("said");
    }

    /** A script of the host. */
    private Path hook(String name, String body) throws IOException {
        Path script = Files.writeString(bench.file(name), "#!/bin/sh\n" + body + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    /** A script that is found inside and outside under the same path. */
    private String insideHook(String body) throws IOException {
        Path script = Files.writeString(bench.rootfs().resolve("bin/hook"), "#!/bin/sh\n" + body + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return "/bin/hook";
    }

    private TestContainer container(String hooks, String command) throws IOException {
        return bench.define(
                "rootfs: dir:" + bench.rootfs() + "\nprocess:\n  command: " + command + "\nhooks: " + hooks + "\n");
    }

    private TestContainer sleeper(String hooks) throws IOException {
        return container(hooks, "[/bin/sleep, \"1000\"]");
    }

    private String said() throws IOException {
        return Files.exists(said) ? Files.readString(said) : "";
    }

    @Test
    @Proves("S17")
    void a_hook_is_told_about_its_container_in_the_environment() throws Exception {
        Path dump = hook("dump", "env | sort >" + said);
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs()
                + "\nprocess: {command: [/bin/sleep, '1000'], env: {BOTH: x}, envHooks: {HOOKS: y}, envRuntime: {INIT: z}}\n"
                + "hooks: {startHost: [{path: " + dump + ", env: {OWN: 1}}]}\n");
        container.start();

        List<String> environment = said().lines().toList();
        assertThat(environment)
                .contains(
                        "BOTH=x",
                        "HOOKS=y",
                        "OWN=1",
                        "LXC_NAME=" + container.name(),
                        "CLEAT_NAME=" + container.name(),
                        "LXC_CONFIG_FILE=" + container.definition(),
                        "LXC_ROOTFS_PATH=" + bench.rootfs(),
                        "LXC_CONSOLE_LOGPATH=" + bench.path().resolve("logs").resolve(container.name() + ".log"),
                        "LXC_HOOK_VERSION=1",
                        "LXC_HOOK_TYPE=start-host",
                        "LXC_HOOK_SECTION=lxc",
                        "LXC_CGNS_AWARE=1",
                        "LXC_PID=" + container.pid(),
                        "CLEAT_PID=" + container.pid(),
                        "LXC_NET_NS=/proc/" + container.pid() + "/ns/net")
                .anyMatch(line -> line.startsWith("LXC_ROOTFS_MOUNT=/"))
                .anyMatch(line -> line.startsWith("LXC_LOG_LEVEL="))
                .noneMatch(line -> line.startsWith("INIT=") || line.startsWith("HOME="));
    }

    @Test
    @Proves("S18")
    void a_pre_start_hook_that_fails_aborts_before_anything_is_there() throws Exception {
        Path fails = hook("fails", "echo the disk is away >&2; exit 1");
        Path next = hook("next", "touch " + said);
        Path tidy = hook("tidy", "echo tidied >>" + bench.file("tidied"));
        TestContainer container = sleeper("{preStart: [" + fails + ", " + next + "], postStop: [" + tidy + "]}");

        StepFailedException failure = catchThrowableOfType(StepFailedException.class, container::start);

        assertThat(failure)
                .hasMessageContaining("run the pre-start hooks")
                .hasMessageContaining("hook " + fails + " ended with status 1: the disk is away");
        assertThat(said).doesNotExist();
        assertThat(bench.file("tidied")).hasContent("tidied"); // what one of them made before it, or it itself
        assertThat(container.cgroups()).allSatisfy(cgroup -> assertThat(cgroup).doesNotExist());
        assertThat(bench.engine().events())
                .filteredOn(event -> event.container().equals(container.name()))
                .extracting(StateEvent::state)
                .contains(ContainerState.ABORTING)
                .doesNotContain(ContainerState.RUNNING);
    }

    @Test
    @Proves("S10")
    void a_child_that_a_hook_leaves_behind_does_not_disturb_the_container() throws Exception {
        Path leaves = hook("leaves", "sleep 1000 >/dev/null 2>&1 & echo $! >>" + said);
        TestContainer container = sleeper("{preStart: [" + leaves + "], startHost: [" + leaves + "]}")
                .start();
        List<ProcessHandle> children = said().lines()
                .map(Long::valueOf)
                .map(pid -> ProcessHandle.of(pid).orElseThrow())
                .toList();

        children.forEach(ProcessHandle::destroyForcibly);

        Awaiting.until("the end of the hooks' children", () -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(children).hasSize(2);
        assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
        assertThat(bench.warnings()).isEmpty();
    }

    @Test
    @Proves("S38")
    void a_start_hook_runs_inside_and_its_failure_aborts() throws Exception {
        String hook =
                insideHook("echo $LXC_HOOK_TYPE $LXC_NAME in $(hostname) as $$ of $LXC_PID >/tmp/said; exit $CODE");
        TestContainer good =
                sleeper("{start: [{path: " + hook + ", env: {CODE: 0}}]}").start();
        String told = Files.readString(good.inside("/tmp/said"));

        StepFailedException bad = catchThrowableOfType(
                StepFailedException.class, sleeper("{start: [{path: " + hook + ", env: {CODE: 3}}]}")::start);
        StepFailedException missing =
                catchThrowableOfType(StepFailedException.class, sleeper("{start: [/bin/none]}")::start);

        assertThat(told)
                .startsWith("start " + good.name() + " in " + good.name() + " as ")
                .endsWith(" of 1\n");
        assertThat(bad).hasMessageContaining("hook /bin/hook ended with status 3");
        assertThat(missing).hasMessageContaining("hook /bin/none: ").hasMessageContaining("ENOENT");
    }

    @Test
    @Proves({"S40", "L18"})
    void running_is_told_only_after_init_executes_and_what_never_executes_is_never_told() throws Exception {
        Path state = hook(
                "tells",
                "echo $LXC_HOOK_TYPE $(grep -o '\"state\":\"[A-Z]*\"' " + bench.state() + "/$LXC_NAME/state.json) >>"
                        + said);
        String hooks = "{preStart: [" + state + "], startHost: [" + state + "], postStart: [" + state + "]}";
        TestContainer good = sleeper(hooks).start();
        assertThat(said)
                .hasContent(
                        "pre-start \"state\":\"STARTING\"\nstart-host \"state\":\"STARTING\"\npostStart \"state\":\"RUNNING\"\n");
        Files.delete(said);

        TestContainer bad = container(hooks, "[/bin/none]");
        assertThat(catchThrowableOfType(StepFailedException.class, bad::start)).isNotNull();

        assertThat(said()).contains("start-host").doesNotContain("postStart", "RUNNING");
        assertThat(bench.engine().events())
                .filteredOn(event -> event.container().equals(bad.name()))
                .extracting(StateEvent::state)
                .doesNotContain(ContainerState.RUNNING);
        assertThat(good.state()).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void every_point_is_reached_once_and_in_its_order() throws Exception {
        Path order = hook("order", "echo $LXC_HOOK_TYPE${LXC_TARGET:+ for $LXC_TARGET} >>" + said);
        String inside = insideHook("echo start");
        TestContainer container = sleeper("\n"
                + List.of(
                                "preStart",
                                "createRuntime",
                                "preMount",
                                "mount",
                                "autodev",
                                "startHost",
                                "postStart",
                                "stop",
                                "postStop")
                        .stream()
                        .map(point -> "  " + point + ": [" + order + "]\n")
                        .reduce("  start: [" + inside + "]\n", String::concat));
        container.start();
        container.stop();
        Awaiting.until("post-stop in " + said(), () -> said().contains("post-stop"));

        assertThat(said)
                .hasContent("pre-start\ncreateRuntime\npre-mount\nmount\nautodev\nstart-host\npostStart\n"
                        + "stop for stop\npost-stop for stop\n");
    }

    @Test
    void post_stop_hooks_undo_what_pre_start_hooks_did_although_the_start_failed() throws Exception {
        Path makes = hook("makes", "touch " + said);
        Path removes = hook("removes", "rm " + said);
        TestContainer container = container("{preStart: [" + makes + "], postStop: [" + removes + "]}", "[/bin/none]");

        assertThat(catchThrowableOfType(StepFailedException.class, container::start))
                .isNotNull();

        assertThat(said).doesNotExist();
    }

    @Test
    void a_failure_that_may_be_is_told_and_the_container_runs() throws Exception {
        Path fails = hook("fails", "echo no >&2; exit 1");
        String inside = insideHook("echo none; exit 2");
        TestContainer container = sleeper("\n  startHost: [{path: " + fails + ", onFailure: warn}]\n  start: [{path: "
                        + inside + ", onFailure: warn}]\n  postStart: [" + fails + "]\n")
                .start();

        assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
        assertThat(bench.warnings())
                .contains(
                        container.name() + ": start-host hook " + fails + " ended with status 1: no",
                        container.name() + ": postStart hook " + fails + " ended with status 1: no",
                        container.name() + ": hook /bin/hook (start) ended with status 2");
    }

    @Test
    void a_hook_that_takes_too_long_is_ended_and_the_start_fails() throws Exception {
        Path sleeps = hook("sleeps", "sleep 1000");
        TestContainer outside = sleeper("{preStart: [{path: " + sleeps + ", timeout: 300ms}]}");
        TestContainer inside = sleeper("{start: [{path: " + insideHook("sleep 1000") + ", timeout: 300ms}]}");

        assertThat(catchThrowableOfType(StepFailedException.class, outside::start))
                .hasMessageContaining("took longer than 300 ms and was killed");
        assertThat(catchThrowableOfType(StepFailedException.class, inside::start))
                .hasMessageContaining("hook /bin/hook");
    }

    @Test
    void hooks_run_before_and_after_a_session_and_may_refuse_it() throws Exception {
        Path tells =
                hook("tells", "echo $LXC_HOOK_TYPE $CLEAT_USER ${CLEAT_SESSION:+in a session} of $LXC_PID >>" + said);
        TestContainer open =
                sleeper("{attach: [" + tells + "], detach: [" + tells + "]}").start();
        TestContainer closed = sleeper("{attach: [" + hook("no", "echo not on a Friday >&2; exit 1") + "]}")
                .start();

        assertThat(attach(open)).isZero();
        assertThat(catchThrowableOfType(StepFailedException.class, () -> attach(closed)))
                .hasMessageContaining("ended with status 1: not on a Friday");

        assertThat(said().lines())
                .hasSize(2)
                .anyMatch(line -> line.matches("attach \\S+ in a session of " + open.pid()))
                .anyMatch(line -> line.matches("detach \\S+ in a session of " + open.pid()));
        assertThat(closed.summary().sessions()).isZero();
    }

    private int attach(TestContainer container) throws Exception {
        return bench.engine()
                .attach(AttachRequest.of(container.name(), List.of("/bin/true")), Optional.empty())
                .exitStatus();
    }

    @Test
    void oci_hooks_read_the_state_on_standard_input() throws Exception {
        Path reads = hook("reads", "cat >" + said);
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs()
                        + "\nannotations: {org.example: a}\nprocess: {command: [/bin/sleep, '1000']}\n"
                        + "hooks: {abi: oci-stdin, createRuntime: [" + reads + "]}\n")
                .start();

        assertThat(said)
                .hasContent(
                        "{\"ociVersion\":\"1.2.0\",\"id\":\"" + container.name() + "\",\"status\":\"creating\",\"pid\":"
                                + container.pid() + ",\"bundle\":\""
                                + container.definition().getParent()
                                + "\",\"annotations\":{\"org.example\":\"a\"}}\n");
    }
}
