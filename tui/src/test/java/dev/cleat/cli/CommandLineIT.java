package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.testing.Proves;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The verbs of a container's life through the real launcher, with real containers. Needs root. */
@Timeout(300)
class CommandLineIT {

    @TempDir
    Path folder;

    private RealCleat cleat;
    private String name;

    @BeforeEach
    void a_definition() throws Exception {
        cleat = new RealCleat(folder);
        name = "cli-it" + ProcessHandle.current().pid();
        Files.writeString(folder.resolve("definition.yaml"), """
                schema: 1
                name: %s
                rootfs: host
                process:
                  command: [/bin/sh, -c, "ls /proc/1/fd | tr '\\n' ' '; echo end; exec sleep 1000"]
                stop: {action: kill}
                """.formatted(name));
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        if (cleat != null) {
            cleat.run("stop -qk " + name);
            assertThat(cleat.run("ls -1 --ours").out()).isEmpty();
        }
    }

    @Test
    @Proves("S6")
    void inherited_descriptors_are_told_of_and_are_not_in_the_container() throws Exception {
        String start = "start -f " + folder.resolve("definition.yaml") + " 9</etc/hostname";

        RealCleat.Result told = cleat.run(start);
        assertThat(told.status()).isZero();
        assertThat(told.err()).contains("cleat: inherited fd 9 (/etc/hostname)");
        assertThat(cleat.run("attach " + name + " 9</etc/hostname -- sh -c 'ls /proc/1/fd /proc/self/fd'")
                        .out())
                .containsPattern("(?m)^2$")
                .doesNotContainPattern("(?m)^9$");
        assertThat(cleat.run("stop " + name).status()).isZero();

        RealCleat.Result silent = cleat.run(start + " -C");
        assertThat(silent.err()).doesNotContain("inherited").contains(name + " runs");
    }
}
