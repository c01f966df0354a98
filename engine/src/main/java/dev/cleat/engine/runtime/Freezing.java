package dev.cleat.engine.runtime;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.cgroup.CgroupException;
import dev.cleat.engine.discovery.FoundContainer;
import dev.cleat.engine.runtime.OurContainers.Ours;
import dev.cleat.engine.state.SavedContainer;
import java.util.Optional;

/** Stops and continues every process of a container of ours. */
final class Freezing {

    private final Parts parts;

    Freezing(Parts parts) {
        this.parts = parts;
    }

    void freeze(String name) throws ContainerException {
        SavedContainer saved = require(name, ContainerState.RUNNING);
        try {
            parts.cgroups.open(saved.cgroups()).freeze();
        } catch (CgroupException e) {
            throw new HostLimitException("cannot freeze " + name + ": " + e.getMessage(), null, e);
        }
        tell(name, ContainerState.FROZEN);
    }

    void thaw(String name) throws ContainerException {
        SavedContainer saved = require(name, ContainerState.FROZEN);
        try {
            parts.cgroups.open(saved.cgroups()).thaw();
        } catch (CgroupException e) {
            throw new HostLimitException("cannot thaw " + name + ": " + e.getMessage(), null, e);
        }
        tell(name, ContainerState.RUNNING);
    }

    private void tell(String name, ContainerState state) {
        parts.journal.append(name, state, Optional.of(parts.operator()), Optional.empty());
    }

    private SavedContainer require(String name, ContainerState wanted) throws ContainerException {
        Optional<Ours> own = parts.ours.find(name);
        if (own.isEmpty()) {
            FoundContainer found = parts.foreign.find(name).orElseThrow(() -> parts.absent(name));
            throw new RefusedException(
                    name + " belongs to " + found.runtime().jsonName(),
                    "Cleat does not change containers of others behind their back");
        }
        ContainerState state = own.get().state();
        if (state != wanted) {
            throw new WrongStateException(name + " is " + word(state), null);
        }
        return own.get().saved();
    }

    private static String word(ContainerState state) {
        return switch (state) {
            case FROZEN -> "frozen already";
            case RUNNING -> "not frozen";
            case STOPPED -> "not running";
            default -> state.toString();
        };
    }
}
