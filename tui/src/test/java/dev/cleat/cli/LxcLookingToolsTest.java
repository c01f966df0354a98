package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.cli.CommandLineFixture.Result;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.StateEvent;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** lxc-ls, lxc-info, lxc-wait and lxc-monitor. */
class LxcLookingToolsTest extends OnLxcContainers {

    @Test
    void lxc_ls_of_a_directory_lists_nothing_that_runs_from_elsewhere() {
        runs(ContainerState.RUNNING);
        ContainerSummary web = Samples.web();
        cleat.engine.containers.add(new ContainerSummary(
                "other",
                ContainerState.RUNNING,
                web.pid(),
                web.runtime(),
                web.started(),
                web.usage(),
                web.namespaces(),
                web.sharedWithHost(),
                web.cgroup(),
                Optional.of(Path.of("/elsewhere/other.yaml")),
                0));

        assertThat(run("lxc-ls", "-1").out()).isEqualTo("longername\nweb\n");
    }

    @Test
    void lxc_ls_prints_names_with_a_blank_behind_or_one_a_line() {
        assertThat(run("lxc-ls").out()).isEqualTo("longername \nweb        \n");
        assertThat(run("lxc-ls", "-1").out()).isEqualTo("longername\nweb\n");
        assertThat(run("lxc-ls", "-1", "--filter", "^w").out()).isEqualTo("web\n");
        assertThat(run("lxc-ls", "-1", "ong").out()).isEqualTo("longername\n");
    }

    @Test
    void lxc_ls_in_columns() {
        assertThat(run("lxc-ls", "-f").out()).isEqualTo("""
                        NAME       STATE   AUTOSTART GROUPS   IPV4 IPV6 UNPRIVILEGED\s
                        longername STOPPED 0         -        -    -    true        \s
                        web        STOPPED 0         a,onboot -    -    false       \s
                        """);
        assertThat(run("lxc-ls", "-F", "name,pid", "-1").out()).isEqualTo("longername\nweb\n");
        assertThat(run("lxc-ls", "-fF", "name,pid").out())
                .isEqualTo("NAME       PID \nlongername -   \nweb        -   \n");
    }

    @ParameterizedTest
    @CsvSource({
        "--running, web",
        "--active, web",
        "--frozen, ''",
        "--stopped, longername",
        "--groups=a, web",
        "'--groups=a,onboot', web",
        "'--groups=a,b', ''"
    })
    void lxc_ls_chooses(String option, String expected) {
        runs(ContainerState.RUNNING);

        Result result = run("lxc-ls", "-1", option);

        assertThat(result.out().strip()).isEqualTo(expected);
        assertThat(result.status()).isZero();
    }

    @Test
    void lxc_info_tells_the_whole_or_a_part_humanly_or_raw() {
        runs(ContainerState.RUNNING);

        assertThat(run("lxc-info", "-n", "longername").out())
                .isEqualTo("Name:           longername\nState:          STOPPED\n");
        assertThat(run("lxc-info", "-n", "web").out())
                .startsWith("Name:           web\nState:          RUNNING\nPID:            ")
                .contains("\nCPU use:        ", "\nMemory use:     ");
        assertThat(run("lxc-info", "-n", "web", "-s").out()).isEqualTo("State:          RUNNING\n");
        assertThat(run("lxc-info", "-n", "web", "-sH").out()).isEqualTo("RUNNING\n");
        assertThat(run("lxc-info", "-n", "web", "-p", "-H").out())
                .isEqualTo(Samples.web().pid() + "\n");
    }

    @Test
    void lxc_info_shows_keys_of_the_configuration_it_was_started_from() {
        assertThat(run("lxc-info", "-n", "web", "-c", "lxc.environment").out())
                .isEqualTo("lxc.environment = A=1\nlxc.environment = B=2\n");
        assertThat(run("lxc-info", "-n", "web", "-Hc", "lxc.uts.name").out()).isEqualTo("web\n");
        Result unknown = run("lxc-info", "-n", "web", "-c", "lxc.bogus");
        assertThat(unknown.err()).isEqualTo("lxc-info: lxc.bogus invalid\n");
        assertThat(unknown.status()).isZero();
    }

    @Test
    void lxc_info_of_what_is_not_there_ends_with_one() {
        Result result = run("lxc-info", "-n", "nope");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("lxc-info: nope doesn't exist\n");
    }

    @Test
    void lxc_wait_waits_for_one_of_several_states_and_ends_with_one_when_none_came() {
        assertThat(run("lxc-wait", "-n", "web", "-s", "RUNNING|STOPPED", "-t", "3")
                        .status())
                .isZero();
        cleat.engine.reached = false;
        assertThat(run("lxc-wait", "-n", "web", "-s", "FROZEN", "-t1").status()).isEqualTo(1);

        assertThat(cleat.engine.calls)
                .containsExactly("awaitState web [STOPPED, RUNNING] PT3S", "awaitState web [FROZEN] PT1S");
        assertThat(run("lxc-wait", "-n", "web", "-s", "BOGUS").status()).isEqualTo(1);
        assertThat(run("lxc-wait", "-n", "web").status()).isEqualTo(1);
    }

    @Test
    void lxc_monitor_prints_each_change_of_matching_containers() {
        cleat.engine.events.add(event("web", ContainerState.STARTING));
        cleat.engine.events.add(event("web2", ContainerState.RUNNING));
        cleat.engine.events.add(event("web", ContainerState.RUNNING));

        Result result = run("lxc-monitor", "-n", "web");
        Thread.interrupted();

        assertThat(result.out()).isEqualTo("'web' changed state to [STARTING]\n'web' changed state to [RUNNING]\n");
    }

    private static StateEvent event(String name, ContainerState state) {
        return new StateEvent(1, CommandLineFixture.NOW, name, state, Optional.empty(), Optional.empty());
    }
}
