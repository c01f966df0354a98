package dev.cleat.engine.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.definition.Hooks;
import dev.cleat.engine.definition.Hooks.Abi;
import dev.cleat.engine.definition.Hooks.Hook;
import dev.cleat.engine.definition.Hooks.Point;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.plan.HookCommand;
import dev.cleat.engine.plan.HookPlan;
import dev.cleat.engine.plan.HookPlan.Subject;
import dev.cleat.engine.testing.Awaiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hooks as the programs they are. */
@Timeout(60)
class HookRunnerTest {

    @TempDir
    Path directory;

    private final List<String> warnings = new ArrayList<>();
    private final List<String> debug = new ArrayList<>();
    private final HookRunner runner = new HookRunner(warnings::add, debug::add);

    private static HookCommand shell(String script, boolean abort) {
        return command(List.of("/bin/sh", "-c", script), "", Duration.ofSeconds(30), abort);
    }

    private static HookCommand command(List<String> arguments, String input, Duration timeout, boolean abort) {
        return new HookCommand(arguments, List.of("PATH=/usr/bin:/bin", "LXC_NAME=web"), input, timeout, abort);
    }

    @Test
    void a_hook_gets_its_arguments_its_variables_and_its_input_and_nothing_else() throws Exception {
        try (Fd left = Fd.open(Path.of("/etc/passwd"), Fd.O_RDONLY, 0)) {
            runner.run(List.of(command(
                    List.of(
                            "/bin/sh",
                            "-c",
                            "echo \"$0|$1\"; env | sort; cat; ls /proc/self/fd | tr '\\n' ' '",
                            "a b",
                            "c;d"),
                    "{\"id\":\"web\"}\n",
                    Duration.ofSeconds(30),
                    true)));
            assertThat(left.isOpen()).isTrue();
        }

        assertThat(debug)
                .extracting(line -> line.replace("hook /bin/sh: ", ""))
                .containsExactly(
                        "a b|c;d",
                        "LXC_NAME=web",
                        "PATH=/usr/bin:/bin",
                        "PWD=" + Path.of("").toAbsolutePath(),
                        "{\"id\":\"web\"}",
                        "0 1 2 3 ");
        assertThat(warnings).isEmpty();
    }

    @Test
    void of_a_hook_that_floods_the_last_lines_are_told_and_that_there_were_more() {
        assertThatThrownBy(() -> runner.run(List.of(shell("seq 50000 >&2; exit 3", true))))
                .hasMessage("hook /bin/sh ended with status 3: 50000");

        assertThat(warnings)
                .hasSize(21)
                .startsWith("hook /bin/sh: lines before these are left out; have the hook write them to a file")
                .endsWith("hook /bin/sh: 50000");
    }

