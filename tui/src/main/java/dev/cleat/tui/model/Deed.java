package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Runtime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What can be done to several containers at once, in words, and to which of them it can be done. */
public enum Deed {
    START("start", "starting", "started", Guard.NONE, c -> !c.state().isLive()),
    STOP("stop", "stopping", "stopped", Guard.YES, c -> c.state().isLive()),
    RESTART("restart", "restarting", "restarted", Guard.YES, c -> c.state().isLive()),
    KILL("kill", "killing", "killed", Guard.TYPED, c -> c.state().isLive()),
    FREEZE("freeze", "freezing", "frozen", Guard.NONE, c -> c.state() == ContainerState.RUNNING),
    THAW("thaw", "thawing", "thawed", Guard.NONE, c -> c.state() == ContainerState.FROZEN),
    DESTROY("destroy", "destroying", "destroyed", Guard.TYPED, c -> true);

    private static final Set<Deed> OF_ANY_RUNTIME = EnumSet.of(STOP, KILL);

    /** What the operator has to do before it is done. */
    public enum Guard {
        /** Nothing: it can be taken back. */
        NONE,
        /** A y; everything else is a no. */
        YES,
        /** Move the focus from Cancel, and Enter. */
        BUTTON,
        /** Type words that cannot be typed by accident. */
        TYPED
    }

    private final String verb;
    private final String gerund;
    private final String past;
    private final Guard guard;
    private final Predicate<ContainerSummary> able;

    Deed(String verb, String gerund, String past, Guard guard, Predicate<ContainerSummary> able) {
        this.verb = verb;
        this.gerund = gerund;
        this.past = past;
        this.guard = guard;
        this.able = able;
    }

    /** As the command line calls it. */
    public String verb() {
        return verb;
    }

    /** The same with what makes it do no less than the key. */
    public List<String> command() {
        return this == KILL ? List.of("stop", "-k") : List.of(verb);
    }

    public String gerund() {
        return gerund;
    }

    public String past() {
        return past;
    }

    /** True when one call of that verb does it to several. */
    public boolean takesSeveral() {
        return this != START && this != DESTROY;
    }

    /** Before it is done to several, or to one that runs. */
    public Guard guard() {
        return guard;
    }

    /** True when the container is Cleat's, where that matters, and in a state for it. */
    public boolean canBeDoneTo(ContainerSummary container) {
        return refusal(container).isEmpty();
    }

    /** Why it cannot be done, as a clause; empty when it can. */
    public Optional<String> refusal(ContainerSummary container) {
        if (OF_ANY_RUNTIME.contains(this) || container.isOurs()) {
            return able.test(container)
                    ? Optional.empty()
                    : Optional.of(
                            container.name() + " is " + container.state().name().toLowerCase(Locale.ROOT));
        }
        String owner = container.runtime() == Runtime.UNKNOWN
                ? " was not started by Cleat"
                : " belongs to " + container.runtime().jsonName();
        return Optional.of(container.name() + owner);
    }
}
