package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.testing.Awaiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The console on every kind of terminal, in every size, and through everything that is done to a terminal's programs: it looks
 * right there, and leaves the terminal as it found it. Needs root, tmux and vim.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TerminalMatrixIT {

    private static final String NAME = "aa-matrix-it"; // the first of the list, whatever else this host runs

    private static final Pattern SGR = Pattern.compile("\u001b\\[([0-9;:]*)m");
    private static final int HANG_UP = 129;
    private static final int TERMINATED = 143;

    private Path folder;

    private Tmux tmux;

    @BeforeAll
    void start(@TempDir Path made) throws Exception {
        folder = made;
        Path stored = Files.createDirectories(folder.resolve("lib").resolve(NAME));
        Files.writeString(stored.resolve("container.yaml"), """
                schema: 1
                name: %s
                rootfs: host
                process: {command: [sleep, '100000']}
                stop: {action: kill}
                """.formatted(NAME));
        Tmux.cleat(folder, "start", NAME);
    }

    @AfterAll
    void stop() throws Exception {
        Tmux.cleat(folder, "stop", "-k", NAME);
        assertThat(Tmux.cleat(folder, "ls", "-1", "--ours")).isEmpty();
    }

    @BeforeEach
    void open() throws Exception {
        tmux = new Tmux(folder, 80, 24);
        tmux.command("unset COLORTERM; stty -a > " + folder.resolve("before"));
    }

    @AfterEach
    void close() throws Exception {
        tmux.close();
    }

    private void console() throws Exception {
        tmux.console();
        tmux.await(NAME);
        tmux.await("● RUN");
    }

    /** The shell has the terminal again, as it was, and nothing of the console is left on it. */
    private void assertOutside() throws Exception {
        Path after = folder.resolve("after");
        tmux.command("stty -a > " + after + ".new; mv " + after + ".new " + after);
        Awaiting.until("the shell has the terminal", () -> Files.exists(after));
        assertThat(settings(after)).isEqualTo(settings(folder.resolve("before")));
        assertThat(tmux.value("#{alternate_on}#{cursor_flag}#{mouse_any_flag}#{keypad_cursor_flag}#{insert_flag}"))
                .isEqualTo("01000");
        assertThat(tmux.screen()).contains("ready$ ").doesNotContain("● RUN");
        Files.delete(after);
    }

    private static String settings(Path file) throws Exception {
        return Files.readString(file).replaceAll("rows \\d+; columns \\d+;", "");
    }

    /** In this size the head fills the first line, and the list and the keys are in their places. */
    private void assertFits(int columns, int rows) throws Exception {
        tmux.resize(columns, rows);
        try {
            Awaiting.until("it fits", () -> fits(tmux.screen().lines().toList(), columns, rows));
        } catch (AssertionError e) {
            throw new AssertionError("not drawn for " + columns + "x" + rows + ":\n" + tmux.screen(), e);
        }
    }

    private static boolean fits(List<String> lines, int columns, int rows) {
        boolean roomy = columns >= 80 && rows >= 24;
        return lines.get(0).startsWith(" cleat ")
                && lines.get(0).matches(".*\\d\\d:\\d\\d")
                && lines.get(0).length() == columns - 1
                && lines.get(1).startsWith(" NAME")
                && lines.get(2).contains(NAME)
                && lines.get(2).contains(roomy ? "● RUNNING" : "● RUN ")
                && lines.size() <= rows
                && lines.get(lines.size() - 1).contains("q quit") == roomy;
    }

    @ParameterizedTest
    @CsvSource({
        "TERM=xterm-256color, 80, 24, INDEXED",
        "TERM=screen,         40,  8, INDEXED",
        "TERM=tmux-256color, 300, 80, INDEXED",
        "TERM=linux,          80, 24, SIXTEEN",
        "TERM=xterm-256color COLORTERM=truecolor, 80, 24, EXACT",
        "TERM=dumb,           40,  8, NONE",
        "TERM=xterm-256color NO_COLOR=1, 300, 80, NONE",
    })
    void on_every_terminal_it_has_the_colours_there_are_fits_every_size_and_leaves_no_trace(
            String terminal, int columns, int rows, Colours colours) throws Exception {
        tmux.resize(columns, rows);
        if (terminal.equals("TERM=linux")) {
            tmux.withoutAlternateScreen();
        }
        tmux.command("export " + terminal);
        console();
        assertFits(columns, rows);
        for (int[] size : new int[][] {{80, 24}, {40, 8}, {300, 80}}) {
            assertFits(size[0], size[1]);
        }
        List<String> used = colours();
        assertThat(colours.allows(used)).as("%s of %s", colours, used).isTrue();
        tmux.keys("q");
        tmux.awaitShell();
        assertOutside();
    }

    private enum Colours {
        NONE,
        SIXTEEN,
        INDEXED,
        EXACT;

        /** @param used what sets a colour: numbers of SGR, or {@code 38;5} and {@code 38;2} (ECMA-48 8.3.117, ctlseqs.txt) */
        boolean allows(List<String> used) {
            boolean indexed = used.stream().anyMatch(one -> one.endsWith(";5"));
            boolean exact = used.stream().anyMatch(one -> one.endsWith(";2"));
            return switch (this) {
                case NONE -> used.isEmpty();
                case SIXTEEN -> !used.isEmpty() && !indexed && !exact;
                case INDEXED -> indexed && !exact;
                case EXACT -> exact;
            };
        }
    }

    private List<String> colours() throws Exception {
        List<String> used = new ArrayList<>();
        for (MatchResult sequence : SGR.matcher(tmux.styled()).results().toList()) {
            String[] numbers = sequence.group(1).split("[;:]");
            for (int i = 0; i < numbers.length; i++) {
                if (numbers[i].matches("[34]8")) {
                    used.add(numbers[i] + ";" + numbers[i + 1]);
                    i += numbers[i + 1].equals("2") ? 4 : 2;
                } else if (numbers[i].matches("[34][0-7]|9[0-7]|10[0-7]")) {
                    used.add(numbers[i]);
                }
            }
        }
        return used;
    }

    @Test
    void the_mouse_is_the_terminals_until_it_is_switched_on_and_afterwards() throws Exception {
        console();
        assertThat(tmux.value("#{mouse_any_flag}")).isEqualTo("0");
        tmux.keys("m");
        tmux.await("mouse on");
        assertThat(tmux.value("#{mouse_any_flag}#{mouse_sgr_flag}")).isEqualTo("11");
        tmux.keys("m");
        tmux.await("mouse off");
        assertThat(tmux.value("#{mouse_any_flag}")).isEqualTo("0");
        tmux.keys("m");
        tmux.await("mouse on");
        tmux.keys("q");
        tmux.awaitShell();
        assertOutside();
    }

    @Test
    void it_is_stopped_with_ctrl_z_comes_back_heeds_no_ctrl_backslash_and_ends_with_a_hang_up() throws Exception {
        console();
        tmux.keys("C-\\", "?");
        assertThat(tmux.await("Keys of: Containers")).doesNotContain("Full thread dump");
        tmux.keys("Escape");
        tmux.await("● RUN");

        tmux.keys("C-z");
        tmux.await("Stopped");
        assertOutside();
        tmux.command("fg");
        tmux.await("● RUN");
        assertThat(tmux.value("#{alternate_on}")).isEqualTo("1");
        tmux.keys("Enter");
        tmux.await("Summary");

        signal("HUP");
        tmux.command("echo status-$?");
        tmux.await("status-" + HANG_UP);
        assertOutside();
    }

    @Test
    void vim_inside_is_resized_left_and_found_again_and_nothing_of_it_stays_on_the_terminal() throws Exception {
        console();
        tmux.keys("a");
        tmux.await("detach: Ctrl-a q");
        tmux.await("#");
        tmux.command("printf 'first line\\nlast line\\n' > /tmp/text; vim -Nu NONE -n -c 'set mouse=a' /tmp/text");
        tmux.await("last line\n~\n");
        tmux.resize(100, 30);
        Awaiting.until(
                "vim has all of it",
                () -> tmux.screen().lines().filter("~"::equals).count() == 27);

        tmux.keys("C-a", "q");
        tmux.await(NAME + ": detached");
        assertThat(tmux.await("● RUN")).doesNotContain("~\n", "last line");
        assertThat(tmux.value("#{alternate_on}#{mouse_any_flag}")).isEqualTo("10");

        tmux.keys("7");
        tmux.await("(shell)");
        tmux.keys("a");
        tmux.await("last line\n~\n");
        tmux.resize(80, 24);
        Awaiting.until(
                "vim has the new size",
                () -> tmux.screen().lines().filter("~"::equals).count() == 21);
        tmux.command(":q!");
        tmux.await("#");
        tmux.command("exit");
        tmux.await("ended with status 0");

        signal("TERM");
        tmux.command("echo status-$?");
        tmux.await("status-" + TERMINATED);
        assertOutside();
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, "" + tmux.foregroundPid())
                .start()
                .waitFor();
        tmux.awaitShell();
    }
}
