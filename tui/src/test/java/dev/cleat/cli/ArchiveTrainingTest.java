package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArchiveTrainingTest {

    @Test
    void it_asks_for_things_that_do_not_exist_and_says_nothing() {
        CommandLineFixture cleat = new CommandLineFixture();

        assertThat(cleat.train()).isEmpty();
        assertThat(cleat.engine.calls).contains("list", "attach no-such-container");
        assertThat(cleat.engine.calls).allMatch(call -> call.equals("list") || call.contains("no-such-container"));
    }
}
