package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.testing.Awaiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators run in a session, on a real terminal, through the launcher. Needs root, tmux, and each program. */
class ProgramsInsideIT {

    private static final String NAME = "inside-it";

    @TempDir
    Path folder;

    private Tmux tmux;

    @BeforeEach
    void a_shell_inside() throws Exception {
        Path stored = Files.createDirectories(folder.resolve("lib").resolve(NAME));
        Files.writeString(stored.resolve("container.yaml"), """
                schema: 1
                name: %s
                rootfs: host
                process: {command: [sleep, '100000']}
                stop: {action: kill}
                """.formatted(NAME));
        tmux = new Tmux(folder, 100, 30);
        tmux.cleat("start", NAME);
        tmux.command("clear; stty -a > " + folder.resolve("before"));
        attach();
        tmux.await("inside$");
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        tmux.cleat("stop", "-k", NAME);
        tmux.close();
        assertThat(tmux.cleat("ls", "-1", "--ours")).isEmpty();
    }

    /** What is typed does not show the prompt. */
    private void attach() throws Exception {
        tmux.console("attach", NAME, "-v PS1='in''side$ '", "-v HISTFILE= -- bash --norc");
    }

    /** Ends the shell inside. */
    private void leave() throws Exception {
        tmux.command("clear; exit");
        tmux.awaitShell();
        assertOutside();
    }

    private static String settings(Path file) throws Exception {
        return Files.readString(file).replaceAll("rows \\d+; columns \\d+;", "");
    }

    /** Vim shows what it is told last, until it draws anew because of a size it is told of later. */
    private void ask(String command, String answer) throws Exception {
        for (int i = 0; i < 20; i++) {
            tmux.keys("Escape");
            tmux.command(command);
            try {
                Awaiting.until(
                        answer, Duration.ofSeconds(1), () -> tmux.screen().contains(answer));
                return;
            } catch (AssertionError redrawn) {
                // It is asked again.
            }
        }
        tmux.await(answer);
    }

    private void assume(String program) {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin", program)), "needs " + program);
    }

    private void vim() throws Exception {
        assume("vim");
        tmux.command("clear; printf 'first line\\nlast line\\n' > /tmp/text; vim -Nu NONE -n /tmp/text");
        tmux.await("last line\n~\n");
    }

    /** The terminal is the shell's again, as it was. */
    private void assertOutside() throws Exception {
        Path after = folder.resolve("after");
        tmux.command("");
        tmux.command("clear; stty -a > " + after + ".new; mv " + after + ".new " + after);
        Awaiting.until("the shell of the host has the terminal", () -> Files.exists(after));
        assertThat(settings(after)).isEqualTo(settings(folder.resolve("before")));
        assertThat(tmux.value("#{alternate_on}#{mouse_any_flag}#{keypad_cursor_flag}"))
                .isEqualTo("000");
        Files.delete(after);
    }

    @Test
    void vim_edits_is_resized_is_suspended_and_comes_back() throws Exception {
        vim();
        tmux.keys("i");
        tmux.type("new ");
        tmux.keys("Escape");
        tmux.resize(70, 20);
        ask(":echo &lines &columns 'told'", "20 70 told");
        tmux.keys("C-z");
        tmux.await("Stopped");
        tmux.command("jobs; echo shell-$((6*7))");
        tmux.await("shell-42");
        tmux.command("fg");
        tmux.await("new first line");
        tmux.keys("G", "o");
        tmux.type("appended");
        tmux.keys("Escape");
        tmux.command(":wq");
        tmux.await("inside$");
        tmux.command("clear; paste -sd+ /tmp/text");
        tmux.await("new first line+last line+appended\n");
        tmux.resize(100, 30);
        leave();
    }

    @Test
    void top_refreshes_and_less_searches() throws Exception {
        assume("top");
        assume("less");
        tmux.command("top -d 0.5");
        tmux.await("load average");
        tmux.await("PID USER");
        tmux.keys("q");
        tmux.await("inside$");
        tmux.command("clear; seq 5000 | less");
        tmux.await(":");
        tmux.keys("G");
        tmux.await("5000\n");
        tmux.command("?^1234$");
        tmux.await("1234\n1235");
        tmux.keys("q");
        leave();
    }

    @Test
    void tmux_inside_is_left_and_found_again() throws Exception {
        String inner = "tmux -f /dev/null -L deep";
        tmux.command("unset TMUX; " + inner + " new -s deep sh -i");
        tmux.await("[deep]");
        tmux.command("echo deep-$((6*7))");
        tmux.await("deep-42");
        tmux.keys("C-b", "d");
        tmux.await("[detached");
        tmux.command("clear; " + inner + " attach");
        tmux.await("deep-42");
        tmux.resize(60, 20);
        tmux.command("clear; stty size");
        tmux.await("19 60");
        tmux.resize(100, 30);
        tmux.command("exit");
        tmux.await("[exited]");
        leave();
    }

