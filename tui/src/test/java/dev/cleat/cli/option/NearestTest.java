package dev.cleat.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    private static final List<String> VERBS = List.of("start", "stop", "restart", "ls", "attach");

    @Test
    void a_swap_an_omission_and_a_beginning_are_near() {
        assertThat(Nearest.of("strat", VERBS)).contains("start");
        assertThat(Nearest.of("atach", VERBS)).contains("attach");
        assertThat(Nearest.of("rest", VERBS)).contains("restart");
        assertThat(Nearest.of("sl", VERBS)).contains("ls");
    }

    @Test
    void something_else_entirely_is_not() {
        assertThat(Nearest.of("frobnicate", VERBS)).isEmpty();
        assertThat(Nearest.of("", VERBS)).isEmpty();
        assertThat(Nearest.hint("xyz", VERBS)).isEmpty();
    }
}
