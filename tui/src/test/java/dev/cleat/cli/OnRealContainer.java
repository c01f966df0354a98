package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that have a container of the host's root, started by the real launcher; nothing is left after each. Needs root. */
abstract class OnRealContainer {

    @TempDir
    Path folder;

    RealCleat cleat;
    String name;

    @BeforeEach
    final void a_container() throws Exception {
        cleat = new RealCleat(folder);
        name = "cli-it" + ProcessHandle.current().pid();
        Path definition = Files.writeString(folder.resolve("definition.yaml"), """
                schema: 1
                name: %s
                rootfs: host
                process: {command: [/bin/sleep, "1000"]}
                stop: {action: kill}
                """.formatted(name));
        assertThat(cleat.run("start -f " + definition).status()).isZero();
    }

    @AfterEach
    final void nothing_is_left() throws Exception {
        if (cleat != null) { // or the test was skipped
            cleat.run("stop -qk " + name);
            assertThat(cleat.run("ls -1 --ours").out()).isEmpty();
        }
    }
}
