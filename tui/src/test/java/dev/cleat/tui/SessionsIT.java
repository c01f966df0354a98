package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.testing.Awaiting;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that are left and come back to, as an operator sees it: in tmux, with vim inside. Needs root, tmux and vim. */
@Timeout(300)
class SessionsIT {

    private static final String VIM = "-- vim -u NONE -i NONE -n /etc/passwd";

    @TempDir
    Path folder;

    private final String name = "sessions-it" + ProcessHandle.current().pid();
    private Tmux tmux;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/vim")), "needs vim");
        Path definition = Files.writeString(folder.resolve("definition.yaml"), """
                schema: 1
                name: %s
                rootfs: host
                process: {command: [/bin/sleep, "1000"]}
                stop: {action: kill}
                """.formatted(name));
        tmux = new Tmux(folder, 100, 30);
        assertThat(tmux.cleat("start", "-f", definition.toString())).contains("runs");
    }

    @AfterEach
    void leave_nothing_behind() throws Exception {
        if (tmux != null) {
            tmux.cleat("stop", "-k", name);
            tmux.close();
        }
    }

    /** The id of the only session. */
    private String id() throws Exception {
        return tmux.cleat("sessions", "--json").split("\"id\" : \"")[1].split("\"")[0];
    }

    private void edit() throws Exception {
        tmux.console("attach", name, VIM);
        tmux.await("root:x:0:0");
        tmux.type("Goa line of mine");
        tmux.keys("Escape");
        tmux.await("a line of mine");
        tmux.command(":set compatible?");
        tmux.await("compatible"); // it has left the insert mode
    }

    private void comeBack() throws Exception {
        tmux.command("clear");
        tmux.console("sessions", "attach", id());
        tmux.await("a line of mine");
    }

    private void leave() throws Exception {
        tmux.keys("C-a", "q");
        tmux.await("; it runs on");
        assertThat(tmux.value("#{alternate_on}")).isEqualTo("0");
    }

    private void endVim() throws Exception {
        tmux.command(":cquit 7");
        tmux.awaitShell();
        tmux.command("echo status $?");
        tmux.await("status 7");
        assertThat(tmux.value("#{alternate_on}")).isEqualTo("0");
        assertThat(tmux.cleat("sessions", "--json")).isEqualTo("[ ]\n");
    }

    @Test
    void an_editor_that_was_left_is_on_the_screen_again_as_it_was() throws Exception {
        edit();
        String before = tmux.screen();
        leave();
        assertThat(tmux.cleat("sessions")).contains(name, "detached", "vim -u NONE");

        comeBack();
        assertThat(tmux.screen()).isEqualTo(before);
        assertThat(tmux.value("#{alternate_on}")).isEqualTo("1");
        endVim();
    }

    @Test
    void an_editor_fits_the_terminal_it_comes_back_to() throws Exception {
        edit();
        tmux.command(":set laststatus=2 statusline=size\\ %{&columns}\\ %{&lines}");
        leave();
        tmux.resize(80, 24);
        comeBack();
        awaitSize(80, 24);
        tmux.resize(90, 20);
        awaitSize(90, 20);
        leave();
        comeBack();
        endVim();
    }

    /** As the editor knows it: a message would be gone with the redraw that follows a resize. */
    private void awaitSize(int columns, int lines) throws Exception {
        tmux.await("size " + columns + " " + lines);
    }

    @Test
    void an_editor_whose_client_was_killed_is_there_for_the_next() throws Exception {
        edit();
        String before = tmux.screen();
        ProcessHandle.of(tmux.foregroundPid()).orElseThrow().destroyForcibly();
        tmux.awaitShell();
        assertThat(tmux.value("#{alternate_on}")).isEqualTo("0");

        comeBack();
        assertThat(tmux.screen()).isEqualTo(before);
        endVim();
    }

    @Test
    void whoever_stops_a_container_knows_how_its_sessions_ended() throws Exception {
        edit();
        leave();
        tmux.cleat("stop", "-k", name);
        assertThat(tmux.cleat("sessions", "--all", "--json")).isEqualTo("[ ]\n");
    }

    @Test
    void a_session_that_was_left_and_ended_with_its_container_tells_its_screen_and_status_once() throws Exception {
        edit();
        leave();
        String id = id();
        tmux.cleat("kill", name, "KILL");
        Awaiting.until("its end", () -> tmux.cleat("sessions", "-a").contains("ended 137"));
        assertThat(tmux.cleat("sessions", "--json")).isEqualTo("[ ]\n");
        tmux.command("clear");
        tmux.console("sessions", "attach", id);
        tmux.awaitShell();
        tmux.command("echo status $?");
        tmux.await("status 137");
        assertThat(tmux.cleat("sessions", "-a", "--json")).isEqualTo("[ ]\n");
    }
}
