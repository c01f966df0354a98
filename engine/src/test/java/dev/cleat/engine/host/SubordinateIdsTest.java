package dev.cleat.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.host.HostFacts.IdRange;
import org.junit.jupiter.api.Test;

class SubordinateIdsTest {
    private static final String FILE = """
            alice:100000:65536
            bob:165536:65536
            1000:300000:1000
            alice:broken
            alice:x:5
            alice:5:0
            """;

    @Test
    void a_user_has_the_ranges_given_by_name_and_by_uid() {
        assertThat(SubordinateIds.parse(FILE, "alice", 1000))
                .containsExactly(new IdRange(100000, 65536), new IdRange(300000, 1000));
    }

    @Test
    void a_user_without_a_line_has_none() {
        assertThat(SubordinateIds.parse(FILE, "carol", 1002)).isEmpty();
    }
}
