package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.EngineOptions;
import dev.cleat.engine.runtime.LocalEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions where nothing more can be written. */
@Timeout(120)
class SessionsOnFullDiskIT extends SessionFixture {

    @Test
    void on_a_full_disk_a_session_is_refused_with_the_reason_and_one_that_runs_goes_on() throws Exception {
        Path small = Files.createDirectories(directory.resolve("small"));
        run("mount", "-t", "tmpfs", "-o", "mode=0755,size=64k,nr_inodes=64", "tmpfs", small.toString());
        try (Engine engine =
                LocalEngine.open(new EngineOptions(bench.path(), small, Optional.empty(), warning -> {}))) {
            AttachRequest outside = AttachRequest.to("pid " + container.pid())
                    .pid(Optional.of(container.pid()))
                    .command(List.of("/bin/sh", "-c", "seq 1 50000; echo all of it; read x; exit 6"))
                    .detached(true)
                    .build();
            String id = id(engine.attach(outside, Optional.empty()));
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            Files.write(small.resolve("filler" + i), new byte[4096]);
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> engine.attach(outside, Optional.empty()))
                    .hasMessageContaining("no space left on device");
            try (Attached operator = new Attached(terminal -> engine.attachSession(id, KEYS, terminal))) {
                operator.operator().await("all of it");
                operator.operator().type("\r");
                assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Exited(6));
            }
        } finally {
            run("umount", "-l", small.toString());
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
