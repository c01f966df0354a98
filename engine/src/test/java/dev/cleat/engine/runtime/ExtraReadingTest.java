package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtraReadingTest {

    @Test
    void what_was_found_for_a_stopped_container_holds_until_its_definition_is_written_again(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("web.yaml");
        ContainerSummary web = ContainerSummary.stored("web", file);
        String missing = ExtraReading.edition(web);
        Files.writeString(file, "schema: 1");
        String first = ExtraReading.edition(web);
        assertThat(first).isNotEqualTo(missing).isEqualTo(ExtraReading.edition(web));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertThat(ExtraReading.edition(web)).isNotEqualTo(first);
    }

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
