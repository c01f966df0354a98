package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.cli.CommandLineFixture.Result;
import dev.cleat.engine.api.HostReport;
import dev.cleat.engine.api.HostReport.Finding;
import dev.cleat.engine.api.HostReport.Level;
import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.api.PlanDescription.Section;
import dev.cleat.engine.api.Problem;
import dev.cleat.engine.api.StartRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookingVerbsTest {

    private final CommandLineFixture cleat = new CommandLineFixture();

    @Test
    void info_writes_a_fact_per_line() {
        cleat.engine.detail = Samples.detail(Samples.web());

        assertThat(cleat.run("info", "web").out()).isEqualTo("""
                        name         web
                        state        RUNNING
                        pid          4711
                        runtime      cleat
                        started      2026-11-22T08:00:00Z (2h ago)
                        command      /bin/sh -c exec sleep\\x1b[2J 1d
                        hostname     web
                        rootfs       /srv/rootfs
                        definition   /var/lib/cleat/web/container.yaml
                        console log  /var/log/web.log
                        sessions     1
                        cpu          1:12
                        memory       41.2M of 64.0M
                        pids         2 of 64
                        oom kills    0
                        namespace    mnt 4026532001
                        namespace    net 4026531840 (the host's, with db, mail)
                        cgroup       unified /sys/fs/cgroup/cleat/web
                        pressure     cpu some avg10=0.00 avg60=0.00 avg300=0.00 total=0
                        """);
    }

    @Test
    void info_in_json_has_the_fields_of_the_list_and_more() {
        cleat.engine.detail = Samples.detail(Samples.web());

        assertThat(cleat.run("info", "--json", "web").out())
                .startsWith("{\n  \"name\" : \"web\",\n")
                .contains("\"sessions\" : 1")
                .contains("\"command\" : [ \"/bin/sh\", \"-c\", \"exec sleep\\u001B[2J 1d\" ]")
                .contains("\"insidePid\" : 2")
                .contains("\"members\" : [ \"db\", \"mail\" ]")
                .contains("\"lastEnd\" : null")
                .endsWith("}\n");
    }

    @Test
    void an_unknown_container_is_3() {
        assertThat(cleat.run("info", "web")).isEqualTo(new Result(3, "", "cleat: no container is called web\n"));
    }

    @Test
    void ps_shows_both_pids_and_harmless_commands() {
        cleat.engine.detail = Samples.detail(Samples.web());

        assertThat(cleat.run("ps", "web").out()).isEqualTo("""
                         PID  INSIDE  PPID   UID  S     TIME   MEM  COMMAND
                        4711       1  4700     0  S     1:01  3.2M  /bin/sh -c x
                        4712       2  4711  1000  R  2:01:40  900B  evil\\x1b]0;x\\x07\\u{202e}
                        """);
    }

    @Test
    void ps_in_json_is_an_array_of_processes() {
        cleat.engine.detail = Samples.detail(Samples.web());

        assertThat(cleat.run("ps", "--json", "web").out())
                .startsWith("[ {\n  \"pid\" : 4711,\n  \"insidePid\" : 1,\n")
                .contains("\"command\" : \"evil\\u001B]0;x\\u0007\\u202E\"")
                .endsWith("} ]\n");
    }

    @Test
    void lint_in_json_is_an_array_of_problems_that_is_empty_when_there_are_none() {
        cleat.engine.problems.add(
                new Problem(Path.of("web.yaml"), 3, 1, "unknown key \"hostnam\"", Optional.of("hostname")));

        Result bad = cleat.run("lint", "--json", "web.yaml");
        Result good = cleat.run("lint", "--json", "good.yaml");

        assertThat(bad.status()).isEqualTo(64);
        assertThat(bad.out().replaceAll("\\s+", ""))
                .isEqualTo("[{\"file\":\"web.yaml\",\"line\":3,\"column\":1,"
                        + "\"message\":\"unknownkey\\\"hostnam\\\"\",\"suggestion\":\"hostname\"}]");
        assertThat(good).isEqualTo(new Result(0, "[ ]\n", ""));
    }

    @Test
    void lint_prints_every_problem_on_standard_output() {
        Path file = Path.of("web.yaml");
        cleat.engine.problems.add(new Problem(file, 3, 1, "unknown key \"hostnam\"", Optional.of("hostname")));

        assertThat(cleat.run("lint", "web.yaml", "good.yaml"))
                .isEqualTo(new Result(64, "web.yaml:3:1: unknown key \"hostnam\" (did you mean \"hostname\"?)\n", ""));
        assertThat(cleat.run("lint", "good.yaml")).isEqualTo(new Result(0, "", ""));
    }

    @Test
    void plan_shows_sections_and_notes() {
        cleat.engine.plan = new PlanDescription(
                "web",
                List.of(new Section("CREATE_CGROUP", "create the cgroup", List.of("/cleat/web", "memory.max = 64M"))),
                List.of("the network is the host's"));

        assertThat(cleat.run("plan", "web").out()).isEqualTo("""
                        web

                        CREATE_CGROUP: create the cgroup
                          /cleat/web
                          memory.max = 64M

                        note: the network is the host's
                        """);
        assertThat(cleat.run("plan", "-f", "/x.yaml", "--json").out().replaceAll("\\s+", ""))
                .isEqualTo("{\"name\":\"web\",\"sections\":[{\"step\":\"CREATE_CGROUP\",\"title\":\"createthecgroup\","
                        + "\"lines\":[\"/cleat/web\",\"memory.max=64M\"]}],\"notes\":[\"thenetworkisthehost's\"]}");
        assertThat(cleat.engine.start).isEqualTo(StartRequest.ofFile(Path.of("/x.yaml")));
    }

    @Test
    void doctor_tells_cost_and_advice() {
        cleat.engine.report = new HostReport(List.of(
                new Finding(Level.OK, "kernel", "6.1", Optional.empty(), Optional.empty()),
                new Finding(
                        Level.MISSING,
                        "id ranges",
                        "none for ann",
                        Optional.of("containers map one id only"),
                        Optional.of("usermod --add-subuids"))));

        assertThat(cleat.run("doctor").out()).isEqualTo("""
                        LEVEL    SUBJECT    FOUND
                        ok       kernel     6.1
                        missing  id ranges  none for ann
                                              costs: containers map one id only
                                              to get it: usermod --add-subuids
                        """);
        assertThat(cleat.run("doctor", "--json").out()).contains("\"level\" : \"missing\"", "\"cost\" : null");
    }
}
