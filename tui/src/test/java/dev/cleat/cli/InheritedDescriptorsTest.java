package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.cli.CommandLineFixture.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InheritedDescriptorsTest {

    private static final String INHERITED = "0100001";
    private static final String OURS = "02100000";

    private final CommandLineFixture cleat = new CommandLineFixture();

    @TempDir
    Path self;

    @BeforeEach
    void a_process() throws IOException {
        Files.createDirectory(self.resolve("fd"));
        Files.createDirectory(self.resolve("fdinfo"));
        cleat.self = self;
        open(0, "/dev/null", INHERITED);
        open(2, "pipe:[1]", INHERITED);
        open(3, "/usr/lib/jvm/x/lib/modules", INHERITED);
        open(4, "/x/cleat.jar", INHERITED);
        open(5, "socket:[3]", OURS);
    }

    @Test
    void each_is_told_of_when_a_container_is_started() throws IOException {
        open(10, "socket:[7]", INHERITED);
        open(9, "/tmp/evil\u001b[2J", INHERITED);

        Result result = cleat.run("start", "-l", "debug", "web");

        assertThat(result.err()).contains("""
                        cleat: inherited fd 9 (/tmp/evil\\x1b[2J) is closed to the container
                        cleat: inherited fd 10 (socket:[7]) is closed to the container
                        """);
        assertThat(cleat.run("execute", "-l", "debug", "web", "--", "true").err())
                .contains("inherited fd 9 ");
    }

    @Test
    void who_does_not_ask_is_not_bothered() throws IOException {
        open(9, "/etc/hostname", INHERITED);

        assertThat(cleat.run("start", "web").err()).isEqualTo("cleat: web runs, pid 4711\n");
    }

    @Test
    void with_close_all_fds_nothing_is_said() throws IOException {
        open(9, "/etc/shadow", INHERITED);

        assertThat(cleat.run("start", "-C", "-l", "debug", "web").err()).doesNotContain("inherited");
    }

    @Test
    void what_the_jvm_opened_itself_is_not_inherited() {
        assertThat(cleat.run("start", "web").err()).isEqualTo("cleat: web runs, pid 4711\n");
    }

    private void open(int descriptor, String target, String flags) throws IOException {
        Files.createSymbolicLink(self.resolve("fd/" + descriptor), Path.of(target));
        Files.writeString(self.resolve("fdinfo/" + descriptor), "pos:\t0\nflags:\t" + flags + "\nmnt_id:\t9\n");
    }
}
