package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.RecordingChoice;
import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.definition.HostConfigReader;
import dev.cleat.engine.definition.RecordingPolicy;
import dev.cleat.engine.recording.RecordingDecision;
import dev.cleat.engine.recording.RecordingRequest;
import dev.cleat.engine.session.SessionIdentity;
import dev.cleat.engine.session.SessionIdentity.Client;
import dev.cleat.engine.session.SessionIdentity.Subject;
import dev.cleat.engine.terminal.Tap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One session with the recording of the policy and the one that the operator named. */
@Timeout(60)
class SessionRecordingsTest {

    private static final SessionIdentity WHO = new SessionIdentity(
            "01931f5e-7c00-7abc-8def-0123456789ab",
            "attach",
            new Subject(
                    "web", Optional.empty(), 4242, List.of("sh"), 0, 0, List.of("mnt"), List.of(), Optional.empty()),
            new Client(
                    "harbour",
                    "b00t",
                    "ada",
                    0,
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    "/root"),
            Instant.parse("2026-03-04T05:06:07Z"));

    @TempDir
    Path directory;

    private final List<String> notices = new ArrayList<>();

    private List<RecordingRequest> requests(Path named, Input input) throws Exception {
        String text = "recording: {policy: all, input: masked, minFree: 0, directory: " + policyDirectory() + "}";
        RecordingPolicy policy = new HostConfigReader((file, atMost) -> text.getBytes(StandardCharsets.UTF_8))
                .read(Path.of("/etc/cleat/config.yaml"))
                .recording();
        return RecordingDecision.of(policy, directory)
                .of(new RecordingChoice(Optional.of(named), false, Optional.of(input)), WHO, true);
    }

    private Path policyDirectory() {
        return directory.resolve("recordings");
    }

    private SessionRecordings open(Path named, Input input) throws Exception {
        return SessionRecordings.open(requests(named, input), WHO, new TerminalSize(24, 80), notices::add)
                .orElseThrow();
    }

    @Test
    void where_the_named_one_is_refused_the_policy_has_none_of_a_session_that_never_was() throws Exception {
        Path named = Files.createSymbolicLink(directory.resolve("work.cast"), directory.resolve("elsewhere"));

        assertThatThrownBy(() -> open(named, Input.OFF)).isInstanceOf(RefusedException.class);

        assertThat(policyDirectory()).isEmptyDirectory();
        assertThat(notices).isEmpty();
    }

    @Test
    void what_the_terminal_hides_is_hidden_in_the_masked_one_and_told_in_the_full_one() throws Exception {
        Path named = directory.resolve("work.cast");
        try (SessionRecordings recordings = open(named, Input.FULL)) {
            recordings.begin();
            Tap tap = recordings.tap(() -> true);
            tap.input("hunter2\r".getBytes(StandardCharsets.US_ASCII));
            recordings.end(new CommandOutcome.Exited(0));

            assertThat(Files.readString(named)).contains("\"i\", \"hunter2\\r\"");
            assertThat(Files.readString(recordings.first())).contains("\"i\", \"*******\\r\"");
        }
        assertThat(notices)
                .hasSize(2)
                .allMatch(notice -> notice.startsWith("this session is recorded, typed keys too"));
    }
}
