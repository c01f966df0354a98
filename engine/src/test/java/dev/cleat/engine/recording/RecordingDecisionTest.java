package dev.cleat.engine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.RecordingChoice;
import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.definition.HostConfigReader;
import dev.cleat.engine.session.SessionIdentity;
import dev.cleat.engine.session.SessionIdentity.Subject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingDecisionTest {

    private static final Path DEFINITIONS = Path.of("/var/lib/cleat");
    private static final RecordingChoice NONE = new RecordingChoice(Optional.empty(), true, Optional.empty());

    private static RecordingDecision decision(String recording) throws Exception {
        byte[] text = ("recording: {" + recording + "}\n").getBytes(StandardCharsets.UTF_8);
        return RecordingDecision.of(
                new HostConfigReader((file, atMost) -> text)
                        .read(Path.of("/etc/cleat/config.yaml"))
                        .recording(),
                DEFINITIONS);
    }

    private static SessionIdentity who(boolean elevated, String container) {
        SessionIdentity any = Recorded.WHO;
        Subject subject = new Subject(
                container,
                Optional.empty(),
                1,
                List.of("sh"),
                0,
                0,
                List.of(),
                elevated ? List.of("CAP") : List.of(),
                Optional.empty());
        return new SessionIdentity(any.id(), any.kind(), subject, any.client(), any.started());
    }

    @ParameterizedTest
    @CsvSource({
        "off, true, true, 0",
        "on-elevated, true, false, 1",
        "on-elevated, false, true, 0",
        "interactive, false, true, 1",
        "interactive, true, false, 0",
        "all, false, false, 1",
    })
    void the_policy_says_which_sessions(String policy, boolean elevated, boolean interactive, int recordings)
            throws Exception {
        assertThat(decision("policy: " + policy).of(RecordingChoice.BY_POLICY, who(elevated, "web"), interactive))
                .hasSize(recordings);
    }

    @Test
    void an_automatic_recording_is_below_the_definitions_and_named_by_container_time_user_and_id() throws Exception {
        assertThat(decision("policy: all").of(RecordingChoice.BY_POLICY, who(false, "web"), true))
                .singleElement()
                .satisfies(request -> assertThat(request.file())
                        .hasToString("/var/lib/cleat/recordings/20260304T050607Z-web-ada-"
                                + "01931f5e-7c00-7abc-8def-0123456789ab.cast"));
    }

    @Test
    void a_container_is_called_what_it_wants_and_its_recording_stays_in_the_directory() throws Exception {
        for (String name : List.of("../../etc/x", "a/b", ".hidden", "x\u001b[2J\n", "-rf", "n".repeat(300))) {
            RecordingRequest request = decision("policy: all, file: \"%n%i\"")
                    .of(RecordingChoice.BY_POLICY, who(false, name), true)
                    .get(0);
            assertThat(request.file().normalize().getParent()).isEqualTo(DEFINITIONS.resolve("recordings"));
            assertThat(request.file().getFileName().toString())
                    .matches("[A-Za-z0-9_@+-][A-Za-z0-9_.@+-]*\\.cast")
                    .hasSizeLessThan(160);
        }
    }

    @Test
    void no_recording_is_refused_where_the_policy_wants_one_and_allows_no_other() throws Exception {
        assertThatThrownBy(() -> decision("policy: all").of(NONE, who(false, "web"), true))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the policy of this host wants one");
        assertThat(decision("policy: all, optional: true").of(NONE, who(false, "web"), true))
                .isEmpty();
        assertThat(decision("policy: off").of(NONE, who(false, "web"), true)).isEmpty();
    }

    @Test
    void a_file_that_the_operator_names_is_written_besides() throws Exception {
        RecordingChoice choice =
                new RecordingChoice(Optional.of(Path.of("/tmp/x.cast")), false, Optional.of(Input.MASKED));
        assertThat(decision("policy: all").of(choice, who(false, "web"), true))
                .extracting(RecordingRequest::input)
                .containsExactly(Input.OFF, Input.MASKED);
        assertThat(decision("policy: off").of(choice, who(false, "web"), true))
                .extracting(RecordingRequest::file)
                .containsExactly(Path.of("/tmp/x.cast"));
    }

    @Test
    void the_policy_s_own_recording_has_the_input_that_the_policy_wants() throws Exception {
        RecordingChoice more = new RecordingChoice(Optional.empty(), false, Optional.of(Input.FULL));
        assertThat(decision("policy: all, input: masked").of(more, who(false, "web"), true))
                .extracting(RecordingRequest::input)
                .containsExactly(Input.MASKED);
        RecordingChoice less = new RecordingChoice(Optional.of(Path.of("/tmp/x.cast")), false, Optional.of(Input.OFF));
        assertThat(decision("policy: all, input: full").of(less, who(false, "web"), true))
                .extracting(RecordingRequest::input)
                .containsExactly(Input.FULL, Input.OFF);
        assertThat(decision("policy: all, input: full, optional: true").of(less, who(false, "web"), true))
                .extracting(RecordingRequest::input)
                .containsExactly(Input.OFF, Input.OFF);
    }

    @Test
    void a_group_of_auditors_may_read() throws Exception {
        RecordingRequest request = decision("policy: all, group: root")
                .of(RecordingChoice.BY_POLICY, who(false, "web"), true)
                .get(0);
        assertThat(request.mode()).isEqualTo(0640);
        assertThat(request.directoryMode()).isEqualTo(0750);
        assertThat(request.group()).hasValue(0);
    }
}
