package dev.cleat.engine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.Progress;
import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.RecordingInfo.State;
import dev.cleat.engine.api.Replay;
import dev.cleat.engine.api.SearchHit;
import dev.cleat.engine.api.SearchQuery;
import dev.cleat.engine.api.VerifyReport;
import dev.cleat.engine.api.VerifyReport.Verdict;
import dev.cleat.engine.definition.RecordingPolicy.Keeping;
import dev.cleat.engine.definition.RecordingPolicy.Retention;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CompressionTest {

    private static final Keeping COMPRESSED = new Keeping(Optional.empty(), true, Optional.empty(), Recorded.FOR_EVER);
    private static final byte[] SHOWN =
            "a needle\r\n\u001b[1mh\u00e9llo\u001b[0m\r\n".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    Path directory;

    /** By the policy: into a directory of the recorder's own. */
    private Recorded recorded(String name, Keeping keeping) throws Exception {
        RecordingRequest any = Recorded.request(directory, Input.OFF);
        return Recorded.of(Recorded.with(any, own().resolve(name), Optional.of(own()), keeping, 0));
    }

    private Path own() {
        return directory.resolve("index");
    }

    private RecordingStore store() {
        return new RecordingStore(own());
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(own())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void what_has_ended_is_compressed_and_read_as_if_it_were_not() throws Exception {
        try (Recorded session = recorded("web.cast", COMPRESSED)) {
            session.shows(SHOWN).ends(0);
            assertThat(session.warnings).isEmpty();
        }
        assertThat(files()).containsExactly("sessions.jsonl", "web.cast.audit.gz", "web.cast.gz", "web.cast.meta.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own().resolve("web.cast.gz"))))
                .isEqualTo("rw-------");

        RecordingInfo info = store().list().get(0);
        assertThat(store().list()).hasSize(1);
        assertThat(info.state()).isEqualTo(State.COMPLETE);
        assertThat(info.file()).isEqualTo(own().resolve("web.cast.gz"));
        assertThat(info.bytes()).hasValue(Files.size(info.file()));
        for (String name : List.of(
                Recorded.WHO.id(),
                "web.cast",
                "web.cast.gz",
                own().resolve("web.cast").toString(),
                own().resolve("web.cast.gz").toString())) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store().writeBytes(name, bytes);
            assertThat(bytes.toByteArray()).as(name).isEqualTo(SHOWN);
            assertThat(store().verify(name).text()).isEqualTo("intact, 2 records");
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        store().writeText("web.cast", text);
        assertThat(text.toString(StandardCharsets.UTF_8)).isEqualTo("a needle\nh\ufffdllo\n");
        try (Replay replay = store().replay("web.cast")) {
            assertThat(replay.at(Duration.ofHours(1)).text().get(0)).isEqualTo("a needle");
            assertThat(replay.find("NEEDLE", Progress.NONE)).hasSize(1);
        }
        List<SearchHit> hits = new ArrayList<>();
        store().search(
                        new SearchQuery("needle", Optional.empty(), Optional.empty(), Optional.empty()),
                        hits::add,
                        unread -> {});
        assertThat(hits).hasSize(1);
        store().exportScript("web.cast", directory.resolve("script"));
        assertThat(Files.readString(directory.resolve("script"), StandardCharsets.ISO_8859_1))
                .contains("a needle");

        store().remove("web.cast");
        assertThat(files()).containsExactly("sessions.jsonl");
    }

    /**
     * Only the time and the system it was packed on, bytes 3 to 9 of the header, say nothing of what is in it, and a
     * match that the flip moves to the same bytes further back unpacks to the very same recording (RFC 1951, 2).
     */
    @Test
    void a_flipped_byte_anywhere_in_it_is_named() throws Exception {
        try (Recorded session = recorded("web.cast", COMPRESSED)) {
            for (int i = 0; i < 5; i++) {
                session.shows("line " + i + "\r\n").recording.marker("m" + i);
            }
            session.ends(0);
        }
        Path file = own().resolve("web.cast.gz");
        byte[] packed = Files.readAllBytes(file);
        byte[] cast = unpacked(packed).orElseThrow();
        int named = 0;
        for (int at = 10; at < packed.length; at++) {
            packed[at] ^= 1;
            if (!unpacked(packed).filter(same -> Arrays.equals(same, cast)).isPresent()) {
                Files.write(file, packed);
                VerifyReport report = store().verify("web.cast");
                assertThat(report.verdict())
                        .as("byte %d: %s", at, report.text())
                        .isEqualTo(Verdict.DAMAGED);
                assertThat(report.record()).isPresent();
                assertThat(report.text()).matches(".*, at byte \\d+");
                named++;
            }
            packed[at] ^= 1;
        }
        assertThat(named).isGreaterThan((packed.length - 10) * 9 / 10);
        Files.write(file, packed);
        assertThat(store().verify("web.cast").verdict()).isEqualTo(Verdict.INTACT);
    }

    /** What the JDK makes of it, empty where it refuses it. */
    private static Optional<byte[]> unpacked(byte[] packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Test
    void a_cut_tail_is_named() throws Exception {
        try (Recorded session = recorded("web.cast", COMPRESSED)) {
            session.shows("x").ends(0);
        }
        Path file = own().resolve("web.cast.gz");
        byte[] packed = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(packed, packed.length / 2));
        assertThat(store().verify("web.cast").text()).contains("the compressed file cannot be unpacked from record #");
    }

    @Test
    void what_goes_on_is_left_alone_and_what_was_left_before_is_not() throws Exception {
        recorded("old.cast", Recorded.AS_THEY_ARE).ends(0);
        Files.writeString(own().resolve("old.cast.gz.new"), "the rest of somebody who was killed");
        try (Recorded live = recorded("live.cast", COMPRESSED)) {
            recorded("web.cast", COMPRESSED).ends(0);
            assertThat(files())
                    .contains("live.cast", "live.cast.audit", "old.cast.gz", "old.cast.audit.gz", "web.cast.gz")
                    .doesNotContain("old.cast", "old.cast.gz.new", "web.cast");
            live.ends(0);
        }
        assertThat(files()).contains("live.cast.gz");
        for (RecordingInfo info : store().list()) {
            assertThat(store().verify(info.file().toString()).verdict()).isEqualTo(Verdict.INTACT);
        }
    }

    @Test
    void what_an_operator_named_stays_where_it_was_said_to_be() throws Exception {
        try (Recorded session = Recorded.of(Recorded.kept(Recorded.request(directory, Input.OFF), COMPRESSED))) {
            session.ends(0);
            assertThat(session.file).exists();
        }
    }

    @Test
    void what_is_compressed_is_too_old_one_day() throws Exception {
        recorded("web.cast", COMPRESSED).ends(0);
        OldRecordings.remove(
                own(),
                new Retention(OptionalLong.of(1), OptionalLong.empty()),
                Recorded.WHO.started().plus(Duration.ofDays(2)));
        assertThat(files()).containsExactly("sessions.jsonl");
    }

    @Test
    void what_is_no_recording_is_read_no_further() throws Exception {
        Path bomb = directory.resolve("bomb.cast");
        try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(bomb))) {
            out.write(new byte[LineReader.LONGEST + 1]);
        }
        assertThatThrownBy(() -> store().replay(bomb.toString())).hasMessageContaining("longer than 16 MiB");
    }
}
