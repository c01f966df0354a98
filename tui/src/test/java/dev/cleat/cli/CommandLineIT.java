package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.cli.RealCleat.Result;
import dev.cleat.cli.RealCleat.Running;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Proves;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The verbs of a container's life through the real launcher, with real containers. Needs root. */
@Timeout(300)
class CommandLineIT {

    @TempDir
    Path folder;

    private RealCleat cleat;
    private String name;
    private Path definition;

    @BeforeEach
    void a_definition() throws Exception {
        cleat = new RealCleat(folder);
        name = "cli-it" + ProcessHandle.current().pid();
        definition = Files.writeString(folder.resolve("definition.yaml"), """
                schema: 1
                name: %s
                rootfs: host
                process:
                  command: [/bin/sh, -c, "echo it begins; exec sleep 1000"]
                stop: {action: kill}
                """.formatted(name));
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        if (cleat != null) {
            cleat.run("stop -qk " + name);
            assertThat(cleat.run("ls -1 --ours").out()).isEmpty();
        }
    }

    @Test
    @Proves("S6")
    void inherited_descriptors_are_told_of_and_are_not_in_the_container() throws Exception {
        String start = "start -l debug -f " + definition + " 9</etc/hostname";

        Result told = cleat.run(start);
        assertThat(told.status()).isZero();
        assertThat(told.err()).contains("cleat: inherited fd 9 (/etc/hostname)");
        assertThat(cleat.run("attach " + name + " 9</etc/hostname -- sh -c 'ls /proc/1/fd /proc/self/fd'")
                        .out())
                .containsPattern("(?m)^2$")
                .doesNotContainPattern("(?m)^9$");
        ends(0, "stop " + name);

        Result silent = cleat.run(start + " -C");
        assertThat(silent.err()).doesNotContain("inherited").contains(name + " runs");
    }

    @Test
    void a_life_from_create_to_destroy() throws Exception {
        ends(0, "create " + name + " -f " + definition);
        ends(6, "create " + name + " -f " + definition);
        for (String verb : List.of("stop", "kill", "freeze", "thaw", "restart", "tty", "attach")) {
            ends(2, verb + " " + name);
        }
        assertThat(cleat.run("ls -a --ours").out()).contains(name + "  STOPPED");
        ends(0, "start " + name);
        ends(6, "start " + name);
        ends(0, "wait " + name + " -s 'STOPPED|RUNNING' -t 10s");
        ends(4, "wait " + name + " -s STOPPED -t 100ms");
        ends(0, "freeze " + name);
        ends(2, "freeze " + name);
        ends(0, "wait " + name + " -s FROZEN -t 10s");
        ends(0, "thaw " + name);
        ends(2, "thaw " + name);
        String first = cleat.run("info --json " + name).out();
        ends(0, "restart " + name);
        assertThat(cleat.run("info --json " + name).out()).isNotEqualTo(first).contains("\"RUNNING\"");
        ends(6, "destroy " + name);
        ends(0, "kill " + name + " KILL");
        ends(0, "wait " + name + " -s STOPPED -t 10s");
        assertThat(cleat.run("why " + name).out())
                .startsWith(name + ": ")
                .contains("SIGKILL")
                .contains("  signal ")
                .contains("  | it begins\n");
        ends(0, "destroy " + name);
        ends(3, "start " + name);
        assertThat(cleat.run("ls -a --ours").out()).doesNotContain(name);
    }

    @Test
    void autostart_keeps_order_and_delays_and_goes_on_after_a_failure() throws Exception {
        Files.writeString(definition, Files.readString(definition) + "autostart: {enabled: true, delay: 1s}\n");
        ends(0, "create " + name + " -f " + definition);
        ends(0, "create " + name + "-b -f " + definition + " -s autostart.order=-1 -s 'process.command=[/nope]'");
        ends(0, "create " + name + "-c -f " + definition + " -s 'autostart.dependsOn={" + name + ": started}'");

        assertThat(cleat.run("autostart -L").out().lines().skip(1).map(row -> row.replaceAll(" .*", "")))
                .containsExactly(name + "-b", name, name + "-c");
        long begun = System.nanoTime();
        Result result = cleat.run("autostart");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err().lines().map(message -> message.replaceAll("(?<=runs).*|(?<=start )[^:]*:.*", "")))
                .containsExactly("cleat: cannot start ", "cleat: " + name + " runs", "cleat: " + name + "-c runs");
        assertThat(System.nanoTime() - begun).isGreaterThan(1_000_000_000L);

        assertThat(cleat.run("autostart -s").err())
                .isEqualTo("cleat: " + name + "-c stopped\ncleat: " + name + " stopped\n");
        ends(0, "autostart -k");
    }

    @Test
    void a_monitor_tells_each_change_until_it_is_interrupted() throws Exception {
        Running monitor = watching("monitor -l debug '^" + name + "$'");
        Running json = watching("monitor -l debug --json | head -n 1");

        ends(0, "start -f " + definition);
        ends(0, "stop " + name);
        Awaiting.until("STOPPED", () -> Files.readString(monitor.out()).contains("[STOPPED]"));

        assertThat(Files.readString(monitor.out()).lines().map(l -> l.replaceAll("^\\d+ \\S+Z |\\].*", "")))
                .containsExactly(
                        "'" + name + "' changed state to [STARTING",
                        "'" + name + "' changed state to [RUNNING",
                        "'" + name + "' changed state to [STOPPING",
                        "'" + name + "' changed state to [STOPPED");
        assertThat(json.end().out()).startsWith("{\"sequence\":1,").endsWith("}\n");
        new ProcessBuilder("kill", "-INT", Long.toString(monitor.process().pid()))
                .start()
                .waitFor();
        assertThat(monitor.end().status()).isEqualTo(130);
    }

    private Running watching(String line) throws Exception {
        Running running = cleat.begin(line);
        Awaiting.until("watching", () -> Files.readString(running.err()).contains("monitor watches"));
        return running;
    }

    private void ends(int status, String line) throws Exception {
        Result result = cleat.run(line);
        assertThat(result.status()).as(line + ": " + result.err()).isEqualTo(status);
        assertThat(result.err().lines()).allMatch(message -> message.startsWith("cleat: "));
    }
}
