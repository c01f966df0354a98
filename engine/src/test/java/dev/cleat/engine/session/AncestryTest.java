package dev.cleat.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.host.Procfs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AncestryTest {

    @Test
    void where_somebody_came_from_is_what_the_login_shell_was_told() throws Exception {
        ProcessBuilder login =
                new ProcessBuilder("sh", "-c", "SSH_CONNECTION='6.6.6.6 1 2 3' sh -c 'echo $$; read end'; exit 0");
        login.environment().putAll(Map.of("SSH_CONNECTION", "10.0.0.1 4 10.0.0.2 22"));
        Process shell = login.start();
        try {
            long inner = Long.parseLong(shell.inputReader().readLine());
            // Who runs this test over ssh has a login shell farther away.
            String expected = Ancestry.ofThisProcess().sshConnection().orElse("10.0.0.1 4 10.0.0.2 22");
            assertThat(new Ancestry(new Procfs(), inner).sshConnection()).contains(expected);
        } finally {
            shell.getOutputStream().close();
            shell.waitFor();
        }
    }

    @Test
    void the_uids_are_told_from_the_oldest_on() {
        List<Long> uids = Ancestry.ofThisProcess().uids();
        assertThat(uids).isNotEmpty();
        assertThat(uids.get(uids.size() - 1))
                .isEqualTo(Integer.toUnsignedLong(dev.cleat.engine.linux.Credentials.effectiveUid()));
    }
}
