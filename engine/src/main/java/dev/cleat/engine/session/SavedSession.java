package dev.cleat.engine.session;

import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.SessionInfo.State;
import dev.cleat.engine.api.SessionInfo.Who;
import dev.cleat.engine.session.SessionFile.Content;
import dev.cleat.engine.session.SessionFile.Counters;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** A session as its file tells of it. */
public final class SavedSession {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Content content;
    private final Optional<SessionExit> exit;

    /** @param exit empty: it lives */
    SavedSession(Content content, Optional<SessionExit> exit) {
        this.content = content;
        this.exit = exit;
    }

    /** Who and what. */
    public SessionIdentity identity() {
        return content.identity();
    }

    /** False when its command has ended. */
    public boolean isAlive() {
        return exit.isEmpty();
    }

    /** Whether an operator is at it, or it waits for one. */
    public State state() {
        if (!isAlive()) {
            return State.ENDED;
        }
        return content.counters().attached() ? State.ATTACHED : State.DETACHED;
    }

    /** True when nobody has come to see how it ended, or nobody can tell: only what it showed last is worth keeping yet. */
    public boolean isForgotten() {
        return exit.isPresent() && !exit.get().isWorthKeeping();
    }

    /** How it ended, as a shell tells it. */
    public OptionalInt exitStatus() {
        return exit.filter(end -> end != SessionExit.UNKNOWN)
                .map(end -> OptionalInt.of(end.status()))
                .orElse(OptionalInt.empty());
    }

    /** The command's pid on the host; 0: it is still on its way. */
    public long pid() {
        return content.process().pid();
    }

    /** Which tells it from a later process of that pid. */
    public long startTicks() {
        return content.process().startTicks();
    }

    /** What its recordings are. */
    public RecordingNote recording() {
        return content.recording();
    }

    /** Who ended it, and how, as a clause; empty: nobody said so. */
    public Optional<String> endedBy() {
        return content.endedBy();
    }

    /** A cgroup of its own. */
    public Optional<Path> cgroup() {
        return content.process().cgroup();
    }

    /** For front ends. */
    public SessionInfo info() {
        SessionIdentity identity = content.identity();
        Counters counters = content.counters();
        return new SessionInfo(
                identity.id(),
                identity.container(),
                state(),
                new Who(
                        identity.client().user(),
                        identity.client().uid(),
                        identity.client().loginUid(),
                        identity.client().sudoChain(),
                        identity.client().tty(),
                        identity.client().ssh()),
                identity.subject().argv(),
                identity.started(),
                idle(counters),
                counters.bytesIn(),
                counters.bytesOut(),
                identity.subject().elevated(),
                identity.subject().reason(),
                content.recording().file(),
                exitStatus());
    }

    private Duration idle(Counters counters) {
        Duration age = Duration.between(content.identity().started(), Instant.now());
        if (counters.active() == 0) {
            return age.isNegative() ? Duration.ZERO : age; // nothing has passed yet
        }
        return Duration.ofMillis(Math.max(0, System.nanoTime() / NANOS_PER_MILLI - counters.active()));
    }
}
