package dev.cleat.remote;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.HostedName;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.PaneViewer;
import dev.cleat.engine.api.SessionPane;
import dev.cleat.engine.api.TerminalSize;
import java.util.List;
import java.util.Optional;

/**
 * What has a terminal on another host. It is relayed here: detach keys, PTY log and recording are this side's.
 *
 * @param here the engine that relays
 * @param ssh how the other host is reached
 */
record FarTerminals(Engine here, SshCommand ssh) {

    /** The status with which ssh ends when the connection does (ssh(1)). */
    private static final int BROKEN = 255;

    CommandOutcome attach(AttachRequest request, Optional<OperatorTerminal> terminal) throws ContainerException {
        return show(
                request.toBuilder(),
                AttachWords.of(request, request.container()),
                AttachWords.farewell(request),
                terminal);
    }

    /** @param verb of {@code sessions} */
    CommandOutcome atSession(
            String verb, String container, String id, String detachKeys, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        return show(
                AttachRequest.to(container).detachKeys(detachKeys),
                sessionWords(verb, id),
                AttachWords.FAREWELL,
                terminal);
    }

    private static List<String> sessionWords(String verb, String id) {
        return List.of("sessions", "--detach-keys=" + AttachWords.DETACH_KEYS, verb, id);
    }

    /** When the pane is closed the session runs on there. */
    SessionPane attachInPane(AttachRequest request, TerminalSize size, PaneViewer viewer) throws ContainerException {
        List<String> words = AttachWords.of(request, request.container());
        return here.relayPane(
                hosted(request.toBuilder(), request.container()),
                ssh.now().onTerminal(words),
                AttachWords.farewell(request),
                false,
                size,
                viewer);
    }

    SessionPane sessionInPane(String container, String id, boolean watches, TerminalSize size, PaneViewer viewer)
            throws ContainerException {
        List<String> words = sessionWords(watches ? "watch" : "attach", id);
        return here.relayPane(
                hosted(AttachRequest.to(container), container),
                ssh.now().onTerminal(words),
                AttachWords.FAREWELL,
                watches,
                size,
                viewer);
    }

    private AttachRequest hosted(AttachRequest.Builder request, String container) {
        return request.container(new HostedName(ssh.host().name(), container).toString())
                .build();
    }

    /**
     * Has words done on a terminal there.
     *
     * @param request whose container is named as it is there
     * @param farewell see {@link Engine#relay}
     */
    CommandOutcome show(
            AttachRequest.Builder request, List<String> words, String farewell, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        HostAddress host = ssh.host();
        AttachRequest hosted = hosted(request, request.build().container());
        CommandOutcome outcome = here.relay(hosted, ssh.now().onTerminal(words), farewell, terminal);
        if (outcome.exitStatus() == BROKEN) {
            throw new HostLimitException(
                    "the connection to " + host.name() + " has ended, or the command did with status 255",
                    "a session that was left before runs on there, and is in the list of sessions");
        }
        return outcome;
    }
}
