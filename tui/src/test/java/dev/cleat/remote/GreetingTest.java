package dev.cleat.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GreetingTest {

    @Test
    void versions_that_differ_are_told_both() {
        assertThat(new Greeting("1.2", Protocol.VERSION, Protocol.LEVEL).difference("1.3"))
                .contains("runs cleat 1.2, this one 1.3");
        assertThat(new Greeting("1.3", Protocol.VERSION, Protocol.LEVEL).difference("1.3"))
                .isEmpty();
        assertThat(new Greeting("9", 7, 1).difference("1.3"))
                .contains("runs cleat 9, this one 1.3: they do not understand each other, install one version on both");
    }

    /** Both call themselves the same before a release. */
    @Test
    void one_that_answers_less_is_told_whatever_it_calls_itself() throws Exception {
        assertThat(Greeting.of("{\"cleat\":\"1.3\",\"protocol\":1}")
                        .difference("1.3")
                        .orElse(""))
                .startsWith("runs an older cleat (1.3): its recordings, addresses");
        assertThat(Greeting.of("{\"cleat\":\"1.3\",\"protocol\":1,\"level\":99}")
                        .difference("1.3"))
                .isEmpty();
    }

    @Test
    void a_version_is_short_whatever_it_says() throws Exception {
        assertThat(Greeting.of("{\"cleat\":\"" + "x".repeat(999) + "\",\"protocol\":1}")
                        .version())
                .hasSize(40);
    }
}
