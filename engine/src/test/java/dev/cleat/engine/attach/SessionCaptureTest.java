package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.AttachRequest.Pty;
import org.junit.jupiter.api.Test;

class SessionCaptureTest {

    @Test
    void who_has_a_terminal_is_interactive_also_where_the_command_gets_none() {
        assertThat(SessionCapture.isInteractive(Pty.NEVER, true)).isTrue();
        assertThat(SessionCapture.isInteractive(Pty.AUTO, true)).isTrue();
        assertThat(SessionCapture.isInteractive(Pty.FORCE, false)).isTrue();
        assertThat(SessionCapture.isInteractive(Pty.AUTO, false)).isFalse();
        assertThat(SessionCapture.isInteractive(Pty.NEVER, false)).isFalse();
    }
}