    @Test
    void jobs_are_stopped_continued_and_interrupted_inside() throws Exception {
        tmux.command("sleep 4244");
        Awaiting.until("it runs", () -> tmux.cleat("ps", NAME).contains("sleep 4244"));
        tmux.keys("C-z");
        tmux.await("Stopped");
        tmux.command("clear; bg");
        tmux.await("sleep 4244 &");
        tmux.command("clear; jobs");
        tmux.await("Running");
        tmux.command("clear; echo at-$((6*7)); fg");
        tmux.await("at-42\nsleep 4244");
        tmux.keys("C-c");
        Awaiting.until("it has gone", () -> !tmux.cleat("ps", NAME).contains("sleep 4244"));
        leave();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TSTP", "STOP"})
    void stopped_from_outside_it_gives_the_terminal_back_and_takes_it_again(String signal) throws Exception {
        vim();
        tmux.keys("i");
        tmux.type("typed before ");
        tmux.await("typed before first");

        new ProcessBuilder("kill", "-" + signal, "" + tmux.foregroundPid())
                .start()
                .waitFor();

        if (signal.equals("TSTP")) {
            tmux.await("Stopped");
            assertOutside();
        } else { // nobody can hear it, so nothing can be restored
            Awaiting.until(
                    "it is stopped",
                    () -> Files.readString(Path.of("/proc/" + tmux.foregroundPid() + "/stat"))
                            .contains(") T "));
        }
        tmux.type("fg");
        tmux.keys("C-j"); // what is stopped without knowing leaves a raw terminal, in which Enter ends no line
        tmux.await("typed before first line");
        assertThat(tmux.value("#{alternate_on}")).isEqualTo("1");
        tmux.type("typed after ");
        tmux.await("typed before typed after first line");
        tmux.keys("Escape");
        tmux.command(":q!");
        tmux.await("inside$");
        leave();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "KILL", "HUP", "INT"})
    void whatever_signal_ends_it_it_leaves_the_terminal_as_it_was(String signal) throws Exception {
        vim();
        tmux.command(":set mouse=a");
        tmux.await(":set mouse=a");

        new ProcessBuilder("kill", "-" + signal, "" + tmux.foregroundPid())
                .start()
                .waitFor();

        tmux.awaitShell();
        assertOutside();
    }

    @Test
    void a_storm_of_sizes_ends_with_the_last_one() throws Exception {
        tmux.command("clear; yes some columns of a line");
        for (int i = 0; i < 200; i++) {
            tmux.resize(20 + i * 7 % 150, 5 + i * 5 % 50);
        }
        tmux.resize(90, 28);
        tmux.keys("C-c");
        tmux.command("");
        tmux.await("inside$");
        tmux.command("clear; until stty size | grep '28 90'; do :; done");
        tmux.await("28 90\ninside$");
        vim();
        for (int i = 0; i < 200; i++) {
            tmux.resize(20 + i * 7 % 150, 5 + i * 5 % 50);
        }
        tmux.resize(100, 30);
        ask(":echo &lines &columns 'told'", "30 100 told");
        tmux.command(":q!");
        tmux.await("inside$");
        leave();
    }

    @Test
    void what_the_terminal_answers_after_the_end_is_not_typed_into_the_shell() throws Exception {
        leave();
        tmux.command("ask=\"stty -echo; printf '\\033[c\\033[6n\\033[>c\\033[5n'\"; clear");
        for (int i = 0; i < 5; i++) {
            tmux.console("attach", NAME, "--", "sh -c \"$ask\"; echo over-" + i);
            tmux.await("\nover-" + i);
        }
        tmux.command("echo clean-$((40+2))");
        String screen = tmux.await("clean-42");
        assertThat(screen).doesNotContain("[?", ";1R", "[>", "not found", "[0n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001q", "\u001b[97;5uq", "\u001b[27;5;97~q", "\u001b[97;5u\u001b[97;5:3u\u001b[113u"})
    void the_detach_keys_leave_however_the_terminal_sends_them(String keys) throws Exception {
        tmux.type(keys);
        tmux.await("left session");
        tmux.awaitShell();
        assertOutside();
    }

    @Test
    void the_first_detach_key_is_given_inside_when_it_is_typed_twice_or_nothing_follows() throws Exception {
        tmux.command("clear; echo at-$((6*7)); cat -v");
        tmux.await("at-42\n");
        tmux.keys("C-a", "C-a", "q", "Enter");
        tmux.await("at-42\n^Aq\n^Aq\n");
        tmux.keys("C-a");
        tmux.await("^Aq\n^A\n"); // the echo, which comes only when it was given inside
        tmux.keys("q", "Enter");
        tmux.keys("C-d");
        tmux.await("inside$");
        leave();
    }

    @Test
    void what_is_typed_before_the_session_is_there_is_given_inside() throws Exception {
        leave();
        attach();
        tmux.type("echo typed-$((6*7)) early\rclear\r");
        tmux.type("echo typed-$((7*7)) later\r");
        tmux.await("typed-49 later");
        leave();
    }
}
