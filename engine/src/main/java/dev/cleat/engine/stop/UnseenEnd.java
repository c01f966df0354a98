package dev.cleat.engine.stop;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.cgroup.Cgroups;
import dev.cleat.engine.cgroup.ContainerCgroup;
import dev.cleat.engine.state.Claim;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.state.StateStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * Tidies up after a keeper that was killed: init died with it (PR_SET_PDEATHSIG, prctl(2)), but nobody was left to kill
 * what shared the host's pid namespace, to remove the cgroups and to write how it ended.
 */
public final class UnseenEnd {

    private static final Duration BOUND = Duration.ofSeconds(10);

    private final StateStore states;
    private final Cgroups cgroups;

    public UnseenEnd(StateStore states, Cgroups cgroups) {
        this.states = states;
        this.cgroups = cgroups;
    }

    /** Settles {@code name} when its life ended unseen; true when it did so. */
    public boolean settle(String name) throws IOException {
        if (states.isHeld(name)
                || states.read(name).isEmpty()
                || states.readExit(name).isPresent()) {
            return false;
        }
        try (Claim claim = states.claim(name)) {
            SavedContainer saved = states.read(name).orElseThrow();
            ContainerCgroup cgroup = cgroups.open(saved.name());
            cgroup.killAll(BOUND);
            cgroup.remove();
            cgroups.prune();
            claim.saveUnseenEnd(Instant.now());
            return true;
        } catch (BusyException e) {
            return false; // another command is at it
        }
    }
}
