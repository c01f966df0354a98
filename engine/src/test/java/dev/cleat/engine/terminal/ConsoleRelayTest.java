package dev.cleat.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.PacketSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConsoleRelayTest {

    private static final DetachKeys CTRL_A_Q = DetachKeys.of(1, (int) 'q');

    @Test
    void a_console_is_spoken_to_in_frames() throws Exception {
        PacketSocket.Pair pair = PacketSocket.pair();
        try (Operator operator = new Operator();
                Fd keeper = pair.theirs();
                Fd ours = pair.ours()) {
            var relay =
                    RelayedCommand.run(Relay.untilClosed().console(operator.terminal(), ours, CTRL_A_Q, true, false));

            assertThat(packet(keeper)).isEqualTo("H");
            assertThat(packet(keeper)).isEqualTo("W\u0018\u0000P\u0000");
            operator.type("ls\r");
            assertThat(packet(keeper)).isEqualTo("Ils\r");
            PacketSocket.send(keeper, "Ologin: ".getBytes(StandardCharsets.US_ASCII));
            operator.await("login: ");
            pair.theirs().close();

            assertThat(relay.get(60, TimeUnit.SECONDS).reason()).isEqualTo(RelayEnd.Reason.COMMAND_ENDED);
        }
    }

    @Test
    void what_a_console_showed_last_is_seen_although_it_left_words_of_ours_unread() throws Exception {
        PacketSocket.Pair pair = PacketSocket.pair();
        try (Operator operator = new Operator();
                Fd ours = pair.ours()) {
            Relay.askForHistory(ours);
            PacketSocket.send(pair.theirs(), "Ogoodbye".getBytes(StandardCharsets.US_ASCII));
            pair.theirs().close();

            var relay =
                    RelayedCommand.run(Relay.untilClosed().console(operator.terminal(), ours, CTRL_A_Q, false, false));

            assertThat(relay.get(60, TimeUnit.SECONDS).reason()).isEqualTo(RelayEnd.Reason.COMMAND_ENDED);
            operator.await("goodbye");
        }
    }

    @Test
    void a_console_that_is_watched_only_gets_no_keys() throws Exception {
        PacketSocket.Pair pair = PacketSocket.pair();
        try (Operator operator = new Operator();
                Fd keeper = pair.theirs();
                Fd ours = pair.ours()) {
            var relay =
                    RelayedCommand.run(Relay.untilClosed().console(operator.terminal(), ours, CTRL_A_Q, false, true));

            operator.type("rm\r\u0001q");

            assertThat(relay.get(60, TimeUnit.SECONDS).reason()).isEqualTo(RelayEnd.Reason.DETACHED);
            assertThat(packet(keeper)).isEqualTo("R");
            pair.ours().close();
            assertThat(packet(keeper)).isEmpty();
        }
    }

    private static String packet(Fd socket) throws IOException {
        try (Buffer buffer = new Buffer(4096)) {
            return new String(buffer.bytes(socket.read(buffer)), StandardCharsets.ISO_8859_1);
        }
    }
}
