package dev.cleat.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.TerminalSize;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RelayTest {

    private static final TerminalSize SIZE = new TerminalSize(24, 80);

    @Test
    void what_is_typed_reaches_the_command_and_what_it_writes_is_shown() throws Exception {
        try (Operator operator = new Operator();
                HostPty pty = HostPty.open(-1, -1, SIZE);
                Command cat = Command.on(pty, "stty -echo; echo ready; cat")) {
            var relay = run(Relay.until(cat.process()).terminal(operator.terminal(), pty, DetachKeys.NONE));
            operator.await("ready");

            operator.type("hello\r");
            operator.await("hello\r\n");
            operator.type("\u0004");

            RelayEnd end = relay.get(20, TimeUnit.SECONDS);
            assertThat(end.reason()).isEqualTo(RelayEnd.Reason.COMMAND_ENDED);
            assertThat(end.toCommand()).isEqualTo(7);
            assertThat(end.fromCommand()).isEqualTo("ready\r\nhello\r\n".length());
        }
    }

    static CompletableFuture<RelayEnd> run(Relay relay) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return relay.run();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }
}
