package dev.cleat.tui.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Runtime;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.model.Column;
import dev.cleat.tui.model.Extra;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExtraReadingTest {

    private final ExtraReading reading = new ExtraReading(new FakeEngine(FakeContainers.mixed()));

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

    @Test
    void only_what_is_wanted_is_read() {
        Map<String, Extra> ends = reading.read(FakeContainers.mixed(), Set.of(Column.EXIT));
        assertThat(ends.get("hello").end()).contains("signal 9");
        assertThat(ends.get("hello").rootfs()).isEmpty();
        assertThat(ends.get("api-gateway")).isEqualTo(Extra.NONE);

        Map<String, Extra> roots = reading.read(FakeContainers.mixed(), EnumSet.of(Column.ROOTFS));
        assertThat(roots.get("hello").rootfs()).contains("/srv/rootfs");
        assertThat(roots.get("hello").end()).isEmpty();
    }

    @Test
    void this_host_is_asked_and_no_other() {
        List<ContainerSummary> hosted =
                List.of(FakeContainers.stopped("localhost:hello"), FakeContainers.stopped("web:hello"));
        ExtraReading several = new ExtraReading(FakeEngine.ofHosts(hosted, "localhost", "web"));

        Map<String, Extra> extras = several.read(hosted, EnumSet.of(Column.EXIT, Column.ROOTFS));

        assertThat(extras.get("localhost:hello").end()).contains("signal 9");
        assertThat(extras.get("localhost:hello").rootfs()).contains("/srv/rootfs");
        assertThat(extras.get("web:hello")).isEqualTo(Extra.NONE);
    }

    @Test
    void namespaces_are_compared_with_those_of_this_host_only() {
        List<ContainerSummary> hosted = List.of(live("localhost:a"), live("localhost:b"), live("web:c"));
        ExtraReading several = new ExtraReading(FakeEngine.ofHosts(hosted, "localhost", "web"));

        Map<String, Extra> extras = several.read(hosted, EnumSet.of(Column.SHARES, Column.UID_MAP));

        assertThat(extras.get("localhost:a").shares().orElse("")).contains("b:").doesNotContain("c:", "localhost");
        assertThat(extras.get("web:c")).isEqualTo(Extra.NONE);
    }

    private static ContainerSummary live(String name) {
        return FakeContainers.live(name, Runtime.CLEAT, 4711, 12, 1 << 20, 1 << 26, 3, Duration.ofMinutes(5), 1);
    }

    @Test
    void a_name_with_a_colon_is_of_this_host_where_there_is_no_other() {
        List<ContainerSummary> own = List.of(FakeContainers.stopped("pod:web"));
        Map<String, Extra> extras = new ExtraReading(new FakeEngine(own)).read(own, EnumSet.of(Column.ROOTFS));
        assertThat(extras.get("pod:web").rootfs()).contains("/srv/rootfs");
    }

    @Test
    void few_root_directories_are_looked_up_at_once_and_each_only_once() {
        ExtraReading many = new ExtraReading(new FakeEngine(FakeContainers.many(50)));

        assertThat(roots(many)).isEqualTo(20);
        assertThat(roots(many)).isEqualTo(40);
        assertThat(roots(many)).isEqualTo(50);
    }

    private static long roots(ExtraReading reading) {
        return reading.read(FakeContainers.many(50), Set.of(Column.ROOTFS)).values().stream()
                .filter(extra -> extra.rootfs().isPresent())
                .count();
    }
}
