package dev.cleat.engine.attach;

import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TestContainer;
import org.junit.jupiter.api.BeforeEach;

/** One container that sleeps, and what commands in it show and how they end. */
abstract class OnSleeper extends OnBench {

    /** It runs. */
    TestContainer container;

    @BeforeEach
    void a_container() throws Exception {
        container = bench.sleeper().start();
    }

    /** What a shell script shows, with all defaults. */
    String output(String script) throws Exception {
        return Attached.outputOf(bench, container, script);
    }

    String output(Attaching attaching) throws Exception {
        try (Attached attached = new Attached(bench, attaching.request())) {
            return attached.output();
        }
    }

    CommandOutcome outcome(String... command) throws Exception {
        try (Attached attached =
                new Attached(bench, Attaching.to(container, command).request())) {
            return attached.outcome();
        }
    }
}
