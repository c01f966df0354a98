package dev.cleat.engine.runtime;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.attach.SessionCapture;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.session.Operator;
import dev.cleat.engine.session.SessionIdentity;
import dev.cleat.engine.session.SessionIdentity.Subject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What the policy of this host records of an operator at a terminal of a container's own, each by himself. Nobody here knows
 * whether that terminal shows what is typed: with {@code input: masked} it is taken for hidden.
 */
final class ConsoleRecording {

    private final Parts parts;

    ConsoleRecording(Parts parts) {
        this.parts = parts;
    }

    /**
     * Begins it, if there is to be any.
     *
     * @param init pid on the host
     * @param what the command that was given, or which terminal it is
     */
    SessionCapture begin(String container, long init, List<String> what, Optional<OperatorTerminal> owned)
            throws ContainerException, IOException {
        Subject subject =
                new Subject(container, Optional.empty(), init, what, 0, 0, List.of(), List.of(), Optional.empty());
        SessionIdentity who = SessionIdentity.of(SessionIdentity.CONSOLE, subject, Operator.current());
        boolean interactive = owned.isPresent() || Fd.isTerminal(0);
        return SessionCapture.ofConsole(who, parts.settings, owned, interactive, parts.warnings);
    }
}
