package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Imported;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportKeysTest {

    private final Map<String, String> stored = new ConcurrentHashMap<>();
    private final List<Path> sources = new ArrayList<>();
    private List<String> left = List.of();

    private final FakeEngine engine = new FakeEngine(FakeContainers.mixed()) {
        @Override
        public Imported importLxc(Path file, Optional<String> name) {
            sources.add(file);
            return new Imported("schema: 1\nname: " + name.orElseThrow() + "\n", left);
        }

        @Override
        public void create(String name, Path file, List<String> overrides) throws ContainerException {
            if (name.equals("taken")) {
                throw new BusyException("taken is stored already", "choose another name");
            }
            try {
                stored.put(name, Files.isReadable(file) ? Files.readString(file) : file.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private Pilot imported(String source, String name) {
        Pilot pilot = Pilot.on(engine, 120, 40, false, false).press("5", "i");
        assertThat(pilot.footer()).startsWith("import from");
        pilot.type(source).press("Enter");
        assertThat(pilot.footer()).startsWith("import as");
        return name.isEmpty()
                ? pilot.press("Enter")
                : pilot.press("Ctrl-U").type(name).press("Enter");
    }

    @Test
    void a_configuration_is_stored_as_a_definition_and_the_events_tell_the_command_line() {
        try (Pilot pilot = imported("/var/lib/lxc/mail/config", "")) {
            assertThat(pilot.footer()).isEqualTo("mail is stored");
            assertThat(sources).containsExactly(Path.of("/var/lib/lxc/mail/config"));
            assertThat(stored).containsEntry("mail", "schema: 1\nname: mail\n");

            pilot.press("8", "/").type("import").press("Enter", "Enter");
            assertThat(pilot.screen())
                    .contains("cleat import lxc /var/lib/lxc/mail/config --as mail -o mail.yaml")
                    .contains("cleat create mail -f mail.yaml");
        }
    }

    @Test
    void what_could_not_be_carried_over_is_shown_line_by_line() {
        left = List.of("config:7: lxc.cap.drop: why not", "config:9: lxc.apparmor.profile: why not");
        try (Pilot pilot = imported("/var/lib/lxc/mail/config", "letters")) {
            assertThat(pilot.screen())
                    .contains("letters is stored; 2 lines could not be carried over")
                    .contains("config:7: lxc.cap.drop: why not", "config:9: lxc.apparmor.profile");
            assertThat(pilot.press("8", "/")
                            .type("import")
                            .press("Enter", "Enter")
                            .screen())
                    .contains("config:9: lxc.apparmor.profile");
        }
    }

    @Test
    void what_fails_is_told_and_kept_with_its_advice() {
        try (Pilot pilot = imported("/var/lib/lxc/mail/config", "taken")) {
            assertThat(pilot.screen()).contains("Cannot import taken", "is stored already", "choose another name");
            assertThat(pilot.press("Enter", "8").screen()).contains("taken is stored already");
            assertThat(stored).isEmpty();
        }
    }

    @Test
    void esc_at_either_question_leaves_everything_as_it_is() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("i").type("/x").press("Esc", "i").type("/x").press("Enter", "Esc");
            assertThat(pilot.model().prompt()).isEmpty();
            assertThat(sources).isEmpty();
        }
    }

    @Test
    void it_is_in_the_menu_and_after_the_colon_and_refused_in_read_only_mode() {
        try (Pilot pilot = Pilot.on(engine, 80, 40, false, false)) {
            assertThat(pilot.press("x").screen()).contains("i    make a definition of an LXC configuration");
            assertThat(pilot.press("Esc", ":").type("import").press("Enter").footer())
                    .startsWith("import from");
        }
        try (Pilot pilot = Pilot.on(engine, 80, 24, true, false)) {
            assertThat(pilot.press("i").footer()).isEqualTo("read-only: import is switched off");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/var/lib/lxc/mail/config, mail",
        "/var/lib/lxc/mail/, mail",
        "~/web.conf, web",
        "config, config",
        "/a b/c d, c-d"
    })
    void the_name_that_is_proposed_is_that_of_the_command_line(String source, String name) {
        assertThat(ImportKeys.usualName(source)).isEqualTo(name);
    }

    @Test
    void a_sample_is_stored_under_a_name_where_it_can_be_edited() {
        try (Pilot pilot = Pilot.on(engine, 120, 40, false, false)) {
            assertThat(pilot.press("5", "e").footer()).isEqualTo("hello is a sample: n stores it to be edited");
            pilot.press("n");
            assertThat(pilot.footer()).isEqualTo("store as hello");
            pilot.type("-2").press("Enter");
            assertThat(stored).containsEntry("hello-2", "/usr/share/cleat/samples/hello.yaml");
            assertThat(pilot.footer())
                    .isEqualTo("hello-2 is stored (cleat create -f /usr/share/cleat/samples/hello.yaml hello-2)");
            assertThat(pilot.press("8").screen()).contains("create", "hello-2");
        }
    }
}
