package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.PackageDirection;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Line by line, on a terminal, with a real container. Needs root and tmux. */
class PlainConsoleIT {

    private static final Path HELLO = PackageDirection.inModule("../sample-configs/hello.yaml")
            .toAbsolutePath()
            .normalize();
    private static final String NAME = "plain-it";

    @TempDir
    Path folder;

    private Tmux tmux;

    @BeforeEach
    void open() throws Exception {
        Path stored = Files.createDirectories(folder.resolve("lib").resolve(NAME));
        Files.writeString(
                stored.resolve("container.yaml"), Files.readString(HELLO).replace("name: hello", "name: " + NAME));
        Files.writeString(
                Files.createDirectories(folder.resolve("config/cleat")).resolve("commands.yaml"),
                "commands:\n"
                        + "- {name: comm, command: [cat, '/proc/{pid}/comm']}\n"
                        + "- {name: talk, command: [sh, -c, 'read -r a; echo \"heard $a\"'], terminal: true}\n");
        tmux = new Tmux(folder, 100, 30);
    }

    @AfterEach
    void leave_nothing_behind() throws Exception {
        tmux.cleat("stop", "-k", NAME);
        tmux.close();
    }

    @Test
    void a_container_is_started_attached_to_followed_and_stopped_by_words() throws Exception {
        tmux.command("stty -a > " + folder.resolve("before"));
        tmux.console("ui", "--plain");
        tmux.await("quit to leave");
        tmux.command("start " + NAME);
        tmux.await(NAME + " runs, process ");
        tmux.command("attach " + NAME);
        tmux.await("root@" + NAME);
        tmux.command("echo hi-$((6*7))");
        tmux.await("hi-42");
        tmux.keys("C-a", "q");
        tmux.await(NAME + ": left; it runs on");
        assertThat(tmux.value("#{alternate_on}")).isEqualTo("0");
        tmux.command("comm " + NAME);
        tmux.await("\nsh\ncomm on " + NAME + ": exit status 0");
        tmux.command("talk");
        tmux.command("hello");
        tmux.await("heard hello\ntalk: exit status 0");
        tmux.command("follow " + NAME);
        tmux.await("still here, line 1");
        tmux.keys("Enter");
        tmux.command("stop " + NAME);
        tmux.await("yes or no");
        tmux.command("yes");
        tmux.await(NAME + " has stopped");
        tmux.command("quit");
        tmux.command("stty -a > " + folder.resolve("after") + "; echo over-$((6*7))");
        tmux.await("over-42");
        assertThat(folder.resolve("after")).hasSameTextualContentAs(folder.resolve("before"));
    }
}
