package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.PackageDirection;
import dev.cleat.engine.testing.Awaiting;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program as an operator meets it: in tmux, with real containers. Needs root and tmux. */
class ConsoleIT {

    private static final Path HELLO = PackageDirection.inModule("../sample-configs/hello.yaml")
            .toAbsolutePath()
            .normalize();

    /** Not the sample's own name, which an operator of this host may have in use. */
    private static final String NAME = "console-it";

    @TempDir
    Path folder;

    private Tmux tmux;

    @BeforeEach
    void open() throws Exception {
        Path stored = Files.createDirectories(folder.resolve("lib").resolve(NAME));
        String hello = Files.readString(HELLO).replace("name: hello", "name: " + NAME);
        Files.writeString(stored.resolve("container.yaml"), hello);
        tmux = new Tmux(folder, 100, 30);
    }

    @AfterEach
    void leave_nothing_behind() throws Exception {
        tmux.cleat("stop", "-k", NAME);
        tmux.close();
        assertThat(tmux.cleat("ls", "-1", "--ours")).isEmpty();
    }

    @Test
    void an_operator_starts_attaches_works_detaches_and_quits_and_the_container_runs_on() throws Exception {
        tmux.command("stty -a > " + folder.resolve("before"));
        tmux.console();
        startFromTheDefinitions();
        attach();
        tmux.command("echo hi-$((6*7))");
        tmux.await("hi-42");
        tmux.resize(80, 24);
        tmux.command("until stty size | grep '24 80'; do :; done");
        tmux.await("\n24 80");

        tmux.keys("C-a", "q");
        tmux.await(NAME + ": detached");
        assertThat(tmux.value("#{alternate_on}")).isEqualTo("1");
        assertThat(tmux.screen()).contains("● RUN").contains("NAME");

        tmux.keys("q");
        tmux.awaitShell();
        assertThat(tmux.value("#{alternate_on}")).isEqualTo("0");
        assertThat(tmux.cleat("ls", "-1", "--ours")).isEqualTo(NAME + "\n");
        tmux.command("stty -a > " + folder.resolve("after") + "; echo written");
        tmux.await("\nwritten");
        assertThat(settings("after")).isEqualTo(settings("before"));
    }

    @Test
    void what_is_typed_behind_the_key_that_ends_it_is_for_the_shell() throws Exception {
        tmux.console("ui", "--theme", "mono");
        tmux.await("? help");
        tmux.type(":quit\recho ahead-$((6*7))\n");
        tmux.await("ahead-42");
        assertThat(tmux.value("#{alternate_on}")).isEqualTo("0");
    }

    @Test
    void settings_that_were_chosen_are_known_at_the_next_start_and_an_option_goes_before_them() throws Exception {
        tmux.console();
        tmux.await("? help");
        tmux.keys("F2", "Right", "Down", "Space", "Down", "Space", "Down", "Right");
        tmux.await("figures every  2 s");
        tmux.await("theme          deuteranopia");
        tmux.keys("Escape");
        tmux.awaitGone("Settings");
        tmux.keys("q");
        tmux.awaitShell();

        tmux.console("ui", "--theme", "mono");
        tmux.await("? help");
        tmux.keys("F2");
        assertThat(tmux.await("+- Settings -"))
                .contains("theme          mono", "ASCII", "mouse          on", "figures every  2 s");
        tmux.keys("Escape");
        tmux.awaitGone("Settings");
        tmux.keys("q");
        tmux.awaitShell();
        assertThat(Files.readString(folder.resolve("state/cleat/console.json"))).contains("deuteranopia");
    }

    @Test
    void exit_returns_to_an_intact_screen_with_the_status() throws Exception {
        start();
        attach();
        tmux.command("exit 3");
        tmux.await("ended with status 3");
        assertThat(tmux.screen()).contains("RUNNING");
        tmux.keys("q");
        tmux.awaitShell();
    }

    @Test
    void keys_typed_in_one_burst_reach_whom_they_are_meant_for() throws Exception {
        start();
        tmux.keys("a");
        tmux.await("detach: Ctrl-a q");
        tmux.keys(
                "e", "c", "h", "o", " ", "b", "u", "r", "s", "t", "-", "$", "(", "(", "2", "*", "4", ")", ")", "Enter");
        tmux.await("burst-8");
        tmux.keys("C-a", "q", "?");
        tmux.await("Keys of: Containers");
        tmux.keys("Escape");
        tmux.await("RUNNING");
        tmux.keys("q");
        tmux.awaitShell();
    }

