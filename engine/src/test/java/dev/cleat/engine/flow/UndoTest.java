package dev.cleat.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndoTest {

    private final List<String> events = new ArrayList<>();

    @Test
    void gives_back_what_was_taken_last_first() {
        try (Undo undo = new Undo()) {
            undo.take("lock", events::add);
            undo.take("cgroup", events::add);
        }
        assertThat(events).containsExactly("cgroup", "lock");
    }

    @Test
    void after_commit_only_handles_are_closed() {
        try (Undo undo = new Undo()) {
            undo.own(() -> events.add("descriptor"));
            undo.take("cgroup", events::add);
            undo.commit();
        }
        assertThat(events).containsExactly("descriptor");
    }

    @Test
    void a_failure_while_giving_back_does_not_stop_the_rest_and_is_told_with_the_first_failure() {
        assertThatThrownBy(() -> {
                    try (Undo undo = new Undo()) {
                        undo.take("lock", events::add);
                        undo.take("cgroup", name -> {
                            throw new IOException(name + " is busy");
                        });
                        throw new IOException("the step failed");
                    }
                })
                .hasMessage("the step failed")
                .satisfies(
                        e -> assertThat(e.getSuppressed()[0].getSuppressed()[0]).hasMessage("cgroup is busy"));
        assertThat(events).containsExactly("lock");
    }
}