    @Test
    void of_hooks_inside_that_flood_the_last_lines_are_told() throws Exception {
        Hook inside = new Hook(Path.of("/x"), List.of(), Map.of(), Hook.DEFAULT_TIMEOUT, true);
        HookPlan plan = new HookPlan(
                new Hooks(Map.of(Point.MOUNT, List.of(inside)), Abi.ENV), Map.of(), HookPlan.NONE.subject());
        HookOutput output = HookOutput.of(plan, runner);
        try (Fd write = output.forHooks().orElseThrow().duplicate(0)) {
            for (int i = 1; i <= 5000; i++) {
                write.writeFully(("line of a hook that floods " + i + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        output.close();

        assertThat(warnings).hasSize(21).endsWith("line of a hook that floods 5000");
    }

    @Test
    void a_hook_has_no_signal_blocked_or_ignored_and_a_session_of_its_own() throws Exception {
        runner.run(List.of(shell(
                "grep -E 'Sig(Blk|Ign)' /proc/self/status; cut -d' ' -f6 /proc/$$/stat | grep -x $$ | wc -l", true)));

        assertThat(debug)
                .containsExactly(
                        "hook /bin/sh: SigBlk:\t0000000000000000",
                        "hook /bin/sh: SigIgn:\t0000000000000000",
                        "hook /bin/sh: 1");
    }

    @Test
    void a_failure_tells_status_and_last_line_and_ends_the_row() {
        Path trace = directory.resolve("trace");

        assertThatThrownBy(() -> runner.run(List.of(
                        shell("echo first >&2; echo no such disk >&2; exit 3", true), shell("touch " + trace, true))))
                .isInstanceOf(IOException.class)
                .hasMessage("hook /bin/sh ended with status 3: no such disk");
        assertThatThrownBy(() -> runner.run(List.of(shell("kill -9 $$", true))))
                .hasMessage("hook /bin/sh was killed by signal 9");
        assertThat(trace).doesNotExist();
        assertThat(warnings).contains("hook /bin/sh: first");
    }

    @Test
    void a_failure_that_may_be_is_a_warning() throws Exception {
        runner.run(List.of(shell("exit 3", false), shell("echo on", true)));
        runner.runAll(List.of(shell("exit 4", true), shell("echo still on", true)));

        assertThat(warnings)
                .containsExactly("web: hook /bin/sh ended with status 3", "web: hook /bin/sh ended with status 4");
        assertThat(debug).containsExactly("hook /bin/sh: on", "hook /bin/sh: still on");
    }

    @Test
    void a_program_that_cannot_be_executed_is_told_with_what_to_do() throws Exception {
        Path text = Files.writeString(directory.resolve("text"), "echo hello\n");
        assertThatThrownBy(() -> runner.run(List.of(at(directory.resolve("none")))))
                .hasMessageContaining("none: ENOENT")
                .hasMessageEndingWith("; there is no such program on the host");
        assertThatThrownBy(() -> runner.run(List.of(at(text)))).hasMessageEndingWith("; make it executable");
        assertThat(text.toFile().setExecutable(true)).isTrue();
        assertThatThrownBy(() -> runner.run(List.of(at(text))))
                .hasMessageEndingWith("; a script begins with '#!' and its interpreter");
    }

    private static HookCommand at(Path program) {
        return command(List.of(program.toString()), "", Duration.ofSeconds(30), true);
    }

    @Test
    void a_hook_that_takes_too_long_is_killed_with_all_that_it_started() throws Exception {
        Path pid = directory.resolve("pid");

        assertThatThrownBy(() -> runner.run(List.of(command(
                        List.of("/bin/sh", "-c", "sleep 1000 & echo $! >" + pid + "; echo waiting; wait"),
                        "",
                        Duration.ofMillis(700),
                        true))))
                .hasMessage("hook /bin/sh took longer than 700 ms and was killed: waiting");

        Path child = Path.of("/proc", Files.readString(pid).strip(), "stat");
        Awaiting.until("the end of the hook's child", () -> isGone(child));
    }

    private static boolean isGone(Path stat) {
        try {
            return Files.readString(stat).contains(") Z ");
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void a_child_that_a_hook_leaves_behind_is_neither_waited_for_nor_killed() throws Exception {
        Path pid = directory.resolve("pid");

        runner.run(List.of(shell("sleep 1000 & echo $! >" + pid + "; echo done", true)));

        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        assertThat(child.isAlive()).isTrue();
        assertThat(debug).containsExactly("hook /bin/sh: done");
        child.destroyForcibly();
    }

    @Test
    void neither_much_output_nor_input_that_nobody_reads_stops_a_hook() throws Exception {
        runner.run(List.of(command(
                List.of("/bin/sh", "-c", "exec <&-; yes no | head -c 3000000; echo last"),
                "x".repeat(1_000_000),
                Duration.ofSeconds(30),
                true)));

        assertThat(debug).hasSizeLessThan(30_000).endsWith("hook /bin/sh: last");
    }

    @Test
    void the_hooks_of_a_container_are_kept_until_its_end() throws Exception {
        Hook hook = new Hook(
                Path.of("/bin/a \"b\""), List.of("x", ""), Map.of("A", "1\n2"), Duration.ofMillis(1500), false);
        HookPlan plan = new HookPlan(
                new Hooks(Map.of(Point.POST_STOP, List.of(hook, hook), Point.STOP, List.of(hook)), Abi.OCI_STDIN),
                Map.of("LXC_NAME", "web", "B", "ü\u0001"),
                new Subject("web", Path.of("/b"), Map.of("k", "v"), Set.of(dev.cleat.engine.api.NamespaceType.NET)));
        try (Fd state = Fd.open(directory, Fd.O_RDONLY | Fd.O_DIRECTORY, 0)) {
            SavedHooks.save(state, plan);

            assertThat(SavedHooks.load(state)).contains(plan);
            SavedHooks.save(state, HookPlan.NONE);
            assertThat(SavedHooks.load(state)).isEmpty();
            Files.writeString(directory.resolve("hooks.json"), "{\"abi\":\"EN");
            assertThat(SavedHooks.load(state)).isEmpty();
            SavedHooks.forget(state);
        }
        assertThat(directory).isEmptyDirectory();
    }
}
