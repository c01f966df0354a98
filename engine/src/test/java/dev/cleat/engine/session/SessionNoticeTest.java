package dev.cleat.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.session.SessionIdentity.Subject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionNoticeTest {

    private static final int HOST_LOG_LINE = 2048; // host_log.h

    private static SessionIdentity who(String ssh, String command, String reason) {
        return SessionIdentity.of(
                new Subject(
                        "web",
                        Optional.empty(),
                        4242,
                        List.of("sh", "-c", command),
                        0,
                        0,
                        List.of(),
                        List.of("CAP"),
                        Optional.of(reason)),
                new Operator(
                        0,
                        Optional.of(1000L),
                        Optional.of("al"),
                        Optional.of(ssh),
                        List.of("al", "root"),
                        Optional.of("/dev/pts/3")));
    }

    @Test
    void what_the_kernel_knows_comes_before_what_anybody_may_say() {
        SessionIdentity who = who("10.0.0.1 4 10.0.0.2 22", "date", "ticket 7");
        assertThat(SessionNotice.of(who, "begins"))
                .isEqualTo(
                        "session " + who.id()
                                + " uid=\"0\" loginuid=\"1000\" init=\"4242\" container=\"web\" tty=\"/dev/pts/3\" elevated=\"CAP\""
                                + " user=\"al\" ssh=\"10.0.0.1 4 10.0.0.2 22\" command=\"sh -c date\" reason=\"ticket 7\" begins");
    }

    @Test
    void no_word_pushes_another_out_of_the_line_or_passes_for_one() {
        String long_ = "\"\n uid=\"99\" \u001b".repeat(20_000);
        String line = SessionNotice.of(who(long_, long_, long_), "ended");
        assertThat(line)
                .hasSizeLessThan(HOST_LOG_LINE - 200)
                .doesNotContain("\n", "\u001b")
                .doesNotContainPattern("[^\\\\]\" uid=\"99")
                .contains(" uid=\"0\" ", " command=\"sh -c \\\"\\u000a ", " reason=\"")
                .endsWith("...\" ended");
    }
}
