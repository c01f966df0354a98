package dev.cleat.tui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.tui.FakeContainers;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterTest {

    @Test
    void it_looks_at_name_state_and_runtime() {
        assertThat(names("^api")).containsExactly("api-gateway");
        assertThat(names("frozen")).containsExactly("db-main");
        assertThat(names("DOCKER")).containsExactly("buildkit");
    }

    @Test
    void an_exclamation_mark_turns_it_round() {
        assertThat(names("!running")).containsExactly("db-main", "hello", "web-staging");
        assertThat(new Filter("!").isActive()).isFalse();
    }

    @Test
    void what_is_no_expression_is_text() {
        assertThat(new Filter("a(").isPlain()).isTrue();
        assertThat(names("a(")).isEmpty();
    }

    private static List<String> names(String filter) {
        return FakeContainers.mixed().stream()
                .filter(new Filter(filter).containers())
                .map(ContainerSummary::name)
                .toList();
    }
}