    /** Everything is typed ahead: what is for the shell before it is there, what is for the console before it is back. */
    @Test
    void twenty_times_in_and_out_no_key_is_lost_and_none_goes_astray() throws Exception {
        start();
        StringBuilder expected = new StringBuilder();
        for (int i = 1; i <= 20; i++) {
            tmux.type("aecho -n " + i + "+ >> /tmp/rounds; echo at-$((" + i + "+100))\r");
            tmux.await("at-" + (100 + i));
            if (i % 2 == 0) {
                tmux.type("exit\r");
                tmux.await("ended with status 0");
                tmux.keys("?");
            } else {
                tmux.keys("C-a", "q", "?");
            }
            tmux.await("Keys of: Containers");
            tmux.keys("Escape");
            tmux.awaitGone("Keys of: Containers");
            expected.append(i).append('+');
        }
        tmux.type("aclear; cat /tmp/rounds; echo\r");
        tmux.await(expected + "\n");
        tmux.keys("C-a", "q", "q");
        tmux.awaitShell();
    }

    @Test
    void stop_asks_first_and_then_stops() throws Exception {
        start();
        tmux.keys("t");
        tmux.await("Stop " + NAME);
        tmux.keys("n");
        tmux.awaitGone("Stop " + NAME);
        assertThat(tmux.cleat("ls", "-1", "--ours")).isEqualTo(NAME + "\n");
        tmux.keys("t");
        tmux.await("Stop " + NAME);
        tmux.keys("y");
        tmux.await("STOPPED");
        tmux.keys("q");
        tmux.awaitShell();
    }

    @Test
    void a_terminal_that_goes_away_while_attached_ends_the_session_and_not_the_container() throws Exception {
        start();
        attach();
        tmux.command("sleep 4242");
        Awaiting.until("the command runs", () -> tmux.cleat("ps", NAME).contains("sleep 4242"));
        tmux.close();
        Awaiting.until(
                "the session's command is gone", () -> !tmux.cleat("ps", NAME).contains("sleep 4242"));
        assertThat(tmux.cleat("ls", "-1", "--ours")).isEqualTo(NAME + "\n");
    }

    @Test
    void a_console_killed_with_9_while_attached_leaves_the_terminal_as_it_found_it() throws Exception {
        tmux.command("stty -a > " + folder.resolve("before"));
        start();
        attach();
        tmux.command("sleep 4243");
        Awaiting.until("the command runs", () -> tmux.cleat("ps", NAME).contains("sleep 4243"));

        ProcessHandle.of(tmux.foregroundPid()).orElseThrow().destroyForcibly();
        tmux.await("Killed"); // says the shell

        tmux.command("stty -a > " + folder.resolve("after") + "; echo written");
        tmux.await("\nwritten");
        assertThat(settings("after")).isEqualTo(settings("before"));
        assertThat(tmux.value("#{alternate_on}")).isEqualTo("0");
        Awaiting.until("somebody can come back", () -> tmux.cleat("sessions").contains("detached"));
        assertThat(tmux.cleat("ps", NAME)).contains("sleep 4243");
        assertThat(tmux.cleat("ls", "-1", "--ours")).isEqualTo(NAME + "\n");
    }

    @Test
    void twenty_columns_and_five_rows_do_not_end_it() throws Exception {
        start();
        tmux.resize(20, 5);
        tmux.await("small");
        tmux.resize(100, 30);
        tmux.await("RUNNING");
        tmux.keys("q");
        tmux.awaitShell();
    }

    private String settings(String file) throws Exception {
        return Files.readString(folder.resolve(file)).replaceAll("rows \\d+; columns \\d+;", "");
    }

    /** Other containers may run on this host: only ours are looked at, and only this test's is touched. */
    private void start() throws Exception {
        tmux.cleat("start", NAME);
        tmux.console();
        tmux.await("NAME");
        select(NAME);
    }

    private void startFromTheDefinitions() throws Exception {
        tmux.await("q quit");
        tmux.keys("5");
        tmux.await("VALID");
        tmux.await(NAME); // stored, so it stands before the samples
        tmux.keys("u");
        tmux.await("nothing is done yet");
        tmux.keys("Enter");
        tmux.await("RUNNING");
        tmux.keys("1");
        select(NAME);
    }

    private void select(String name) throws Exception {
        tmux.keys("/");
        tmux.type(name);
        tmux.keys("Enter");
        tmux.await("/" + name);
        tmux.await("RUNNING");
    }

    private void attach() throws Exception {
        tmux.keys("a");
        tmux.await("detach: Ctrl-a q");
        tmux.await("#");
    }
}
