package dev.cleat.engine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.RecordingInfo.State;
import dev.cleat.engine.api.Replay;
import dev.cleat.engine.api.SearchHit;
import dev.cleat.engine.api.SearchQuery;
import dev.cleat.engine.api.VerifyReport.Verdict;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileLock;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that somebody made, cut, or put in the place of a recording. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadRecordingsTest {

    private static final String HEADER = "{\"version\":2,\"width\":80,\"height\":24}\n";

    @TempDir
    Path directory;

    private Path cast(String name, String lines) throws Exception {
        return Files.writeString(directory.resolve(name), HEADER + lines);
    }

    private RecordingStore store() {
        return new RecordingStore(directory);
    }

    private Replay replay(String lines) throws Exception {
        return store().replay(cast("x.cast", lines).toString());
    }

    private List<SearchHit> search(String text, List<String> unread) throws Exception {
        List<SearchHit> hits = new ArrayList<>();
        SearchQuery query = new SearchQuery(text, Optional.empty(), Optional.empty(), Optional.empty());
        store().search(query, hits::add, trouble -> unread.add(trouble.getMessage()));
        return hits;
    }

    @Test
    void times_that_cannot_be_are_those_of_the_event_before() throws Exception {
        String lines = """
                [1.5, "o", "a"]
                [1e300, "o", "b"]
                [-7, "o", "c"]
                [1e99999, "o", "d"]
                [0.5, "o", "e"]
                [NaN, "o", "f"]
                [2.5, "o", "g"]
                """;
        try (Replay replay = replay(lines)) {
            assertThat(replay.length()).isEqualTo(Duration.ofMillis(2500));
            assertThat(replay.next(Duration.ZERO)).contains(Duration.ofMillis(1500));
            assertThat(replay.next(Duration.ofMillis(1500))).contains(Duration.ofMillis(2500));
            assertThat(replay.at(Duration.ofMillis(1500)).text().get(0)).isEqualTo("abcde");
            assertThat(replay.at(Duration.ofSeconds(Long.MAX_VALUE)).text().get(0))
                    .isEqualTo("abcdeg");
        }
        OutputStream nowhere = OutputStream.nullOutputStream();
        assertThat(store().writeV3("x.cast", nowhere)).isEqualTo(1);
    }

    @Test
    void lines_that_are_none_are_counted_and_a_last_one_without_its_end_is_read() throws Exception {
        Path file = cast("x.cast", "[1, \"o\", \"one\"]\nnoise\n\n[2, \"o\"]\n[3, \"o\", \"two\"]");
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        assertThat(store().writeText(file.toString(), text)).isEqualTo(3);
        assertThat(text.toString(StandardCharsets.UTF_8)).isEqualTo("onetwo\n");
        assertThat(store().writeBytes(file.toString(), text)).isEqualTo(3);
        assertThat(store().exportScript(file.toString(), directory.resolve("script")))
                .isEqualTo(3);

        cast("x.cast", "[1, \"o\", \"one\"]\n[2, \"o\", \"tw");
        assertThat(store().writeText(file.toString(), text)).isEqualTo(1);
    }

    @Test
    void what_stands_in_the_place_of_a_recording_is_called_by_its_name() throws Exception {
        Path fifo = directory.resolve("fifo.cast");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        Path folder = Files.createDirectory(directory.resolve("folder.cast"));
        Path link = Files.createSymbolicLink(directory.resolve("link.cast"), cast("x.cast", ""));
        Path nowhere = Files.createSymbolicLink(directory.resolve("nowhere.cast"), Path.of("gone"));

        assertUnreadable(fifo, "it is a FIFO");
        assertUnreadable(folder, "it is a directory");
        assertUnreadable(link, "it is a symbolic link");
        assertUnreadable(nowhere, "it is a symbolic link");
        assertUnreadable(Path.of("/dev/null"), "it is a device");
        List<String> unread = new ArrayList<>();
        assertThat(search("x", unread)).isEmpty();
        assertThat(unread)
                .containsExactlyInAnyOrder(
                        "cannot read " + fifo + ": it is a FIFO",
                        "cannot read " + folder + ": it is a directory",
                        "cannot read " + link + ": it is a symbolic link",
                        "cannot read " + nowhere + ": it is a symbolic link");
    }

    @Test
    void lines_that_came_through_pipes_begin_at_the_left() throws Exception {
        Path file = directory.resolve("pipes.cast");
        String header = HEADER.replace("}", ",\"x_session\":{\"piped\":true}}");
        Files.writeString(file, header + "[1, \"o\", \"one\\n7777\\n\"]\n[2, \"o\", \"end\\r\\n\"]\n");
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        store().writeText(file.toString(), text);
        assertThat(text.toString(StandardCharsets.UTF_8)).isEqualTo("one\n7777\nend\n");
        assertThat(search("7777", new ArrayList<>()))
                .singleElement()
                .satisfies(hit -> assertThat(hit.line()).isEqualTo("7777"));
        try (Replay replay = store().replay(file.toString())) {
            assertThat(replay.at(replay.length()).text().subList(0, 3)).containsExactly("one", "7777", "end");
        }
        ByteArrayOutputStream exact = new ByteArrayOutputStream();
        store().writeBytes(file.toString(), exact);
        assertThat(exact.toString(StandardCharsets.UTF_8)).isEqualTo("one\n7777\nend\r\n");
    }

    @Test
    void one_that_was_removed_is_told_by_a_search() throws Exception {
        try (Recorded session = Recorded.in(directory)) {
            session.shows("needle").ends(0);
            Files.delete(session.file);
            List<String> unread = new ArrayList<>();
            SearchQuery query = new SearchQuery("needle", Optional.empty(), Optional.empty(), Optional.empty());
            new RecordingStore(directory.resolve("index"))
                    .search(query, hit -> {}, trouble -> unread.add(trouble.getMessage()));
            assertThat(unread).containsExactly("not there any more, though the index has it: " + session.file);
        }
    }

    @Test
    void the_facts_of_a_file_that_is_no_recording_are_not_told() throws Exception {
        Path letter = Files.writeString(directory.resolve("letter"), "dear Ada");
        assertThatThrownBy(() -> store().find(letter.toString()))
                .isInstanceOf(HostLimitException.class)
                .hasMessage(letter + " is no asciicast: its first line is no header");
        assertThat(store().find(cast("x.cast", "").toString()).id()).isEmpty();
    }

    private void assertUnreadable(Path file, String why) {
        String message = "cannot read " + file + ": " + why;
        String name = file.toString();
        assertThatThrownBy(() -> store().verify(name))
                .isInstanceOf(HostLimitException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> store().replay(name)).hasMessage(message);
        assertThatThrownBy(() -> store().writeText(name, OutputStream.nullOutputStream()))
                .hasMessage(message);
    }

    private Path cutPacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write((HEADER + "[1, \"o\", \"needle\"]\n".repeat(10_000)).getBytes(StandardCharsets.US_ASCII));
        }
        byte[] bytes = packed.toByteArray();
        return Files.write(directory.resolve("a.cast.gz"), Arrays.copyOf(bytes, bytes.length / 2));
    }

    @Test
    void one_that_cannot_be_unpacked_is_told_with_its_name() throws Exception {
        Path file = cutPacked();
        assertThatThrownBy(() -> store().writeText(file.toString(), OutputStream.nullOutputStream()))
                .hasMessageMatching(file + " cannot be unpacked from byte \\d+ on: .+");
        Files.write(file, new byte[] {0x1f, (byte) 0x8b, 1});
        assertThatThrownBy(() -> store().writeText(file.toString(), OutputStream.nullOutputStream()))
                .hasMessageStartingWith(file + " cannot be unpacked from byte 0 on: ");
    }

    @Test
    void one_that_cannot_be_read_does_not_end_a_search() throws Exception {
        Path cut = cutPacked();
        Path noCast = Files.writeString(directory.resolve("b.cast"), "dear Ada");
        cast("c.cast", "[1, \"o\", \"another needle\"]\n");
        List<String> unread = new ArrayList<>();

        assertThat(search("another", unread)).hasSize(1);
        assertThat(unread)
                .hasSize(2)
                .anySatisfy(told -> assertThat(told).startsWith(cut + " cannot be unpacked"))
                .anySatisfy(told -> assertThat(told).startsWith(noCast + " is no asciicast"));
    }

    @Test
    void marks_of_any_number_and_length_cost_bounded_memory() throws Exception {
        String label = "m".repeat(1000);
        try (Replay replay = replay(("[1, \"m\", \"" + label + "\"]\n").repeat(10_100))) {
            assertThat(replay.marks())
                    .hasSize(10_000)
                    .allMatch(mark -> mark.label().length() == 200);
        }
    }

    @Test
    void of_more_changes_than_are_kept_the_screen_is_still_right() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 1_100_000; i++) {
            lines.append('[')
                    .append(CastWriter.seconds(i))
                    .append(",\"o\",\"\\r")
                    .append(i % 10)
                    .append("\"]\n");
        }
        try (Replay replay = replay(lines.toString())) {
            Duration last = Duration.ofNanos(1_100_000_000);
            assertThat(replay.next(last.minusNanos(1000))).contains(last);
            Duration first = replay.next(Duration.ZERO).orElseThrow();
            assertThat(first).isEqualTo(Duration.ofNanos(2000));
            assertThat(replay.at(first).text().get(0)).isEqualTo("2");
        }
    }

    @Test
    void a_screen_is_approached_in_pieces_however_much_comes_at_once() throws Exception {
        String lines = "[1, \"o\", \"" + "much\\r\\n".repeat(200_000) + "last\"]\n[2, \"o\", \" later\"]\n";
        try (Replay replay = replay(lines)) {
            int calls = 1;
            while (!replay.approach(Duration.ofSeconds(1), Duration.ZERO)) {
                assertThat(replay.reached()).isEqualTo(Duration.ofSeconds(1));
                calls++;
            }
            assertThat(calls).isGreaterThan(10);
            assertThat(replay.image().text()).contains("last").doesNotContain("last later");
            assertThat(replay.approach(Duration.ofSeconds(2), Duration.ZERO)).isTrue();
            assertThat(replay.image().text()).contains("last later");
            assertThat(replay.at(Duration.ofMillis(500)).text()).doesNotContain("much");
        }
    }

    @Test
    void what_is_typed_without_end_is_searched_in_pieces_that_overlap() throws Exception {
        int bound = 1 << 16;
        cast("x.cast", "[1, \"i\", \"" + "x".repeat(bound - 3) + "needle\\r\"]\n");
        assertThat(search("needle", new ArrayList<>()))
                .singleElement()
                .satisfies(hit -> assertThat(hit.line()).isEqualTo("xxneedle"));
    }

    @Test
    void what_is_found_without_end_is_told_to_a_bound_and_a_long_line_round_the_text() throws Exception {
        cast("x.cast", "[1, \"i\", \"needle\\r\"]\n".repeat(10_100));
        cast("y.cast", "[1, \"i\", \"" + "x".repeat(5000) + "needle" + "y".repeat(5000) + "\\r\"]\n");
        List<String> unread = new ArrayList<>();
        List<SearchHit> hits = search("needle", unread);
        assertThat(hits).hasSize(10_001);
        assertThat(unread).containsExactly(directory.resolve("x.cast") + " has it in more than 10000 places");
        assertThat(hits)
                .filteredOn(hit -> hit.line().length() > 6)
                .singleElement()
                .satisfies(hit -> assertThat(hit.line()).hasSize(1000).contains("xneedley"));
    }

    /** The emulator has another size than such a recording says: what counts is where its lines are broken. */
    @Test
    void a_word_that_goes_on_in_the_next_line_is_found_on_a_screen_that_is_too_wide() throws Exception {
        Files.writeString(
                directory.resolve("x.cast"),
                "{\"version\":2,\"width\":60000,\"height\":24}\n[1, \"o\", \"" + "x".repeat(997) + "needle\"]\n");
        assertThat(search("needle", new ArrayList<>())).hasSize(1);
    }

    @Test
    void who_was_attached_to_is_told_by_id_too() throws Exception {
        try (Recorded session = Recorded.in(directory)) {
            session.ends(0);
            assertThat(store().find(session.file.toString()).containerId()).contains("0f1e2d3c4b5a");
        }
    }

    /** Whoever may read it can lock it for reading: then it would go on for ever, and its end not be looked at. */
    @Test
    void one_that_a_reader_locks_does_not_go_on() throws Exception {
        try (Recorded session = Recorded.in(directory)) {
            session.shows("hello").ends(0);
            RecordingStore store = new RecordingStore(directory.resolve("index"));
            try (FileChannel reader = FileChannel.open(session.file);
                    var held = reader.lock(0, Long.MAX_VALUE, true)) {
                assertThat(held.isShared()).isTrue();
                assertThat(store.find(session.file.toString()).state()).isEqualTo(State.COMPLETE);
                assertThat(store.verify(session.file.toString()).verdict()).isEqualTo(Verdict.INTACT);
            }
        }
    }

    @Test
    void an_end_that_is_told_of_is_compared_also_while_somebody_writes_there() throws Exception {
        try (Recorded session = Recorded.in(directory)) {
            session.shows("hello").ends(0);
            try (Fd writer = Fd.open(session.file, Fd.O_RDWR, 0)) {
                assertThat(FileLock.tryTake(writer)).isTrue();
                assertThat(store().find(session.file.toString()).state()).isEqualTo(State.LIVE);
                assertThat(store().verify(session.file.toString()).verdict()).isEqualTo(Verdict.INTACT);
            }
        }
    }

    @Test
    void a_beginning_that_no_calendar_has_is_none() throws Exception {
        for (String time : List.of("+1000000000-12-31T23:59:59.999999999Z", "-1000000000-01-01T00:00:00Z", "soon")) {
            Files.writeString(
                    directory.resolve("x.cast"), HEADER.replace("}", ",\"x_session\":{\"start\":\"" + time + "\"}}"));
            assertThat(store().list())
                    .singleElement()
                    .satisfies(info -> assertThat(info.started()).isEmpty());
        }
    }

    @Test
    void nothing_there_is_told_to_be_gone() throws Exception {
        try (Recorded session = Recorded.in(directory)) {
            session.ends(0);
            Files.delete(session.file);
        }
        RecordingStore store = new RecordingStore(directory.resolve("index"));
        assertThatThrownBy(() -> store.verify(Recorded.WHO.id()))
                .isInstanceOf(ContainerException.class)
                .hasMessageContaining("is not there any more");
    }
}
