package dev.cleat.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.session.RecordingNote.Rest;
import dev.cleat.engine.session.RecordingNote.Wish;
import dev.cleat.engine.session.SessionIdentity.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SessionRegistryTest {

    private static final Operator AL = new Operator(
            1000,
            Optional.of(1000L),
            Optional.empty(),
            Optional.of("10.0.0.1 4 10.0.0.2 22"),
            List.of("al", "root"),
            Optional.of("/dev/pts/7"));

    private static SessionIdentity of(String container, String... command) {
        return SessionIdentity.of(
                new Subject(
                        container,
                        Optional.of("c0ffee"),
                        1,
                        List.of(command),
                        0,
                        0,
                        List.of("mnt"),
                        List.of("CAP"),
                        Optional.of("a repair")),
                AL);
    }

    @TempDir
    Path folder;

    @Test
    void live_sessions_are_counted_by_container() throws Exception {
        SessionRegistry registry = new SessionRegistry(folder);
        try (Session first = registry.register(of("web", "sh"), RecordingNote.NONE);
                Session second = registry.register(of("web", "top"), RecordingNote.NONE);
                Session third = registry.register(of("db"), RecordingNote.NONE)) {
            assertThat(registry.countByContainer()).isEqualTo(Map.of("web", 2, "db", 1));
            assertThat(first.id()).isNotEqualTo(second.id()).isNotEqualTo(third.id());
        }
        assertThat(registry.countByContainer()).isEmpty();
    }

    @Test
    void the_file_of_a_session_whose_process_died_is_removed() throws Exception {
        SessionRegistry registry = new SessionRegistry(folder);
        Path left = folder.resolve("sessions").resolve("x.json");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "{\"container\":\"web\"}");
        assertThat(registry.countByContainer()).isEmpty();
        assertThat(left).doesNotExist();
    }

    /** Root would have emptied it: none of its files is a session that lives. */
    @Test
    void a_directory_behind_a_symbolic_link_is_left_alone() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        Path file = Files.writeString(other.resolve("x.json"), "{}");
        Files.createSymbolicLink(folder.resolve("sessions"), other);

        assertThatThrownBy(new SessionRegistry(folder)::countByContainer).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new SessionRegistry(folder).register(of("web"), RecordingNote.NONE))
                .isInstanceOf(IOException.class);
        assertThat(other).isDirectoryContaining(path -> path.equals(file));
    }

    @Test
    @Timeout(60)
    void a_pipe_in_a_session_s_place_is_not_waited_for() throws Exception {
        Path pipe = Files.createDirectories(folder.resolve("sessions")).resolve("x.json");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();

        assertThat(new SessionRegistry(folder).countByContainer()).isEmpty();
    }

    @Test
    void a_session_tells_who_it_is_and_what_has_passed() throws Exception {
        SessionRegistry registry = new SessionRegistry(folder);
        try (Session session = registry.register(
                of("web", "sh", "-c", "x"), RecordingNote.NONE.with(Optional.of(Path.of("/r/x.cast")), 1))) {
            session.started(77, 1234, Optional.of(Path.of("/sys/fs/cgroup/x")));
            session.passed(5, 123456);

            SavedSession saved = registry.all().get(0);
            assertThat(saved.identity()).isEqualTo(session.identity());
            assertThat(SessionId.isOne(session.id())).isTrue();
            assertThat(saved.pid()).isEqualTo(77);
            assertThat(saved.cgroup()).contains(Path.of("/sys/fs/cgroup/x"));
            SessionInfo info = saved.info();
            assertThat(info.state()).isEqualTo(SessionInfo.State.ATTACHED);
            assertThat(info.bytesOut()).isEqualTo(123456);
            assertThat(info.idle()).isLessThan(Duration.ofSeconds(10));
            assertThat(info.recording()).contains(Path.of("/r/x.cast"));
            assertThat(info.who().chain()).containsExactly("al", "root");
        }
        assertThat(registry.all()).isEmpty();
        assertThat(folder.resolve("sessions")).isEmptyDirectory();
    }

    @Test
    void what_the_first_operator_said_of_the_recording_is_known_to_who_comes_back() throws Exception {
        SessionRegistry registry = new SessionRegistry(folder);
        Wish wish = new Wish(
                Optional.of(Path.of("/r/work.cast")), Optional.of(Input.MASKED), Optional.of(Duration.ofMillis(250)));
        RecordingNote note = new RecordingNote(Optional.empty(), 1, wish, Rest.OPEN);
        try (Session session = registry.register(of("web"), note)) {
            assertThat(registry.all().get(0).recording()).isEqualTo(note);
            for (Rest rest : Rest.values()) {
                SessionRegistry.note(session.directory(), session.id(), note.with(rest));
                assertThat(registry.all().get(0).recording()).isEqualTo(note.with(rest));
            }
        }
    }

    @Test
    void ids_sort_by_time() {
        List<String> ids = new ArrayList<>();
        for (int milli = 0; milli < 1000; milli++) {
            ids.add(SessionId.at(Instant.ofEpochMilli(1_700_000_000_000L).plusNanos(milli * 1_000L)));
        }
        assertThat(ids).isSorted().doesNotHaveDuplicates().allMatch(SessionId::isOne);
    }

    /** What is not of the name's session must not be removed or killed in its place. */
    @Test
    void a_file_that_tells_of_another_session_is_no_session() throws Exception {
        SessionRegistry registry = new SessionRegistry(folder);
        try (Session session = registry.register(of("web"), RecordingNote.NONE);
                Session other = registry.register(of("web"), RecordingNote.NONE)) {
            Path file = folder.resolve("sessions").resolve(session.id() + ".json");
            Files.write(file, Files.readAllBytes(folder.resolve("sessions").resolve(other.id() + ".json")));

            assertThat(registry.all()).hasSize(1);
        }
    }

    @Test
    @Timeout(60)
    void a_thousand_files_of_dead_sessions_are_cleared_away_by_one_look() throws Exception {
        Path sessions = Files.createDirectories(folder.resolve("sessions"));
        for (int i = 0; i < 1000; i++) {
            String id = SessionId.at(Instant.ofEpochMilli(i));
            Files.write(sessions.resolve(id + ".json"), SessionFile.identity(of("web"), RecordingNote.NONE));
            Files.writeString(sessions.resolve(id + ".frames"), "x");
        }
        SessionRegistry registry = new SessionRegistry(folder);
        try (Session session = registry.register(of("web"), RecordingNote.NONE)) {
            assertThat(registry.all()).hasSize(1);
            assertThat(sessions)
                    .isDirectoryContaining(path -> path.endsWith(session.id() + ".json"))
                    .satisfies(path -> assertThat(path.toFile().list()).hasSize(1));
        }
    }

    @Test
    void a_directory_of_somebody_else_is_not_believed() throws Exception {
        assumeTrue(Credentials.effectiveUid() == 0, "only root can give a directory away");
        Path sessions = Files.createDirectories(folder.resolve("sessions"));
        Files.writeString(sessions.resolve("x.json"), "{}");
        Files.setAttribute(sessions, "unix:uid", 65534);

        assertThatThrownBy(new SessionRegistry(folder)::all).hasMessageContaining("must belong to");
        assertThatThrownBy(() -> new SessionRegistry(folder).register(of("web"), RecordingNote.NONE))
                .hasMessageContaining("must belong to");
        assertThat(sessions.resolve("x.json")).exists();
    }

    @Test
    void hostile_names_and_words_come_back_as_they_were() throws Exception {
        String hostile = "a\u001b]0;pwn\u0007\n{\"id\":\"x\"}\u202e\u0000";
        SessionRegistry registry = new SessionRegistry(folder);
        try (Session session = registry.register(of(hostile, hostile, ""), RecordingNote.NONE)) {
            assertThat(registry.all().get(0).identity()).isEqualTo(session.identity());
        }
    }

    /** A command line may have 2 MiB. */
    @Test
    void one_with_a_command_line_longer_than_any_file_of_ours_is_listed_and_told_who_ended_it() throws Exception {
        SessionRegistry registry = new SessionRegistry(folder);
        String[] words = Stream.concat(
                        Stream.of("sh", "x".repeat(131_000)),
                        Stream.generate(() -> "\u0001\u20ac").limit(400_000))
                .toArray(String[]::new);
        try (Session session = registry.register(of("web", words), RecordingNote.NONE);
                EndNote note = EndNote.open(session.directory(), session.id())) {
            SessionRegistry.noteEnd(session.directory(), session.id(), "by al");

            List<String> told = registry.all().get(0).info().command();
            assertThat(told.get(0)).isEqualTo("sh");
            assertThat(told.get(1)).startsWith("xxxx").endsWith("x\u2026 (131000 characters)");
            assertThat(told.get(told.size() - 1)).matches("\u2026 \\(39[0-9]{4} more words, 7[0-9]{5} characters\\)");
            assertThat(note.read()).contains("by al");
        }
    }

    @Test
    void one_that_ended_with_nobody_at_it_is_told_until_somebody_asks_or_a_week_has_passed() throws Exception {
        SessionRegistry registry = new SessionRegistry(folder);
        String id;
        try (Session session = registry.register(of("web"), RecordingNote.NONE)) {
            id = session.id();
            session.handOver();
        }
        Path exit = folder.resolve("sessions").resolve(id + ".exit");
        String text = "{\"exitCode\":null,\"signal\":9,\"endedAtSeconds\":%d}";
        Files.writeString(exit, text.formatted(Instant.now().getEpochSecond()));
        assertThat(registry.all().get(0).info().exitStatus()).hasValue(137);
        assertThat(registry.countByContainer()).isEmpty();

        Files.writeString(exit, text.formatted(1_700_000_000));
        assertThat(registry.all()).isEmpty();
        assertThat(folder.resolve("sessions")).isEmptyDirectory();
    }
}
