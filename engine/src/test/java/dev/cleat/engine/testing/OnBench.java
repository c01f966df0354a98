package dev.cleat.engine.testing;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests with containers: each has a bench of its own, and fails when anything is left on the host after it. */
public abstract class OnBench {

    /** Where everything of the test is. */
    @TempDir
    protected Path directory;

    protected Bench bench;

    @BeforeEach
    final void a_bench() {
        bench = new Bench(directory);
    }

    @AfterEach
    final void nothing_is_left() throws Exception {
        if (bench != null) { // or the test was skipped
            bench.close();
        }
    }
}
