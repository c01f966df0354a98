package dev.cleat.tui.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.Progress;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.RecordingInfo.State;
import dev.cleat.engine.api.Replay;
import dev.cleat.engine.api.ScreenImage;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.screen.VirtualScreen;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of what was recorded nothing reaches the operator's terminal but text and colours. */
@Timeout(60)
class PlayerTest {

    private static final TerminalSize SIZE = new TerminalSize(10, 60);

    /** All that a player may ask of a terminal: places, colours, erasing, the cursor, the alternate screen, wrapping. */
    private static final String OURS = "\u001b\\[(\\d+;\\d+H|H|[0-9;]*m|K|2J|\\?25[hl]|\\?1049[hl]|\\?7[hl])";

    private final Keys terminal = new Keys();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b]0;pwn\u0007",
                "\u001b]52;c;ZWNobyBwd24=\u0007",
                "\u001b]10;?\u001b\\",
                "\u001bP$qm\u001b\\",
                "\u001b[c\u001b[6n\u001b[21t\u001bZ",
                "\u001b[?1000h\u001b[?2004h\u001b[?1049h",
                "\u009b31m\u009d0;pwn\u009c",
                "\u001b[5i\u001b_x\u001b\\\u001b^x\u001b\\",
                "a\u202eb\u2066c\u200bd\u0007\u0000\u007f",
                "\u001b[>1u\u001b[=5u\u001b[8;99;99t",
            })
    void a_hostile_recording_drives_no_terminal(String recorded) throws Exception {
        terminal.type("q");
        play(info("web\u001b]0;pwn\u0007", "x\u009b2J"), "before " + recorded + " after");

        String written = terminal.written();
        assertThat(written).contains("after");
        String rest = written.replaceAll(OURS, "");
        assertThat(rest.chars().filter(c -> c < ' ' || c >= 0x7f && c < 0xa0)).isEmpty();
        assertThat(rest).doesNotContain("\u202e", "\u2066", "\u200b");
    }

    @Test
    void who_when_and_where_stands_above_always() throws Exception {
        terminal.type("q");
        play(info("web", "ada"), "hello");
        assertThat(terminal.written()).contains("attach web by ada on 2026-03-04T05:06:07Z");
    }

    @Test
    void the_terminal_is_left_as_it_was() throws Exception {
        terminal.type("q");
        play(info("web", "ada"), "\u001b[31mhello\u001b[?25l");
        assertThat(terminal.written())
                .startsWith("\u001b[?1049h")
                .endsWith("\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l");
    }

    @Test
    void a_larger_screen_is_cut_to_where_its_cursor_is_and_never_resizes_the_terminal() throws Exception {
        terminal.type("q");
        VirtualScreen large = VirtualScreen.of(new TerminalSize(50, 200));
        large.write("top\u001b[49;1Hlow\r\n" + "x".repeat(190));
        new Player(new Still(info("web", "ada"), large.image(), true), terminal, options(), Duration::toString).run();
        assertThat(terminal.written())
                .contains("x".repeat(60))
                .doesNotContain("x".repeat(61))
                .contains("low")
                .doesNotContain("top");
    }

    @Test
    void colours_are_those_of_the_recording() throws Exception {
        terminal.type("q");
        play(info("web", "ada"), "\u001b[1;31mred\u001b[0;38;2;255;136;0morange");
        assertThat(terminal.written()).contains("\u001b[0;1;31mred").contains("\u001b[0;38;5;208morange");
    }

    @Test
    void a_text_is_looked_for_and_shown_inverse_where_it_stands() throws Exception {
        terminal.type("/hallo\u007f\u007f\u007f\u007fello\r");
        terminal.waitFor("1 of 1");
        terminal.type("q");
        play(info("web", "ada"), "say Hello\u001b[31m hello");
        assertThat(terminal.written())
                .contains("find: hello_")
                .contains("\u001b[0;7mHello")
                .contains("\u001b[0;7;31mhello")
                .contains("1 of 1");
    }

    @Test
    void a_text_that_is_nowhere_is_told_to_be() throws Exception {
        terminal.type("/gone\r");
        terminal.waitFor("not found: gone");
        terminal.type("q");
        play(info("web", "ada"), "hello");
        assertThat(terminal.written()).contains("not found: gone");
    }

    @Test
    void all_keys_stand_on_a_page_of_their_own() throws Exception {
        terminal.type("? q");
        play(info("web", "ada"), "hello");
        assertThat(terminal.written()).contains("skip idle times").contains("any key: back");
    }

    private void play(RecordingInfo info, String recorded) throws Exception {
        VirtualScreen screen = VirtualScreen.of(SIZE);
        screen.write(recorded);
        new Player(new Still(info, screen.image(), true), terminal, options(), Duration::toString).run();
    }

    private static PlayerOptions options() {
        return new PlayerOptions(1, Optional.empty(), Duration.ZERO, true, Map.of());
    }

    private static RecordingInfo info(String container, String user) {
        return new RecordingInfo(
                "id",
                Path.of("/x.cast"),
                State.COMPLETE,
                "attach",
                container,
                Optional.empty(),
                user,
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                "harbour",
                List.of(),
                Optional.of(Instant.parse("2026-03-04T05:06:07Z")),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                0,
                "off",
                Optional.empty());
    }

    @Test
    void keys_are_heard_while_the_screen_is_on_its_way() throws Exception {
        terminal.waitFor("the screen is at");
        terminal.type("q");
        VirtualScreen screen = VirtualScreen.of(SIZE);
        new Player(new Still(info("web", "ada"), screen.image(), false), terminal, options(), Duration::toString).run();
        assertThat(terminal.written()).contains("the screen is at");
    }

    /** One picture. */
    private record Still(RecordingInfo info, ScreenImage image, boolean isThere) implements Replay {
        @Override
        public Duration length() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Optional<Duration> next(Duration time) {
            return Optional.empty();
        }

        @Override
        public boolean approach(Duration time, Duration atMost) {
            return isThere;
        }

        @Override
        public Duration reached() {
            return Duration.ZERO;
        }

        @Override
        public List<Mark> find(String text, Progress progress) {
            return String.join("\n", image.text()).contains(text)
                    ? List.of(new Mark(Duration.ofMillis(500), text))
                    : List.of();
        }

        @Override
        public List<Mark> marks() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    /** A terminal whose keys are typed already. */
    private static final class Keys implements OperatorTerminal {
        private final Queue<Byte> keys = new ArrayDeque<>();
        private final Queue<Byte> after = new ArrayDeque<>();
        private String awaited = "";
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        /** Typed at once, or when what is waited for has been shown. */
        void type(String text) {
            for (byte key : text.getBytes(StandardCharsets.UTF_8)) {
                (awaited.isEmpty() ? keys : after).add(key);
            }
        }

        void waitFor(String text) {
            awaited = text;
        }

        String written() {
            return out.toString(StandardCharsets.UTF_8);
        }

        @Override
        public TerminalSize size() {
            return SIZE;
        }

        @Override
        public int read(byte[] into, Duration atMost) {
            if (keys.isEmpty() && !awaited.isEmpty() && !written().contains(awaited)) {
                return 0;
            }
            if (keys.isEmpty()) {
                keys.addAll(after);
                after.clear();
            }
            if (keys.isEmpty()) {
                return -1;
            }
            into[0] = keys.remove();
            return 1;
        }

        @Override
        public void unread(byte[] bytes, int offset, int length) {}

        @Override
        public void write(byte[] bytes, int offset, int length) {
            out.write(bytes, offset, length);
        }

        @Override
        public void wake() {}

        @Override
        public boolean takeResized() {
            return false;
        }

        @Override
        public void leaveRaw() {}

        @Override
        public void setFarewell(java.util.function.Supplier<byte[]> bytes) {
            // Nothing ends it in between.
        }

        @Override
        public void enterRaw() {}

        @Override
        public void close() {}
    }
}
