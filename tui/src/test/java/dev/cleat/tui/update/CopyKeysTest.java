package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Screen;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CopyKeysTest {

    private final FakeEngine engine = new FakeEngine(FakeContainers.mixed());

    @Test
    void c_and_a_letter_copy_what_the_box_shows() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("c");
            assertThat(pilot.screen()).contains("n  name", "p  pid         4121", "g  cgroup      /cleat/api-gateway");

            pilot.press("n", "c", "p");
            assertThat(pilot.onScreen()).containsExactly(new Effect.Copy("api-gateway"), new Effect.Copy("4121"));
            assertThat(pilot.footer()).isEqualTo("copied: 4121");
        }
    }

    @Test
    void the_first_address_is_copied_and_all_are_told() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.send(new Message.AddressFound("web", List.of("10.0.0.7", "2001:db8::7")));
            assertThat(pilot.onScreen()).containsExactly(new Effect.Copy("10.0.0.7"));
            assertThat(pilot.footer()).isEqualTo("copied: 10.0.0.7, 2001:db8::7");

            pilot.send(new Message.AddressFound("web", List.of()));
            assertThat(pilot.footer()).isEqualTo("web has no address of its own");
        }
    }

    @Test
    void of_a_text_that_is_longer_than_a_clipboard_takes_it_is_told_how_much_is_copied() {
        DefinitionSummary definition = engine.definitions().get(0);
        List<String> lines = Collections.nCopies(2000, "é".repeat(50));
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.with(model -> model.opened(new Screen.DefinitionFile(definition, Optional.of(lines), 0)));
            assertThat(pilot.press("c").footer()).isEqualTo("copied: the first 72 kB of 2000 lines");
        }
    }

    @Test
    void what_is_not_there_cannot_be_copied() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("/").type("hello").press("Enter", "c");
            assertThat(pilot.screen()).doesNotContain("p  pid", "a  address");
            assertThat(pilot.press("p").footer()).isEqualTo("hello has no pid");
            assertThat(pilot.press("c", "Esc").model().dialog()).isEmpty();
            assertThat(pilot.onScreen()).isEmpty();
        }
    }

    @Test
    void the_line_is_copied_as_it_stands_there() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("c", "l", "3", "c");

            assertThat(pilot.onScreen()).hasSize(2).allMatch(Effect.Copy.class::isInstance);
            assertThat(((Effect.Copy) pilot.onScreen().get(0)).text())
                    .startsWith("api-gateway")
                    .contains("RUNNING", "4121");
            assertThat(((Effect.Copy) pilot.onScreen().get(1)).text()).startsWith("mnt");
        }
    }

    @Test
    void nothing_copied_of_a_name_means_something_to_a_shell() {
        FakeEngine hostile =
                new FakeEngine(List.of(FakeContainers.mixed().get(0).named("web:a\nreboot\r\u001b[201~\u009b\u2028b")));
        try (Pilot pilot = Pilot.on(hostile)) {
            pilot.press("c", "n");
            assertThat(pilot.onScreen()).containsExactly(new Effect.Copy("web:a?reboot??[201~??b"));
        }
    }

    @Test
    void addresses_are_looked_up_on_every_host() {
        for (String host : List.of("localhost", "web")) {
            try (Pilot pilot = Pilot.on(hosted(host))) {
                assertThat(pilot.press("c", "a").footer()).contains("copied: 10.0.3.7, 2001:db8::7");
            }
        }
    }

    private static FakeEngine hosted(String host) {
        return FakeEngine.ofHosts(
                List.of(FakeContainers.mixed().get(0).named(host + ":api-gateway")), "localhost", "web");
    }

    @Test
    void copying_is_no_change_and_works_in_read_only_mode() {
        try (Pilot pilot = Pilot.on(engine, 80, 24, true, false)) {
            pilot.press("c", "n");
            assertThat(pilot.onScreen()).containsExactly(new Effect.Copy("api-gateway"));
        }
    }
}
