package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.HostStatus.State;
import dev.cleat.tui.model.CommandText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shown command line, typed into a shell here, has its words arrive there through a real sshd and its login shell. */
class SshWordsIT {

    private static final List<String> NAMES =
            List.of("web", "two words", "it's \"x\"", "$(touch never)`id`", "two\nlines", "a\\b!c*?[x]{a,b}~#&|<>;");

    @TempDir
    Path folder;

    private Sshd sshd;

    @BeforeEach
    void a_host_whose_cleat_prints_its_words() throws Exception {
        sshd = new Sshd(folder, List.of("alpha"));
        Path cleat = Files.createDirectories(folder.resolve("my programs")).resolve("cleat");
        Files.writeString(cleat, "#!/bin/sh\nprintf '%s|' \"$@\"\n");
        assertThat(cleat.toFile().setExecutable(true)).isTrue();
    }

    @AfterEach
    void leave_nothing_behind() throws Exception {
        sshd.close();
    }

    @Test
    void names_arrive_as_they_are_called() throws Exception {
        HostAddress alpha = new HostAddress(
                "alpha", "alpha", folder.resolve("my programs/cleat").toString());
        CommandText text = new CommandText(
                List.of(new HostStatus(Optional.of(alpha), State.UP, Optional.empty(), Optional.empty())));
        for (String name : NAMES) {
            assertThat(typed(text.of(List.of("stop"), List.of("alpha:" + name))))
                    .isEqualTo("stop|" + name + "|");
        }
        assertThat(folder.resolve("never")).doesNotExist();
    }

    private String typed(String line) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", "cd " + folder + "; " + line);
        shell.environment().put("PATH", sshd.bin() + ":" + System.getenv("PATH"));
        Process process = shell.redirectErrorStream(true).start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
