package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.Problem;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefinitionKeysTest {

    private static final Path API = Path.of("/var/lib/cleat/api-gateway/container.yaml");

    private final FakeEngine engine = new FakeEngine(FakeContainers.mixed());

    @Test
    void y_shows_the_definition_of_the_selected_container() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("y");
            assertThat(pilot.model().screen().scope()).isEqualTo(Scope.FILE);
            assertThat(pilot.screen()).contains(API.toString());

            pilot.press("Esc", "j", "j", "y");
            assertThat(pilot.footer()).isEqualTo("buildkit was not started from a definition of this host");
        }
    }

    @Test
    void among_several_hosts_only_this_one_s_definitions_are_shown() {
        try (Pilot pilot = Pilot.on(hosted("localhost"))) {
            assertThat(pilot.press("y").screen()).contains(API.toString());
        }
        try (Pilot pilot = Pilot.on(hosted("web"))) {
            assertThat(pilot.press("y").footer()).endsWith("was not started from a definition of this host");
        }
    }

    private static FakeEngine hosted(String host) {
        return FakeEngine.ofHosts(
                List.of(FakeContainers.mixed().get(0).named(host + ":api-gateway")), "localhost", "web");
    }

    @Test
    void e_gives_the_editor_what_is_stored_and_refuses_samples() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("e");
            assertThat(pilot.onScreen()).containsExactly(new Effect.Edit("api-gateway", API));

            pilot.press("5", "e");
            assertThat(pilot.footer()).startsWith("hello is a sample");
            pilot.press("G", "e");
            assertThat(pilot.onScreen()).hasSize(2).last().isInstanceOf(Effect.Edit.class);
        }
    }

    @Test
    void what_was_edited_is_checked_and_its_problems_are_shown_in_it() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.send(new Message.DefinitionEdited("api-gateway", API, List.of()));
            assertThat(pilot.footer()).isEqualTo("api-gateway is valid; what runs changes with its next start");
            assertThat(pilot.model().isHome()).isTrue();

            Problem problem = new Problem(API, 1, 1, "unknown key \"rootfz\"", Optional.of("rootfs"));
            pilot.send(new Message.DefinitionEdited("api-gateway", API, List.of(problem)));
            assertThat(pilot.footer()).isEqualTo("api-gateway: 1 to repair");
            assertThat(pilot.model().screen().scope()).isEqualTo(Scope.FILE);
            assertThat(pilot.screen()).contains("1 to repair");
        }
    }

    @Test
    void s_logs_in_where_something_runs() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("s");
            assertThat(pilot.onScreen()).containsExactly(new Effect.Shell("api-gateway"));
            pilot.press("/").type("hello").press("Enter", "s");
            assertThat(pilot.footer()).isEqualTo("hello is stopped; u starts it");
        }
    }

    @Test
    void in_read_only_mode_it_is_shown_and_not_edited() {
        try (Pilot pilot = Pilot.on(engine, 80, 24, true, false)) {
            assertThat(pilot.press("e").footer()).startsWith("read-only: edit");
            assertThat(pilot.press("s").footer()).startsWith("read-only: shell");
            assertThat(pilot.press("y").model().screen().scope()).isEqualTo(Scope.FILE);
            assertThat(pilot.press("e").footer()).startsWith("read-only: edit");
            assertThat(pilot.onScreen()).isEmpty();
        }
    }
}
