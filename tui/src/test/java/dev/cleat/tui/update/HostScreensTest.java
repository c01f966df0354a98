package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.CgroupNode;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.FakeHost;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.HostLists;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.Screen;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostScreensTest {

    private final Pilot pilot = Pilot.on(new FakeEngine(FakeContainers.mixed()));

    @AfterEach
    void close() {
        pilot.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "4", "5", "7", "8"})
    void a_list_has_a_selected_row_that_keys_move(String number) {
        pilot.press(number);
        assertThat(cursor()).isZero();
        pilot.press("j");
        assertThat(cursor()).isEqualTo(1);
        pilot.press("G");
        assertThat(cursor()).isEqualTo(host().rows().size() - 1);
        pilot.press("j", "g");
        assertThat(cursor()).isZero();
    }

    @Test
    void the_selection_stays_with_a_cgroup_that_goes_to_another_place() {
        pilot.press("4", "j", "j");
        assertThat(selected()).isEqualTo("/cleat/db");
        List<CgroupNode> turned = new ArrayList<>(FakeHost.cgroups());
        Collections.reverse(turned);
        pilot.send(new Message.HostRead(
                HostLists.CGROUPS,
                turned.stream().<HostRow>map(HostRow.Cgroup::new).toList(),
                Optional.empty()));
        assertThat(selected()).isEqualTo("/cleat/db");
        assertThat(cursor()).isEqualTo(3);
    }

    @Test
    void the_selection_goes_to_the_next_row_when_its_own_is_gone() {
        pilot.press("4", "G");
        pilot.send(new Message.HostRead(
                HostLists.CGROUPS,
                FakeHost.cgroups().subList(0, 2).stream()
                        .<HostRow>map(HostRow.Cgroup::new)
                        .toList(),
                Optional.empty()));
        assertThat(selected()).isEqualTo("/cleat");
    }

    @Test
    void at_the_top_of_the_events_one_sees_the_newest_elsewhere_the_one_that_was_chosen() {
        pilot.press("8");
        assertThat(selected()).isEqualTo("db:3");
        List<HostRow> later = new ArrayList<>(host().all());
        later.remove(0);
        pilot.send(new Message.HostRead(HostLists.EVENTS, later, Optional.empty()));
        assertThat(selected()).isEqualTo("web:2");
        pilot.press("j");
        assertThat(selected()).isEqualTo("web:1");
        pilot.send(new Message.HostRead(
                HostLists.EVENTS,
                List.of(later.get(1), later.get(0), host().all().get(1)),
                Optional.empty()));
        assertThat(selected()).isEqualTo("web:1");
    }

    @Test
    void a_filter_narrows_the_list_and_esc_shows_all_again() {
        pilot.press("4", "/").type("web").press("Enter");
        assertThat(host().rows()).allSatisfy(row -> assertThat(row.key()).contains("web"));
        assertThat(pilot.screen()).contains(" /cleat/web").doesNotContain("/cleat/db");
        pilot.press("Esc");
        assertThat(host().rows()).hasSameSizeAs(FakeHost.cgroups());
        pilot.press("Esc");
        assertThat(pilot.model().isHome()).isTrue();
    }

    @Test
    void sorted_by_cpu_children_stay_below_their_parents() {
        pilot.press("4", ">", ">", ">");
        assertThat(keys()).startsWith("/", "/cleat", "/cleat/db", "/cleat/db/init", "/cleat/web");
        pilot.press("I");
        assertThat(keys()).startsWith("/", "/cleat", "/cleat/web");
        assertThat(keys()).endsWith("/cleat/db", "/cleat/db/init");
    }

    @Test
    void flat_the_largest_consumer_is_first_whoever_its_parent_is() {
        pilot.press("4", "t", ">", ">", ">", ">");
        assertThat(keys()).startsWith("/", "/cleat", "/cleat/db", "/cleat/db/init", "/cleat/web");
        pilot.press("I");
        assertThat(keys().get(0)).startsWith("/cleat/web/");
        assertThat(pilot.screen()).contains(" /cleat/db/init");
    }

    @Test
    void sorting_further_left_than_the_first_column_is_the_order_of_reading() {
        pilot.press("3", ">", ">", "<", "<", "<");
        assertThat(keys())
                .hasSameElementsAs(keys())
                .startsWith("MNT:4026531840:1:systemd", "MNT:4026532257:4711:nginx");
    }

    private Screen.Host host() {
        return (Screen.Host) pilot.model().screen();
    }

    private int cursor() {
        return host().selection().cursor().index();
    }

    private String selected() {
        return host().selected().orElseThrow().key();
    }

    private List<String> keys() {
        return host().rows().stream().map(HostRow::key).toList();
    }
}
