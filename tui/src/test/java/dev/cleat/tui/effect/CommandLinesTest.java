package dev.cleat.tui.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.tui.model.CommandText;
import dev.cleat.tui.model.Deed;
import dev.cleat.tui.model.LogChoice;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the events tell a shell to do. */
class CommandLinesTest {

    private static List<String> of(Effect effect) {
        return new CommandLines(new CommandText(List.of()))
                .of(effect).stream().map(CommandLines.Line::command).toList();
    }

    @Test
    void the_exact_bytes_of_a_recording_are_asked_for_as_such() {
        assertThat(of(new Effect.SaveRecording(1, "01a2", "web.txt"))).containsExactly("cleat rec cat 01a2 > web.txt");
        assertThat(of(new Effect.SaveRecording(1, "01a2", "web.raw")))
                .containsExactly("cleat rec cat --raw 01a2 > web.raw");
    }

    @Test
    void a_log_is_saved_with_what_it_was_narrowed_to() {
        assertThat(of(saving(List.of("web"), ""))).containsExactly("cleat logs web > all.log");
        assertThat(of(saving(List.of("web", "db"), "!out of")))
                .containsExactly("{ cleat logs web; cleat logs db; } | grep -viE -- 'out of' > all.log");
    }

    private static Effect saving(List<String> names, String filter) {
        return new Effect.SaveLog(1, names, LogChoice.ALL.filtered(filter), false, "all.log", ZoneOffset.UTC);
    }

    @Test
    void each_of_several_is_started_from_its_own_file() {
        Effect each = new Effect.Each(
                1,
                Deed.START,
                List.of(
                        ContainerSummary.stored("a", Path.of("/srv/a.yaml")),
                        ContainerSummary.stored("b", Path.of("/srv/b b.yaml"))));
        assertThat(of(each)).containsExactly("cleat start -f /srv/a.yaml -n a", "cleat start -f '/srv/b b.yaml' -n b");
    }
}
