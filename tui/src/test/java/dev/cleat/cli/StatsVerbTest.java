package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.Runtime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code stats} and {@code top}. */
class StatsVerbTest {

    private final CommandLineFixture cleat = new CommandLineFixture();

    @BeforeEach
    void some_containers() {
        cleat.engine.containers.clear();
        cleat.engine.containers.add(Samples.running("web", Runtime.CLEAT));
        cleat.engine.containers.add(Samples.running("e\u001b[2Jvil", Runtime.UNKNOWN));
        cleat.engine.containers.add(Samples.stopped("old"));
    }

    @Test
    void figures_of_those_that_run_stand_beside_their_limits() {
        assertThat(cleat.run("stats", "--interval", "1ms").out())
                .startsWith("NAME")
                .containsPattern("web +- +- +41.2M +64.0M +2 +64 +- +- +- +0\n")
                .doesNotContain("old")
                .doesNotContain("\u001b");
    }

    @Test
    void names_choose_and_one_that_is_not_there_is_told() {
        assertThat(cleat.run("stats", "--interval", "1ms", "web").out().lines()).hasSize(2);
        assertThat(cleat.run("stats", "--interval", "1ms", "nobody").status()).isEqualTo(ExitStatus.UNKNOWN);
    }

    @Test
    void json_is_one_array() {
        assertThat(cleat.run("stats", "--interval", "1ms", "--json", "web").out())
                .startsWith("[ {")
                .contains("\"throttledNanos\" : null")
                .endsWith("} ]\n");
    }

    @Test
    void top_without_a_terminal_prints_once() {
        assertThat(cleat.run("top", "--interval", "1ms").out()).contains("web").doesNotContain("\u001b");
    }
}
