package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.Recordings;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.FakeHost;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.model.Sheet;
import dev.cleat.tui.model.Sheet.Transcript.Extent;
import dev.cleat.tui.model.SheetOf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionScreenTest {

    private static final String LIVE = FakeHost.sessions().get(0).id();
    private static final String LEFT = FakeHost.sessions().get(1).id();

    private final FakeEngine engine = new FakeEngine(FakeContainers.mixed());
    private final Pilot pilot = Pilot.on(engine).press("7");

    @AfterEach
    void close() {
        pilot.close();
    }

    @Test
    void what_lives_comes_first_then_what_is_recorded_and_nothing_twice() {
        List<String> lines = pilot.lines().subList(2, 7);
        assertThat(lines.get(0)).contains("bob", "ended 2");
        assertThat(lines.get(1)).contains("ann from 10.0.0.7", "REC", "attached");
        assertThat(lines.get(2)).contains("ada", "db-main", "gone", "exit 0");
        assertThat(lines.get(3)).contains("batch-7", "1h02m", "47.1K", "exit 1");
        assertThat(lines.get(4)).contains("cut", "truncated");
    }

    @Test
    void enter_plays_what_is_recorded() {
        pilot.press("j", "Enter");
        assertThat(pilot.onScreen()).containsExactly(new Effect.Play("/srv/recordings/web.cast", "web by ann"));
    }

    @Test
    void a_recording_is_saved_as_text_into_a_new_file_and_nothing_is_overwritten(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("web.txt");
        pilot.press("j", "S");
        assertThat(pilot.footer()).isEqualTo("save to web.txt");
        pilot.press("Ctrl-U").type(file.toString()).press("Enter");
        assertThat(pilot.footer()).isEqualTo("saved the recording to " + file);
        assertThat(Files.readAllLines(file)).hasSize(60);
        assertThat(pilot.model().works().all()).isEmpty();

        pilot.press("S", "Ctrl-U").type(file.toString()).press("Enter");
        assertThat(pilot.screen()).contains("Cannot save the recording", "nothing is overwritten");
        assertThat(Files.readAllLines(file)).hasSize(60);
        pilot.press("Enter", "8");
        assertThat(pilot.screen()).contains("save");
    }

    @Test
    void the_recording_that_was_asked_about_is_saved_whatever_is_selected_when_its_file_was_named() {
        pilot.press("j", "S").with(model -> Moves.to(model, 3));
        assertThat(ConsoleUpdate.update(pilot.model(), new Message.KeyPressed(new Key("Enter")))
                        .effects())
                .contains(new Effect.SaveRecording(1, "/srv/recordings/web.cast", "web.txt"));
    }

    @Test
    void what_is_not_recorded_says_how_else_it_can_be_seen() {
        pilot.press("Enter");
        assertThat(pilot.footer()).isEqualTo("it is not recorded; a shows its last screen");
        pilot.press("j", "j", "Enter");
        assertThat(pilot.footer()).isEqualTo("the recording is not there any more");
        assertThat(pilot.onScreen()).isEmpty();
    }

    @Test
    void o_shows_it_as_text_and_no_control_character_of_it() {
        pilot.press("j", "o");
        assertThat(pilot.screen()).contains("web by ann", "60 lines", "# line 1 ?31mhostile");
        pilot.press("G");
        assertThat(pilot.screen()).contains("# line 60").doesNotContain("# line 1 ");
        pilot.press("q");
        assertThat(pilot.screen()).contains("WHEN", "COMMAND");
    }

    @Test
    void while_a_recording_is_read_as_text_esc_stops_that_and_the_next_one_leaves() {
        pilot.press("j", "o");
        SheetOf of = ((Screen.Text) pilot.model().screen()).of();
        pilot.send(new Message.SheetRead(of, new Sheet.Transcript(List.of("so far"), Extent.READING, 37)));
        assertThat(pilot.screen()).contains("1 line   reading 37%, Esc stops", "so far");
        pilot.press("Esc").send(new Message.SheetRead(of, new Sheet.Transcript(List.of("so far"), Extent.STOPPED, 38)));
        assertThat(pilot.screen()).contains("stopped at 38%", "so far");
        pilot.press("Esc");
        assertThat(pilot.screen()).contains("WHEN", "COMMAND");
    }

    @Test
    void one_comes_back_to_a_left_session_and_looks_on_at_one_that_somebody_is_at() {
        pilot.press("a", "j", "a");
        assertThat(pilot.onScreen()).containsExactly(new Effect.Return(LEFT, "db"));
        assertThat(pilot.footer()).isEqualTo("ann is at it; W looks on");
        pilot.press("W");
        assertThat(pilot.onScreen()).contains(new Effect.Watch(LIVE, "web"));
    }

    @Test
    void a_session_is_ended_after_a_question_that_says_whose_it_is() {
        pilot.press("j", "T");
        assertThat(pilot.screen()).contains("End session", "ann: a shell", "The container runs on");
        pilot.press("n");
        assertThat(engine.calls()).isEmpty();
        pilot.press("T", "y");
        assertThat(engine.calls()).containsExactly("killSession " + LIVE);
        assertThat(pilot.footer()).contains("cleat sessions kill " + LIVE.substring(0, 13));
    }

    @Test
    void what_has_ended_is_neither_watched_nor_ended() {
        pilot.press("G", "W");
        assertThat(pilot.footer()).contains("nothing to watch");
        pilot.press("T");
        assertThat(pilot.footer()).contains("it has ended already");
        pilot.press("a");
        assertThat(pilot.footer()).contains("nobody can come back");
    }

    @Test
    void read_only_one_may_look_and_touch_nothing() {
        try (Pilot reader = Pilot.on(engine, 80, 24, true, false).press("7", "j")) {
            reader.press("T", "a");
            assertThat(reader.model().dialog()).isEmpty();
            assertThat(reader.onScreen()).isEmpty();
            reader.press("W", "Enter");
            assertThat(reader.onScreen()).hasSize(2);
        }
    }

    @Test
    void sessions_are_shown_also_when_recordings_cannot_be_read() {
        FakeEngine half = new FakeEngine(FakeContainers.mixed()) {
            @Override
            public Recordings recordings() throws HostLimitException {
                throw new HostLimitException("cannot read the recordings: permission denied", "be root");
            }
        };
        try (Pilot pilot = Pilot.on(half).press("7", "G")) {
            assertThat(pilot.lines().get(1)).contains("cannot read the recordings");
            assertThat(pilot.screen()).contains("WHEN", "ann from", "bob");
        }
    }
}
