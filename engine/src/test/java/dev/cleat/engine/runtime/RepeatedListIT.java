package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.linux.Signals;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TestContainer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One engine is asked for its list again and again, as a console does, and keeps open what it looks at. Needs root. */
@Timeout(120)
class RepeatedListIT extends OnBench {

    @Test
    void a_container_that_is_frozen_killed_and_started_again_is_seen_so_by_the_next_list() throws Exception {
        TestContainer container = bench.sleeper().start();
        assertThat(container.summary().state()).isEqualTo(ContainerState.RUNNING);
        assertThat(container.summary().state()).isEqualTo(ContainerState.RUNNING);
        long first = container.pid();

        container.freeze();
        assertThat(container.summary().state()).isEqualTo(ContainerState.FROZEN);
        bench.engine().thaw(container.name());
        assertThat(container.summary().state()).isEqualTo(ContainerState.RUNNING);

        Signals.kill(first, Signals.KILL);
        container.awaitExit();
        assertThat(container.state()).isNotEqualTo(ContainerState.RUNNING);

        container.start();
        assertThat(container.summary().state()).isEqualTo(ContainerState.RUNNING);
        assertThat(container.summary().pid()).isNotEqualTo(first).isEqualTo(container.pid());
    }

    @Test
    void however_often_containers_come_and_go_nothing_of_them_stays_open() throws Exception {
        TestContainer container = bench.sleeper();
        long before = openFilesOf(container);
        for (int i = 0; i < 8; i++) {
            container.start();
            for (int look = 0; look < 3; look++) {
                assertThat(container.summary().state()).isEqualTo(ContainerState.RUNNING);
            }
            assertThat(openFilesOf(container)).isGreaterThan(before);
            container.stop();
            bench.engine().list();
            assertThat(openFilesOf(container)).isEqualTo(before);
        }
    }

    /** Its files and cgroups, and processes, which have no name; other containers of this machine come and go meanwhile. */
    private static long openFilesOf(TestContainer container) throws IOException {
        long count = 0;
        for (String number : new File("/proc/self/fd").list()) {
            Path open = Path.of("/proc/self/fd", number);
            String target =
                    Files.isSymbolicLink(open) ? Files.readSymbolicLink(open).toString() : "";
            count += target.contains(container.name()) || target.contains("[pidfd]") ? 1 : 0;
        }
        return count;
    }
}
