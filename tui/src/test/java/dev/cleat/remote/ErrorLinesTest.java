package dev.cleat.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Why ssh ended, as it told it. */
class ErrorLinesTest {

    private static String told(String text) {
        return new ErrorLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).last();
    }

    @Test
    void the_last_line_is_the_reason() {
        assertThat(told("Welcome\n\nPermission denied (publickey).\n")).isEqualTo("Permission denied (publickey).");
        assertThat(told("Connection closed by 10.0.0.7 port 22")).isEqualTo("Connection closed by 10.0.0.7 port 22");
    }

    @Test
    void behind_a_jump_host_the_reason_is_what_that_one_told() {
        assertThat(told(
                        "Host key verification failed.\r\nkex_exchange_identification: Connection closed by remote host\r\n"
                                + "Connection closed by UNKNOWN port 65535\r\n"))
                .isEqualTo("Host key verification failed.");
    }

    @Test
    void a_key_that_has_changed_is_more_than_one_that_is_not_known() {
        assertThat(told("@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nOffending ED25519 key in /x:2\n"
                        + "Host key for db has changed and you have requested strict checking.\n"
                        + "Host key verification failed.\n"))
                .isEqualTo("Host key for db has changed and you have requested strict checking.");
        assertThat(told("noise of a proxy\nHost key verification failed.\n"))
                .isEqualTo("Host key verification failed.");
    }
}
