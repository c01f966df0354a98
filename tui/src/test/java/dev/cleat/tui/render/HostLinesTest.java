package dev.cleat.tui.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.HostStatus.State;
import dev.cleat.engine.api.Runtime;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.model.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A list of several hosts, and what is told of those that do not answer. */
class HostLinesTest {

    private final List<HostStatus> hosts = new ArrayList<>(List.of(up("localhost"), up("alpha")));
    private final FakeEngine engine =
            new FakeEngine(List.of(container("localhost:db"), container("alpha:web"), container("beta:mail"))) {
                @Override
                public List<HostStatus> hosts() {
                    return hosts;
                }
            };

    private static ContainerSummary container(String name) {
        return FakeContainers.live(name, Runtime.CLEAT, 4711, 7.5, 1 << 20, -1, 3, Duration.ofHours(2), 0);
    }

    private static Optional<HostAddress> address(String name) {
        return HostAddress.isName(name) ? Optional.of(new HostAddress(name, name, "cleat")) : Optional.empty();
    }

    private static HostStatus up(String name) {
        return new HostStatus(address(name), State.UP, Optional.of(FakeContainers.NOW), Optional.empty());
    }

    private static HostStatus down(String name, String why) {
        return new HostStatus(
                address(name), State.DOWN, Optional.of(FakeContainers.NOW.minusSeconds(90)), Optional.of(why));
    }

    @Test
    void the_host_stands_beside_the_name_and_can_be_filtered_for() {
        hosts.add(up("beta"));
        try (Pilot pilot = Pilot.on(engine)) {
            assertThat(pilot.screen()).containsPattern("NAME\\S* +HOST").containsPattern("web +alpha");
            pilot.press("/").type("beta:").press("Enter");
            assertThat(pilot.screen()).containsPattern("mail +beta").doesNotContain("alpha");
        }
    }

    @Test
    void one_that_does_not_answer_tells_why_and_how_old_its_grey_figures_are() {
        hosts.add(down("beta", "Connection refused\u001b[2J"));
        try (Pilot pilot = Pilot.on(engine)) {
            assertThat(pilot.lines().get(1)).startsWith(" beta figures of 1m ago · Connection refused");
            assertThat(pilot.screen()).doesNotContain("\u001b");
            assertThat(rolesOf(pilot, "mail")).containsOnly(Role.DIM);
            assertThat(rolesOf(pilot, "web")).contains(Role.TITLE);
        }
    }

    private static List<Role> rolesOf(Pilot pilot, String name) {
        return FrameRenderer.render(pilot.model()).lines().stream()
                .filter(line ->
                        line.spans().stream().anyMatch(span -> span.text().startsWith(name)))
                .flatMap(line -> line.spans().stream())
                .filter(span -> !span.text().isBlank())
                .map(Span::role)
                .toList();
    }

    @Test
    void many_of_them_leave_room_for_the_list() {
        IntStream.range(0, 30).forEach(i -> hosts.add(down("host" + i, "no route to host")));
        try (Pilot pilot = Pilot.on(engine)) {
            assertThat(pilot.lines().get(4)).startsWith(" 27 more hosts do not answer: host3, host4, host5");
            assertThat(pilot.lines().get(5)).contains("NAME");
        }
        try (Pilot small = Pilot.on(engine, 40, 8, false, false)) {
            assertThat(small.lines().get(1)).startsWith(" 30 hosts do not answer: host0");
            assertThat(small.lines().get(2)).contains("NAME");
        }
    }

    @Test
    void without_other_hosts_there_is_no_column_for_them() {
        hosts.clear();
        try (Pilot pilot = Pilot.on(engine)) {
            assertThat(pilot.screen()).doesNotContain("HOST").contains("alpha:web");
        }
    }

    @Test
    void the_command_that_does_the_same_is_run_on_the_other_host() {
        hosts.add(up("beta"));
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("/").type("alpha:").press("Enter", "p");
            assertThat(pilot.footer()).contains("(ssh alpha cleat freeze web)");
        }
    }
}
