package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.linux.Signals;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TestContainer;
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
}
