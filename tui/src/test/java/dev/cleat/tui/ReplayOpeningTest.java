package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.Recordings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReplayOpeningTest {

    @Test
    void who_waits_for_a_recording_that_is_too_large_is_told_so() {
        FakeEngine engine = new FakeEngine(List.of()) {
            @Override
            public Recordings recordings() {
                throw new OutOfMemoryError("of a test");
            }
        };
        try (ReplayOpening opening = new ReplayOpening(engine, "large.cast")) {
            assertThatThrownBy(() -> opening.await(
                            null,
                            () -> {
                                throw new IllegalStateException("it still waits");
                            },
                            () -> {}))
                    .hasMessage("cannot play the recording: java.lang.OutOfMemoryError: of a test");
        }
    }
}
