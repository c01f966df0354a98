package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.Runtime;
import org.junit.jupiter.api.Test;

class ArchiveTrainingTest {

    @Test
    void it_asks_for_what_does_not_exist_and_for_a_container_that_it_ends() {
        CommandLineFixture cleat = new CommandLineFixture();
        cleat.engine.containers.add(Samples.running(ArchiveTraining.NAME, Runtime.CLEAT));

        assertThat(cleat.train()).isEmpty();
        assertThat(cleat.engine.calls).contains("list", "attach no-such-container", "attach " + ArchiveTraining.NAME);
        assertThat(cleat.engine.calls).last().asString().startsWith("stop " + ArchiveTraining.NAME + " ");
    }

    @Test
    void a_user_starts_nothing() {
        CommandLineFixture cleat = new CommandLineFixture();
        cleat.userId = 1000;

        assertThat(cleat.train()).isEmpty();
        assertThat(cleat.engine.calls).contains("attach no-such-container");
        assertThat(cleat.engine.calls).noneMatch(call -> call.contains("cleat-training"));
    }

    @Test
    void what_the_operator_has_asked_to_be_recorded_is_not_asked_of_it() {
        CommandLineFixture cleat = new CommandLineFixture();
        cleat.environment.put("CLEAT_CONFIG", "/home/ann/config.yaml");

        cleat.train();

        assertThat(cleat.options.config())
                .get()
                .asString()
                .contains("/cleat-archive")
                .doesNotContain("/home/ann");
    }
}
