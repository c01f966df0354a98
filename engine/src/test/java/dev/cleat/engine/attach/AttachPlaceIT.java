package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.CommandNotRunException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.StepFailedException;
import dev.cleat.engine.testing.Proves;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where an attached command finds itself: its environment, its directory, its shell. */
@Timeout(120)
class AttachPlaceIT extends OnSleeper {

    @Test
    @Proves({"M17", "M18", "T3"})
    void its_environment_is_the_caller_s_unless_it_is_cleared() throws Exception {
        assertThat(output(Attaching.to(container, "env")))
                .contains("PATH=" + System.getenv("PATH") + "\n")
                .contains("container=cleat\n");
        assertThat(output(Attaching.to(container, "env").cleared().setting(Map.of("A", "b c"))))
                .isEqualTo(withTerm("""
                        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
                        %sHOME=/root
                        USER=root
                        LOGNAME=root
                        SHELL=/bin/sh
                        container=cleat
                        A=b c
                        """));
        assertThat(output(Attaching.to(container, "env").cleared("JAVA_HOME", "NOT_THERE_" + container.name()))
                        .lines())
                .noneMatch(line -> line.startsWith("NOT_THERE_"));
    }

    private static String withTerm(String text) {
        String term = System.getenv("TERM");
        return text.formatted(term == null ? "" : "TERM=" + term + "\n");
    }

    @Test
    @Proves("A14")
    void its_directory_is_the_one_asked_for_or_the_caller_s_if_it_is_there_or_the_root() throws Exception {
        assertThat(output(Attaching.to(container, "pwd").in("/var"))).isEqualTo("/var\n");
        assertThat(output(Attaching.to(container, "pwd").whereTheCallerIs())).isEqualTo("/\n");
        assertThatThrownBy(() -> output(Attaching.to(container, "pwd").in("/nowhere")))
                .isInstanceOf(StepFailedException.class)
                .hasMessageEndingWith("enter the directory: directory /nowhere: ENOENT (no such file or directory)");

        Files.createDirectories(
                bench.rootfs().resolve(Path.of("/").relativize(Path.of("").toAbsolutePath())));

        assertThat(output(Attaching.to(container, "pwd").whereTheCallerIs()))
                .isEqualTo(Path.of("").toAbsolutePath() + "\n");
    }

    /** CVE-2024-21626. */
    @Test
    void a_directory_behind_a_descriptor_leads_nowhere() throws Exception {
        for (int number = 0; number < 24; number++) {
            String path = "/proc/self/fd/" + number;
            try {
                String shown = output(Attaching.to(container, "/bin/sh", "-c", "pwd; ls ../..")
                        .in(path));
                assertThat(shown).as(path).startsWith("/").doesNotContain("home");
            } catch (StepFailedException refused) {
                assertThat(refused.step().name()).isIn("ENTER_DIRECTORY", "DROP_ATTACH_PRIVILEGES");
            }
        }
    }

    @Test
    @Proves({"A23", "M3"})
    void without_a_command_it_is_the_user_s_shell() throws Exception {
        Files.writeString(
                bench.rootfs().resolve("etc/passwd"),
                "root:x:0:0::/root:/bin/ash\nalice:x:1000:1000::/:/no/such/shell\n");
        Files.createSymbolicLink(bench.rootfs().resolve("bin/ash"), Path.of("busybox"));

        assertThat(shell(Attaching.to(container))).contains("0 is /bin/ash");
        assertThat(shell(Attaching.to(container).as("alice"))).contains("1000 is /bin/sh");
        Files.delete(bench.rootfs().resolve("etc/passwd"));
        assertThat(shell(Attaching.to(container))).contains("0 is /bin/sh");
    }

    private String shell(Attaching attaching) throws Exception {
        try (Attached attached = new Attached(bench, attaching.request())) {
            attached.operator().type("echo $(id -u) is $0; exit 9\r");
            assertThat(attached.outcome()).isEqualTo(new CommandOutcome.Exited(9));
            return attached.output();
        }
    }

    @Test
    void a_shell_that_is_missing_altogether_is_told() throws Exception {
        Files.delete(bench.rootfs().resolve("bin/sh"));

        assertThatThrownBy(() -> output(Attaching.to(container)))
                .isInstanceOf(CommandNotRunException.class)
                .hasMessageContaining("/bin/sh");
    }
}
