package dev.cleat.engine.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a shell makes of a line are the words that were meant. */
class ShellWordsTest {

    private static final List<String> HOSTILE = List.of(
            "plain",
            "",
            "two words",
            "it's",
            "'; touch /tmp/never; '",
            "$(id)`id`${HOME}",
            "back\\slash\\'quote\\c\\0101",
            "a!b",
            "*?[x]{a,b}~#&|<>;()",
            "-n",
            "=ls",
            "a=b",
            "%self",
            "~root",
            "ünï\u00a0code");

    private static final List<String> SHELLS = List.of("sh", "bash", "busybox", "zsh", "csh", "tcsh", "fish", "ksh");

    @Test
    void every_shell_of_this_host_reads_the_same_words() throws Exception {
        assertThatEveryShellReads(HOSTILE);
    }

    @Test
    void control_characters_arrive_as_well_also_at_the_end_of_a_word() throws Exception {
        List<String> words = new ArrayList<>(HOSTILE);
        words.addAll(List.of("two\nlines\n", "\n", "\t\r\u001b]0;x\u0007", "$(id)\n'\\n"));
        assertThatEveryShellReads(words);
    }

    private static void assertThatEveryShellReads(List<String> words) throws Exception {
        for (String shell : SHELLS) {
            Path program = Path.of("/bin", shell);
            if (Files.isExecutable(program)) {
                assertThat(readBy(program, words)).as(shell).isEqualTo(String.join("|", words) + "|");
            }
        }
    }

    private static String readBy(Path shell, List<String> words) throws Exception {
        List<String> print = new ArrayList<>(List.of("/usr/bin/printf", "%s|"));
        print.addAll(words);
        List<String> command = new ArrayList<>(List.of(shell.toString()));
        if (shell.endsWith("busybox")) {
            command.add("sh");
        }
        command.addAll(List.of("-c", ShellWords.loginLine(print)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void a_line_that_went_through_two_shells_is_quoted_for_both() throws Exception {
        String inner = ShellWords.line(List.of("/usr/bin/printf", "%s|", "it's $(id)", "two\nlines"));
        Process process = new ProcessBuilder("sh", "-c", "sh -c " + ShellWords.line(List.of(inner)))
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("it's $(id)|two\nlines|");
    }

    @Test
    void a_script_of_several_lines_stays_readable() {
        assertThat(ShellWords.line(List.of("sh", "-c", "a\nb"))).isEqualTo("sh -c 'a\nb'");
    }

    @Test
    void words_that_mean_nothing_to_a_shell_stay_as_they_are() {
        assertThat(ShellWords.line(List.of("cleat", "attach", "--name=web", "-n", "a.b/c:d")))
                .isEqualTo("cleat attach --name=web -n a.b/c:d");
    }
}
