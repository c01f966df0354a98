package dev.cleat.engine.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.VerifyReport;
import dev.cleat.engine.api.VerifyReport.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the hash chain does not cover: the facts beside a recording. */
@Timeout(60)
class ForgedFactsTest {

    @TempDir
    Path directory;

    private Recorded session;

    @BeforeEach
    void record() throws Exception {
        session = Recorded.in(directory).shows("hello").ends(3);
    }

    @AfterEach
    void end() {
        session.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "user | \"user\":\"ada\" | \"user\":\"eve\" | \"eve\" | \"ada\" in the header",
                "container | \"container\":\"web\" | \"container\":\"db\" | \"db\" | \"web\" in the header",
                "argv | \"echo it's\" | \"true\" | [sh, -c, true] | [sh, -c, echo it's] in the header",
                "ssh | \"ssh\":\"192.0.2.1 50000 192.0.2.2 22\", | ~~ | nothing | \"192.0.2.1 50000 192.0.2.2 22\" in the header",
                "exit.code | \"code\":3 | \"code\":0 | 0 | 3 in the recording",
                "exit.reason | \"reason\":\"exit\" | \"reason\":\"detach\" | detach | an exit status in the recording",
            })
    void a_field_beside_it_that_differs_is_named(String field, String from, String to, String told, String chained)
            throws Exception {
        for (Path file : new Path[] {session.meta(), index()}) {
            String before = Files.readString(file);
            Files.writeString(file, before.replace(from, to));
            assertThat(verify().verdict()).isEqualTo(Verdict.DAMAGED);
            String who = file.equals(index()) ? "the index" : "the meta file";
            assertThat(verify().text())
                    .isEqualTo("the field " + field + " is " + told + " in " + who + ", and " + chained);
            Files.writeString(file, before);
        }
        assertThat(verify().verdict()).isEqualTo(Verdict.INTACT);
    }

    @Test
    void a_length_that_differs_is_named() throws Exception {
        for (Path file : new Path[] {session.meta(), index()}) {
            String before = Files.readString(file);
            Files.writeString(file, before.replaceFirst("\"duration\":[0-9.E-]+", "\"duration\":7200.5"));
            assertThat(verify().verdict()).isEqualTo(Verdict.DAMAGED);
            assertThat(verify().text()).startsWith("the field duration is 7200.5 in the ");
            Files.writeString(file, before);
        }
    }

    @Test
    void a_detached_session_is_not_made_one_that_ended_well() throws Exception {
        try (Recorded other = Recorded.in(Files.createDirectory(directory.resolve("other")))) {
            other.recording.end(new RecordingEnd(RecordingEnd.Reason.DETACH, java.util.OptionalInt.empty()));
            String meta = Files.readString(other.meta());
            Files.writeString(
                    other.meta(), meta.replace("{\"reason\":\"detach\"}", "{\"code\":0,\"reason\":\"exit\"}"));
            assertThat(new RecordingStore(directory)
                            .verify(other.file.toString())
                            .text())
                    .isEqualTo("the field exit.code is 0 in the meta file, and none in the recording");
        }
    }

    @Test
    void one_recording_is_told_of_by_itself() throws Exception {
        for (Path file : new Path[] {session.meta(), index()}) {
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace("\"user\":\"ada\"", "\"user\":\"eve\"")
                            .replace("\"code\":3", "\"code\":0")
                            .replaceFirst("\"duration\":[0-9.E-]+", "\"duration\":7200.5"));
        }
        for (String name : new String[] {session.file.toString(), Recorded.WHO.id()}) {
            RecordingInfo info = store().find(name);
            assertThat(info.user()).isEqualTo("ada");
            assertThat(info.exitStatus()).hasValue(3);
            assertThat(info.duration().orElseThrow()).isLessThan(Duration.ofHours(1));
        }
    }

    private Path index() {
        return directory.resolve("index").resolve(SessionIndex.NAME);
    }

    private RecordingStore store() {
        return new RecordingStore(directory.resolve("index"));
    }

    private VerifyReport verify() throws Exception {
        return store().verify(session.file.toString());
    }
}
