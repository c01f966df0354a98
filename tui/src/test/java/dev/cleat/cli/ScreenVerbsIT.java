package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.testing.TerminalProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What has the whole screen for a while gives it back as it found it. */
@Timeout(120)
class ScreenVerbsIT {

    private static final String MAIN_SCREEN = "\u001b[?1049l";
    private static final int TERMINATED = 143;

    @TempDir
    Path folder;

    private TerminalProgram cleat(String... words) throws Exception {
        return new TerminalProgram(
                "export CLEAT_BUILD=never CLEAT_PATH=\"$1/path\" CLEAT_STATE=\"$1/state\" TERM=xterm; shift; exec \"$@\"",
                Stream.concat(Stream.of(folder.toString(), RealCleat.LAUNCHER.toString()), List.of(words).stream())
                        .toList());
    }

    private static void terminate(TerminalProgram program, String before) throws Exception {
        program.process().toHandle().destroy();
        assertThat(program.end()).isEqualTo(TERMINATED);
        assertThat(program.screen()).endsWith(MAIN_SCREEN);
        assertThat(program.settings()).isEqualTo(before);
    }

    @Test
    void top_that_is_terminated_leaves_the_screen_as_it_was() throws Exception {
        try (TerminalProgram top = cleat("top")) {
            String before = top.settings();
            top.await("NAME");
            terminate(top, before);
        }
    }

    @Test
    void top_is_left_with_q() throws Exception {
        try (TerminalProgram top = cleat("top")) {
            String before = top.settings();
            top.await("NAME");
            top.type("q");
            assertThat(top.end()).isZero();
            assertThat(top.screen()).endsWith(MAIN_SCREEN);
            assertThat(top.settings()).isEqualTo(before);
        }
    }

    @Test
    void a_player_that_is_terminated_leaves_the_screen_as_it_was() throws Exception {
        Path recording = folder.resolve("long.cast");
        Files.writeString(recording, """
                {"version":2,"width":80,"height":24}
                [0.1,"o","played"]
                [1000,"o","the end"]
                """);
        try (TerminalProgram player = cleat("play", recording.toString())) {
            String before = player.settings();
            player.await("played");
            terminate(player, before);
        }
    }
}
