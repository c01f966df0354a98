package dev.cleat.tui.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.model.HostRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Sessions and recordings as one list. */
class SessionReadingTest {

    private final RecordingInfo recorded;

    SessionReadingTest() throws ContainerException {
        recorded = new FakeEngine(List.of()).recordings().list().get(0);
    }

    private static List<HostRow> read(SessionInfo session) throws ContainerException {
        FakeEngine engine = new FakeEngine(FakeContainers.mixed()) {
            @Override
            public List<SessionInfo> sessions() {
                return List.of(session);
            }
        };
        return new SessionReading(engine).read().rows();
    }

    private static SessionInfo session(String id, String container, Path recording) {
        return new SessionInfo(
                id,
                container,
                SessionInfo.State.ATTACHED,
                new SessionInfo.Who("ann", 0, Optional.empty(), List.of(), Optional.empty(), Optional.empty()),
                List.of(),
                FakeContainers.NOW,
                Duration.ZERO,
                0,
                0,
                List.of(),
                Optional.empty(),
                Optional.of(recording),
                OptionalInt.empty());
    }

    private static Optional<RecordingInfo> recordingOfFirst(List<HostRow> rows) {
        return ((HostRow.Session) rows.get(0)).recording();
    }

    @Test
    void a_session_of_this_host_has_its_recording() throws Exception {
        assertThat(recordingOfFirst(read(session("1-2", "localhost:web", recorded.file()))))
                .contains(recorded);
        assertThat(recordingOfFirst(read(session("1-2", "web", recorded.file()))))
                .contains(recorded);
    }

    @Test
    void another_host_cannot_say_that_a_recording_of_this_one_is_its_own() throws Exception {
        assertThat(recordingOfFirst(read(session("alpha:" + recorded.id(), "alpha:web", recorded.file()))))
                .isEmpty();
    }
}
