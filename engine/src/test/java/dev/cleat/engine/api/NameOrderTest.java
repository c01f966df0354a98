package dev.cleat.engine.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NameOrderTest {

    @Test
    void numbers_in_names_are_ordered_by_their_value() {
        assertThat(Stream.of("web10", "web2", "db", "web", "web02", "web2a", "web1")
                        .sorted(new NameOrder()))
                .containsExactly("db", "web", "web1", "web02", "web2", "web2a", "web10");
    }

    @Test
    void more_digits_than_a_long_holds_are_no_trouble() {
        assertThat(new NameOrder().compare("a99999999999999999999999", "a100000000000000000000000"))
                .isNegative();
    }
}
