package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.PackageDirection;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The console's screens beside the list, in tmux, with real containers, sessions and recordings. Needs root and tmux. */
@Timeout(120)
class ConsoleScreensIT {

    private static final Path HELLO = PackageDirection.inModule("../sample-configs/hello.yaml")
            .toAbsolutePath()
            .normalize();

    private static final String NAME = "screens-it";

    @TempDir
    Path folder;

    private Path definition;
    private Tmux tmux;

    @BeforeEach
    void open() throws Exception {
        Path stored = Files.createDirectories(folder.resolve("lib").resolve(NAME));
        definition = stored.resolve("container.yaml");
        Files.writeString(definition, Files.readString(HELLO).replace("name: hello", "name: " + NAME));
        Path config = Files.writeString(folder.resolve("config.yaml"), "recording: {policy: interactive}\n");
        tmux = new Tmux(folder, 110, 30);
        tmux.command("export CLEAT_CONFIG=" + config);
        tmux.cleat("start", NAME);
    }

    @AfterEach
    void leave_nothing_behind() throws Exception {
        tmux.cleat("stop", "-k", NAME);
        tmux.close();
        assertThat(tmux.cleat("ls", "-1", "--ours")).isEmpty();
    }

    @Test
    void a_session_is_left_come_back_to_ended_and_played_from_the_sessions_screen() throws Exception {
        tmux.console();
        select();
        tmux.keys("a");
        tmux.await("#");
        tmux.command("echo played-$((6*7))");
        tmux.await("played-42");
        tmux.keys("C-a", "q");
        tmux.await(NAME + ": detached");

        tmux.keys("7");
        tmux.await("WHEN");
        tmux.await("detached");
        tmux.keys("a");
        tmux.await("played-42"); // its screen, as it was left
        tmux.command("exit 3");
        tmux.await("ended with status 3");

        tmux.await("exit 3");
        tmux.keys("G", "Enter");
        tmux.await("attach " + NAME + " by root");
        tmux.keys("End");
        tmux.await("played-42");
        tmux.keys("q");
        tmux.await("WHEN");
        tmux.keys("o");
        tmux.await("played-42");
        tmux.keys("8");
        assertThat(tmux.await("▸ attach")).contains("▸ play", "▸ come back");
        tmux.keys("q", "q");
        tmux.awaitShell();
    }

    @Test
    void what_a_changed_definition_would_start_is_told_beside_what_runs() throws Exception {
        Files.writeString(definition, Files.readString(definition).replace("limit: 128M", "limit: 96M"));
        tmux.console();
        tmux.await("NAME");
        tmux.keys("5");
        tmux.await("LAST START");
        tmux.keys("g", "D");
        tmux.await(NAME + " and its definition");
        assertThat(tmux.await("A start now would do otherwise")).contains("134217728", "100663296");
        tmux.keys("q", "q", "q");
        tmux.awaitShell();
    }

    private void select() throws Exception {
        tmux.await("NAME");
        tmux.keys("/");
        tmux.type(NAME);
        tmux.keys("Enter");
        tmux.await("/" + NAME);
        tmux.await("RUNNING");
    }
}
