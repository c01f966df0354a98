package dev.cleat.engine.stop;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.cgroup.CgroupException;
import dev.cleat.engine.cgroup.Cgroups;
import dev.cleat.engine.cgroup.ContainerCgroup;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.state.Claim;
import dev.cleat.engine.state.Journal;
import dev.cleat.engine.state.SavedCgroups;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.state.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Tidies up after somebody who was killed: a keeper, with which init died (PR_SET_PDEATHSIG, prctl(2)), but nobody was left to
 * kill what shared the host's pid namespace, to remove the cgroups and to write how it ended; a command that was starting
 * a container; a process that was doing what is to be done at the end.
 */
public final class UnseenEnd {

    private static final Duration BOUND = Duration.ofSeconds(10);

    private final StateStore states;
    private final Cgroups cgroups;
    private final LifeEnd end;
    private final Journal journal;

    public UnseenEnd(StateStore states, Cgroups cgroups, LifeEnd end, Journal journal) {
        this.states = states;
        this.cgroups = cgroups;
        this.end = end;
        this.journal = journal;
    }

    /** Settles {@code name} when its life ended unseen; what to tell the operator, a clause, when it did so. */
    public Optional<String> settle(String name) throws IOException {
        if (states.isHeld(name) || states.read(name).filter(this::isOpen).isEmpty()) {
            return Optional.empty();
        }
        try (Claim claim = states.claim(name)) {
            Optional<SavedContainer> open = states.read(name).filter(this::isOpen); // nobody was quicker
            return open.isEmpty() ? Optional.empty() : Optional.of(settle(claim, open.get()));
        } catch (BusyException e) {
            return Optional.empty(); // another command is at it
        }
    }

    private boolean isOpen(SavedContainer saved) {
        if (saved.waiting().isPresent() || states.readExit(saved.name()).isEmpty()) {
            return true;
        }
        Path directory = states.directoryOf(saved.name());
        try (Fd fd = Fd.open(directory, Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0)) {
            return LifeEnd.isOpen(fd);
        } catch (IOException e) {
            return false; // just removed
        }
    }

    private String settle(Claim claim, SavedContainer saved) throws IOException {
        endCgroups(saved.places());
        boolean wasSeen = states.readExit(saved.name()).isPresent();
        if (!wasSeen) {
            claim.saveUnseenEnd(Instant.now());
        }
        end.run(claim.directory(), Map.of(), false);
        if (saved.waiting().isPresent()) {
            claim.save(saved.withoutWaiting());
        }
        journal.append(saved.name(), ContainerState.STOPPED, Optional.empty(), Optional.of(reason(saved, wasSeen)));
        return reason(saved, wasSeen) + "; what it left behind is removed";
    }

    /** What is at their paths may be another's by now, whose name is the same in another state directory. */
    private void endCgroups(SavedCgroups places) throws CgroupException {
        ContainerCgroup made = cgroups.open(places.made());
        made.killAll(BOUND);
        made.remove();
        ContainerCgroup making = cgroups.open(places.making()); // no process of ours was put there yet
        if (making.processes().isEmpty()) {
            making.remove();
        }
        cgroups.prune(places.directories());
        cgroups.prune(places.making());
    }

    private static String reason(SavedContainer saved, boolean wasSeen) {
        if (saved.waiting().isPresent()) {
            return saved.name() + " is not started again: who waited to do so was killed";
        }
        if (wasSeen) {
            return saved.name() + " has ended, and who was tidying up after it was killed";
        }
        return saved.state() == ContainerState.RUNNING
                ? saved.name() + " has ended with its keeper, which was killed"
                : saved.name() + " was not started: who was starting it was killed";
    }
}
