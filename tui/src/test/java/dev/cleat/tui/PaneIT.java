package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.PackageDirection;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions in the pane, in tmux, with a real container. Needs root and tmux. */
class PaneIT {

    private static final Path HELLO = PackageDirection.inModule("../sample-configs/hello.yaml")
            .toAbsolutePath()
            .normalize();
    private static final String NAME = "aa-pane-it"; // the first of the list, whatever else this host runs

    @TempDir
    Path folder;

    private Tmux tmux;

    @BeforeEach
    void open() throws Exception {
        Path stored = Files.createDirectories(folder.resolve("lib").resolve(NAME));
        Files.writeString(
                stored.resolve("container.yaml"), Files.readString(HELLO).replace("name: hello", "name: " + NAME));
        tmux = new Tmux(folder, 100, 40);
        tmux.cleat("start", NAME);
    }

    @AfterEach
    void leave_nothing_behind() throws Exception {
        tmux.cleat("stop", "-k", NAME);
        tmux.close();
    }

    @Test
    void a_shell_works_beside_the_list_hostile_output_stays_inside_and_it_is_left_running() throws Exception {
        tmux.console();
        tmux.await(NAME);
        tmux.keys("A");
        tmux.await("root@" + NAME);
        tmux.command("stty size; echo $TERM hi-$((6*7))");
        assertThat(tmux.await("xterm-256color hi-42")).contains("23 100").contains("NAME");

        tmux.command("printf '\\033]2;owned\\007\\033[?1049h\\033[99;1Hdeep\\033[?1000h'; echo still-$((6*7))");
        assertThat(tmux.await("still-42")).contains("NAME").contains("cleat");
        assertThat(tmux.value("#{pane_title} #{mouse_any_flag}"))
                .doesNotContain("owned")
                .endsWith("0");

        tmux.keys("C-a", "Tab");
        tmux.await("goes there");
        tmux.keys("Tab");
        tmux.resize(170, 30);
        tmux.await("│");
        tmux.command("stty size");
        tmux.await("29 93");

        tmux.keys("C-a", "q");
        tmux.await("left; it runs on");
        assertThat(tmux.cleat("sessions")).contains("detached").contains(NAME);
        tmux.keys("q");
        tmux.awaitShell();
    }

    @Test
    void what_a_program_asks_its_terminal_is_answered_by_the_pane_and_never_reaches_the_operators() throws Exception {
        tmux.console();
        tmux.await(NAME);
        tmux.keys("A");
        tmux.await("root@" + NAME);
        tmux.command("clear; IFS= read -rsdR -p $'\\033[5;7H\\033[6n' at; echo; printf 'at-%s.\\n' \"${at#??}\"");
        tmux.await("at-5;7.");
        String ground =
                "clear; IFS= read -rsd $'\\a' -p $'\\033]11;?\\a' rgb; echo; printf 'ground-%s.\\n' \"${rgb#??}\"";
        tmux.command(ground);
        tmux.await("ground-11;rgb:1616/1818/1d1d.");
        tmux.keys("C-a", "Tab");
        tmux.await("goes there");
        tmux.type(":theme light");
        tmux.keys("Enter");
        tmux.await("theme light");
        tmux.keys("Tab");
        tmux.command(ground);
        tmux.await("ground-11;rgb:ffff/ffff/ffff.");
        tmux.keys("C-a", "q");
        tmux.await("left; it runs on");
        tmux.keys("q");
        tmux.awaitShell();
    }
}
