package dev.cleat.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GreetingTest {

    @Test
    void versions_that_differ_are_told_both() {
        assertThat(new Greeting("1.2", Protocol.VERSION).difference("1.3")).contains("runs cleat 1.2, this one 1.3");
        assertThat(new Greeting("1.3", Protocol.VERSION).difference("1.3")).isEmpty();
        assertThat(new Greeting("9", 7).difference("1.3"))
                .contains("runs cleat 9, this one 1.3: they do not understand each other, install one version on both");
    }

    @Test
    void a_version_is_short_whatever_it_says() throws Exception {
        assertThat(Greeting.of("{\"cleat\":\"" + "x".repeat(999) + "\",\"protocol\":1}")
                        .version())
                .hasSize(40);
    }
}
