package dev.cleat.engine.runtime;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.UnshareRequest;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.runtime.OurContainers.Ours;
import dev.cleat.engine.start.LastGate;
import dev.cleat.engine.start.Occasion;
import dev.cleat.engine.state.Claim;
import dev.cleat.engine.state.Reservation;
import dev.cleat.engine.state.SavedContainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** How lives of containers begin: detached, in the foreground, again. */
final class Lives {

    private final Parts parts;
    private final Foreground foreground;

    Lives(Parts parts, Foreground foreground) {
        this.parts = parts;
        this.foreground = foreground;
    }

    Started start(StartRequest request, StepListener listener) throws ContainerException {
        settle(request);
        return parts.start.run(request, listener, asked(LastGate.NOTHING));
    }

    CommandOutcome startForeground(StartRequest request, StepListener listener, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        settle(request);
        CommandOutcome outcome =
                foreground.run(gate -> parts.start.run(request, listener, asked(gate)), request.command(), terminal);
        parts.cgroups.prune();
        return outcome;
    }

    private void settle(StartRequest request) throws ContainerException {
        parts.definitions.requireTrusted();
        request.name().ifPresent(name -> {
            parts.ours.settle(name);
            parts.stopped.set(name, false);
        });
    }

    private Occasion asked(LastGate gate) {
        return Occasion.asked(parts.states::claim, gate, parts.operator());
    }

    /** Stops and starts again. Nobody gets the name in between: it is reserved while it is still held. */
    Started restart(StopRequest request, StepListener listener, Ends ends) throws ContainerException {
        String name = request.name();
        Optional<Ours> own = parts.ours.find(name);
        if (own.isEmpty() || own.get().state() == ContainerState.STOPPED) {
            throw parts.foreign.find(name).isPresent() || own.isPresent()
                    ? new WrongStateException(
                            name + (own.isPresent() ? " is not running" : " is not a container of Cleat's"),
                            own.isPresent()
                                    ? "start it with 'cleat start " + name + "'"
                                    : "restart it with its own runtime")
                    : parts.absent(name);
        }
        parts.definitions.requireTrusted();
        SavedContainer saved = own.get().saved();
        try (Reservation next = parts.states.reserve(name)) {
            ends.stopToRestart(waiting(request), listener);
            Occasion occasion = new Occasion(
                    LastGate.NOTHING,
                    claimed -> next.claim(),
                    Optional.of(parts.operator()),
                    saved.origin().boots() + 1,
                    0);
            return parts.start.run(saved.origin().request(), listener, occasion);
        } catch (IOException e) {
            throw new HostLimitException("cannot restart " + name + ": " + e.getMessage(), null, e);
        }
    }

    private static StopRequest waiting(StopRequest request) {
        return new StopRequest(
                request.name(), request.timeout(), request.kill(), request.neverKill(), true, request.reboot());
    }

    /** A life in the foreground that leaves nothing to be found afterwards. */
    CommandOutcome unshare(UnshareRequest request, Optional<OperatorTerminal> terminal) throws ContainerException {
        String name = "unshare-" + Credentials.processId();
        try {
            Definition definition =
                    new UnshareDefinition(request, name, Path.of("").toAbsolutePath()).read();
            return foreground.run(
                    gate -> parts.start.run(
                            StartRequest.of(name),
                            StepListener.NONE,
                            asked(gate).with(definition)),
                    request.command(),
                    terminal);
        } catch (InvalidDefinitionException | HostLimitException e) {
            throw UnshareWords.of(e, name);
        } finally {
            forget(name);
        }
    }

    private void forget(String name) {
        try (Claim claim = parts.states.claim(name)) {
            claim.erase();
        } catch (IOException | BusyException e) {
            // It runs on, left by the detach keys.
        }
        parts.cgroups.prune();
    }
}
