package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExtraReadingTest {

    @Test
    void all_interfaces_but_the_loopback_count() {
        List<String> lines = List.of(
                "Inter-|   Receive                                                |  Transmit",
                " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls",
                "    lo: 1000 1 0 0 0 0 0 0 1000 1 0 0 0 0 0 0",
                "  eth0: 2048 3 0 0 0 0 0 0 512 4 0 0 0 0 0 0",
                "  eth1:100 3 0 0 0 0 0 0 50 4 0 0 0 0 0 0");

        assertThat(ExtraReading.traffic(lines)).containsExactly(2148, 562);
    }
}
