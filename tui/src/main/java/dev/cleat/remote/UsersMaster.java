package dev.cleat.remote;

import dev.cleat.engine.api.HostAddress;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The connection that the operator has open to a host already, by ControlMaster in the configuration of ssh: who logs in with
 * a password or a second factor does it there.
 */
final class UsersMaster {

    private static final int MOST_SECONDS = 2;

    private UsersMaster() {}

    /** Asks the ssh that has it; nothing is connected to. */
    static boolean isOpen(HostAddress host) {
        Process check = null;
        try {
            check = new ProcessBuilder(List.of("ssh", "-O", "check", "--", host.destination()))
                    .redirectInput(Redirect.from(new java.io.File("/dev/null")))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return check.waitFor(MOST_SECONDS, TimeUnit.SECONDS) && check.exitValue() == 0;
        } catch (IOException e) {
            return false; // without ssh the connection itself tells why
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            if (check != null) {
                check.destroy();
            }
        }
    }
}
