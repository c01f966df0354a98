package dev.cleat.tui.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TextColor;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.render.Frame;
import dev.cleat.tui.render.Line;
import dev.cleat.tui.theme.Style;
import dev.cleat.tui.theme.Theme;
import dev.cleat.tui.view.Display;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTerminalTest {

    /** Everything the console ever has to say to a terminal. */
    private static final Pattern OURS = Pattern.compile(
            "\u001b(\\[[0-9;]*[Hm]|\\[2?J|\\[\\?(1049|2004|2026|25)[hl]" + "|\\[2[23];2t|\\]2;[ -~]*\u0007)");

    private final FakeTerminal terminal = new FakeTerminal();

    @Test
    void a_frame_is_one_write_in_utf_8() {
        Display display = display(ColorDepth.TRUE, Theme.PLAIN);
        display.enter();
        int entered = terminal.writes();
        display.draw(frame("größer ✓ 日本 🍕 ✅ end"));

        assertThat(terminal.writes() - entered).isEqualTo(1);
        assertThat(visible()).contains("größer", "✓", "日本", "🍕", "✅", "end").doesNotContain("\u0000", "\ue0ff");
    }

    @Test
    void what_follows_a_wide_character_stays_in_its_column() {
        Display display = display(ColorDepth.NONE, Theme.PLAIN);
        display.enter();
        display.draw(frame("✅🍕日 a"));
        String first = terminal.written();

        display.draw(frame("✅🍕日 b"));

        assertThat(terminal.written().substring(first.length()))
                .contains("\u001b[1;8H")
                .contains("b");
    }

    @Test
    void an_unchanged_frame_writes_nothing() {
        Display display = display(ColorDepth.NONE, Theme.PLAIN);
        display.enter();
        display.draw(frame("same"));
        int writes = terminal.writes();

        assertThat(display.draw(frame("same"))).isFalse();
        assertThat(terminal.writes()).isEqualTo(writes);
    }

    @Test
    void hostile_text_cannot_say_anything_to_the_terminal() {
        StringBuilder hostile = new StringBuilder();
        for (int c = 0; c < 0x3000; c++) {
            hostile.appendCodePoint(c);
        }
        hostile.append("\u001b]52;c;cm0gLXJm\u0007\u001b[6n\u009b6n\ud800\udfff\udc00\ufffe\ufeff\ufffd\ue0ff");

        Display display = display(ColorDepth.TRUE, Theme.PLAIN);
        display.enter();
        for (int from = 0; from < hostile.length(); from += 70) {
            display.draw(frame(hostile.substring(from, Math.min(hostile.length(), from + 70))));
        }
        display.title(hostile.toString());
        display.close();

        String rest = OURS.matcher(terminal.written()).replaceAll("");
        assertThat(rest.chars().filter(c -> c < 0x20 || c >= 0x7f && c < 0xa0).toArray())
                .isEmpty();
        assertThat(rest).doesNotContain("\u202e", "\u200b", "\ufeff", "\ue0ff");
    }

    @ParameterizedTest
    @CsvSource({"TRUE, 38;2;87;171;90", "INDEXED256, 38;5;71", "ANSI16, 32"})
    void colours_are_the_nearest_the_terminal_has(ColorDepth depth, String sequence) {
        Theme green = new Theme(
                "t",
                Map.of(Role.BODY, new Style(Optional.of(new TextColor.RGB(87, 171, 90)), Optional.empty(), Set.of())),
                dev.cleat.tui.model.Thresholds.DEFAULT,
                Optional.empty(),
                java.util.List.of());

        show("x", depth, green);

        assertThat(sequences()).contains("\u001b[" + sequence + "m");
    }

    @Test
    void without_colours_there_are_only_attributes() {
        Theme reversed = new Theme(
                "t",
                Map.of(
                        Role.BODY,
                        new Style(
                                Optional.of(TextColor.ANSI.RED),
                                Optional.of(TextColor.ANSI.BLUE),
                                Set.of(com.googlecode.lanterna.SGR.REVERSE))),
                dev.cleat.tui.model.Thresholds.DEFAULT,
                Optional.empty(),
                java.util.List.of());

        show("x", ColorDepth.NONE, reversed);

        assertThat(sequences()).contains("\u001b[7m").noneMatch(s -> s.matches("\u001b\\[[34].*m"));
    }

    @ParameterizedTest
    @CsvSource({
        "xterm-256color, '', '', INDEXED256",
        "xterm, truecolor, '', TRUE",
        "linux, '', '', ANSI16",
        "tmux, '', '', INDEXED256",
        "screen, '', '', INDEXED256",
        "dumb, truecolor, '', NONE",
        "'', '', '', NONE",
        "xterm-256color, truecolor, 1, NONE"
    })
    void the_environment_says_how_many_colours_there_are(String term, String colorTerm, String no, ColorDepth depth) {
        assertThat(ColorDepth.of(Map.of("TERM", term, "COLORTERM", colorTerm, "NO_COLOR", no)))
                .isEqualTo(depth);
    }

    @Test
    void the_screen_is_entered_and_left_cleanly_and_the_size_is_never_asked_for() {
        Display display = display(ColorDepth.TRUE, Theme.PLAIN);
        display.enter();
        display.draw(frame("x"));
        display.close();
        display.close();

        assertThat(terminal.written()).containsOnlyOnce("\u001b[?1049h").containsOnlyOnce("\u001b[?1049l");
        assertThat(terminal.written()).contains("\u001b[?2004l", "\u001b[?25h").doesNotContain("[6n");
    }

    @Test
    void the_title_there_was_at_first_is_kept_over_an_attach_and_given_back_once() {
        Display display = display(ColorDepth.TRUE, Theme.PLAIN);
        display.enter();
        display.title("cleat on prod-3");
        display.leave();
        display.title("web");
        display.enter();
        display.title("cleat on prod-3");
        assertThat(terminal.written()).containsOnlyOnce("\u001b[22;2t").doesNotContain("\u001b[23;2t");

        display.close();
        display.close();
        assertThat(terminal.written()).containsOnlyOnce("\u001b[22;2t").containsOnlyOnce("\u001b[23;2t");
    }

    @Test
    void the_title_is_given_back_when_the_end_comes_while_somebody_else_has_the_terminal() {
        Display display = display(ColorDepth.TRUE, Theme.PLAIN);
        display.enter();
        display.leave();
        display.title("web");
        display.close();
        assertThat(terminal.written()).endsWith("\u001b[23;2t");
    }

    @Test
    void after_an_attach_every_mode_is_switched_off_and_the_cursor_stays() {
        new ConsoleTerminal(terminal, ColorDepth.TRUE).repair();

        String reset = terminal.written();
        assertThat(reset)
                .contains("\u001b[?1047l", "\u001b[!p", "\u001b[?1l", "\u001b>", "\u001b[?2004l", "\u001b[?1000l")
                .contains("\u001b[?1006l", "\u001b[?1004l", "\u001b[?7h", "\u001b[?25h", "\u001b(B", "\u000f")
                .contains("\u001b[0m", "\u001b[0 q", "\u001b[<9u", "\u001b[>4;0m")
                .containsSubsequence("\u001b[!p", "\u001b7", "\u001b[r", "\u001b8", "\u001b[0m");
    }

    private void show(String text, ColorDepth depth, Theme theme) {
        Display display = display(depth, theme);
        display.enter();
        display.draw(frame(text));
    }

    private Display display(ColorDepth depth, Theme theme) {
        return new Display(new ConsoleTerminal(terminal, depth), theme, false);
    }

    private static Frame frame(String text) {
        Line line = Line.of(text, Role.BODY).fitted(80, Role.BODY);
        Line blank = Line.EMPTY.fitted(80, Role.BODY);
        List<Line> lines = new ArrayList<>(java.util.Collections.nCopies(24, blank));
        lines.set(0, line);
        return new Frame(80, lines, Optional.empty());
    }

    private String visible() {
        return OURS.matcher(terminal.written()).replaceAll("");
    }

    private List<String> sequences() {
        List<String> sequences = new ArrayList<>();
        Matcher matcher = OURS.matcher(terminal.written());
        while (matcher.find()) {
            sequences.add(matcher.group());
        }
        return sequences;
    }
}
