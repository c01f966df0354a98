package dev.cleat.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenSeatTest {

    private static final TerminalSize SIZE = new TerminalSize(5, 20);

    private static void print(ScreenSeat seat, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (Buffer buffer = new Buffer(bytes.length)) {
            buffer.put(0, bytes, 0, bytes.length);
            seat.shown(buffer, 0, bytes.length);
        }
    }

    @Test
    void who_is_at_a_session_answers_what_its_program_asks_the_terminal() throws Exception {
        try (ScreenSeat seat = new ScreenSeat(SIZE, true, () -> {})) {
            print(seat, "ab\u001b[6");
            assertThat(seat.isTyped()).isFalse();
            print(seat, "n");
            assertThat(seat.takeTyped()).asString().isEqualTo("\u001b[1;3R");
        }
    }

    @Test
    void who_looks_on_answers_nothing() throws Exception {
        try (ScreenSeat seat = new ScreenSeat(SIZE, false, () -> {})) {
            print(seat, "\u001b[6n\u001b[c");
            assertThat(seat.isTyped()).isFalse();
        }
    }

    @Test
    void a_program_that_asks_and_never_reads_leaves_room_for_what_is_typed() throws Exception {
        try (ScreenSeat seat = new ScreenSeat(SIZE, true, () -> {})) {
            for (int i = 0; i < 1000; i++) {
                print(seat, "\u001b[c".repeat(100));
            }
            seat.type("typed".getBytes(StandardCharsets.UTF_8));
            assertThat(new String(seat.takeTyped(), StandardCharsets.UTF_8))
                    .hasSizeLessThan(8300)
                    .endsWith("typed");
        }
    }
}
