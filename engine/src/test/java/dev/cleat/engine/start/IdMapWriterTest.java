package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.plan.StartPlan.IdMap;
import dev.cleat.engine.plan.StartPlan.IdMaps;
import dev.cleat.engine.testing.Proves;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdMapWriterTest {

    /** Above the greatest pid that Linux can give (PID_MAX_LIMIT). */
    private static final long NOBODYS_PID = 4_194_305;

    private static final List<IdMap> LINES = List.of(new IdMap(0, 100000, 65536));

    @Test
    @Proves("L8")
    void what_a_helper_that_fails_says_is_told() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/newuidmap")), "needs newuidmap");

        assertThatThrownBy(() -> IdMapWriter.write(NOBODYS_PID, new IdMaps(LINES, LINES, true, true, false)))
                .hasMessageStartingWith("newuidmap: ")
                .hasMessageContaining(Long.toString(NOBODYS_PID));
    }

    @Test
    void what_the_kernel_refuses_is_told_with_its_file() {
        assertThatThrownBy(() -> IdMapWriter.write(NOBODYS_PID, new IdMaps(LINES, LINES, false, true, false)))
                .hasMessage("/proc/" + NOBODYS_PID + "/uid_map: ENOENT (no such file or directory)");
    }
}
