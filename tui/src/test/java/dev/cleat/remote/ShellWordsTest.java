package dev.cleat.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ssh hands to a login shell arrives as the words that were meant. */
class ShellWordsTest {

    private static final List<String> HOSTILE = List.of(
            "plain",
            "",
            "two words",
            "it's",
            "'; touch /tmp/never; '",
            "$(id)`id`${HOME}",
            "back\\slash\\'quote",
            "a!b",
            "*?[x]{a,b}~#&|<>;()",
            "-n",
            "ünï\u00a0code");

    @Test
    void every_shell_of_this_host_reads_the_same_words() throws Exception {
        for (String shell : List.of("sh", "bash", "busybox", "zsh", "csh", "tcsh", "fish", "ksh")) {
            Path program = Path.of("/bin", shell);
            if (Files.isExecutable(program)) {
                assertThat(readBy(program)).as(shell).isEqualTo(String.join("|", HOSTILE) + "|");
            }
        }
    }

    private static String readBy(Path shell) throws Exception {
        String line = "printf '%s|' " + ShellWords.line(HOSTILE);
        List<String> command = shell.endsWith("busybox")
                ? List.of(shell.toString(), "sh", "-c", line)
                : List.of(shell.toString(), "-c", line);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void what_shells_read_differently_is_refused() {
        assertThatThrownBy(() -> ShellWords.line(List.of("two\nlines"))).isInstanceOf(IllegalArgumentException.class);
    }
}
