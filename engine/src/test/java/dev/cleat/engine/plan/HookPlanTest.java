package dev.cleat.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Hooks;
import dev.cleat.engine.definition.Hooks.Abi;
import dev.cleat.engine.definition.Hooks.Hook;
import dev.cleat.engine.definition.Hooks.Point;
import dev.cleat.engine.plan.HookPlan.Subject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What hooks are told, in each of the three ways. */
class HookPlanTest {

    private static HookPlan plan(Abi abi, Point point) {
        Hook hook = new Hook(Path.of("/h"), List.of("-v"), Map.of("OWN", "1"), Duration.ofSeconds(5), true);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", "/bin");
        environment.put("LXC_NAME", "web");
        return new HookPlan(
                new Hooks(Map.of(point, List.of(hook)), abi),
                environment,
                new Subject(
                        "web",
                        Path.of("/srv/web"),
                        Map.of("k\n", "a\"b\\"),
                        Set.of(NamespaceType.PID, NamespaceType.NET)));
    }

    @Test
    void in_the_environment_each_name_of_lxc_has_its_twin() {
        HookCommand hook = plan(Abi.ENV, Point.START_HOST)
                .commands(Point.START_HOST, Map.of(HookPlan.PID, "42"))
                .get(0);

        assertThat(hook.arguments()).containsExactly("/h", "-v");
        assertThat(hook.input()).isEmpty();
        assertThat(hook.environment())
                .containsExactlyInAnyOrder(
                        "PATH=/bin",
                        "LXC_NAME=web",
                        "LXC_HOOK_VERSION=1",
                        "LXC_HOOK_SECTION=lxc",
                        "LXC_HOOK_TYPE=start-host",
                        "LXC_PID=42",
                        "LXC_PID_NS=/proc/42/ns/pid",
                        "LXC_NET_NS=/proc/42/ns/net",
                        "CLEAT_NAME=web",
                        "CLEAT_HOOK_VERSION=1",
                        "CLEAT_HOOK_SECTION=lxc",
                        "CLEAT_HOOK_TYPE=start-host",
                        "CLEAT_PID=42",
                        "CLEAT_PID_NS=/proc/42/ns/pid",
                        "CLEAT_NET_NS=/proc/42/ns/net",
                        "OWN=1");
    }

    @Test
    void at_the_end_it_is_told_why_and_which_namespaces_are_kept() {
        Map<String, String> known =
                new LinkedHashMap<>(HookPlan.namespaces("/proc/7/fd/", Set.of(NamespaceType.NET, NamespaceType.MNT)));
        known.put(HookPlan.TARGET, "reboot");
        HookCommand hook = plan(Abi.ENV, Point.STOP).commands(Point.STOP, known).get(0);

        assertThat(hook.environment())
                .contains(
                        "LXC_TARGET=reboot",
                        "CLEAT_TARGET=reboot",
                        "LXC_NET_NS=/proc/7/fd/net",
                        "LXC_MNT_NS=/proc/7/fd/mnt")
                .noneMatch(variable -> variable.startsWith("LXC_PID="));
    }

    @Test
    void as_arguments_name_section_and_type_follow_its_own() {
        HookCommand hook = plan(Abi.ARGS, Point.PRE_START)
                .commands(Point.PRE_START, Map.of())
                .get(0);
        HookCommand script = plan(Abi.ARGS, Point.PRE_START)
                .script(Path.of("/up"), "up", "veth", Optional.of("br0"), Optional.of("vethx"));

        assertThat(hook.arguments()).containsExactly("/h", "-v", "web", "lxc", "pre-start");
        assertThat(hook.environment()).contains("LXC_HOOK_VERSION=0");
        assertThat(script.arguments()).containsExactly("/up", "web", "net", "up", "veth", "br0", "vethx");
    }

    @Test
    void as_state_on_standard_input_it_is_json_whatever_the_annotations_hold() {
        HookPlan plan = plan(Abi.OCI_STDIN, Point.POST_START);

        assertThat(plan.commands(Point.POST_START, Map.of(HookPlan.PID, "42"))
                        .get(0)
                        .input())
                .isEqualTo("{\"ociVersion\":\"1.2.0\",\"id\":\"web\",\"status\":\"running\",\"pid\":42,"
                        + "\"bundle\":\"/srv/web\",\"annotations\":{\"k\\u000a\":\"a\\\"b\\\\\"}}\n");
        assertThat(plan(Abi.OCI_STDIN, Point.POST_STOP)
                        .commands(Point.POST_STOP, Map.of())
                        .get(0)
                        .input())
                .contains("\"status\":\"stopped\",\"bundle\"");
    }

    @Test
    void inside_init_is_number_one() {
        assertThat(plan(Abi.ENV, Point.START).inside(Point.START).get(0).environment())
                .contains("LXC_PID=1", "LXC_HOOK_TYPE=start");
        assertThat(plan(Abi.ENV, Point.START).inside(Point.MOUNT)).isEmpty();
    }
}
