package dev.cleat.engine.start;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Hooks.Point;
import dev.cleat.engine.definition.Life.RestartPolicy;
import dev.cleat.engine.network.SavedNetwork;
import dev.cleat.engine.plan.StartPlan;
import dev.cleat.engine.stage.KeeperResources.End;
import dev.cleat.engine.stage.KeeperResources.EndCommand;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * After which ends of init something is left to be done that a keeper cannot do: hooks, interfaces to give back, another
 * life. After all others it just goes, and no program is started for a container that wants nothing.
 */
public final class EndWish {

    /** The program that does it, as it is executed by the keeper of {@code name}. */
    public interface Program {
        List<String> arguments(String name);

        List<String> environment(StartPlan plan);
    }

    private final Program program;

    public EndWish(Program program) {
        this.program = program;
    }

    /** Empty: the keeper never becomes anything else. */
    Optional<EndCommand> of(StartPlan plan, SavedNetwork network) {
        boolean givesBack = !network.endsWithNamespace();
        Set<End> ends = ends(plan, givesBack);
        if (ends.isEmpty()) {
            return Optional.empty();
        }
        boolean keepsNamespaces = givesBack || !plan.hooks().at(Point.STOP).isEmpty();
        return Optional.of(
                new EndCommand(ends, keepsNamespaces, program.arguments(plan.name()), program.environment(plan)));
    }

    private static Set<End> ends(StartPlan plan, boolean givesBack) {
        if (givesBack || plan.hooks().hasEnd() || plan.life().ephemeral()) {
            return EnumSet.allOf(End.class);
        }
        Set<End> ends = ends(plan.life().restart().policy());
        if (plan.isPrivate(NamespaceType.PID)) {
            ends.add(End.REBOOT);
        }
        return ends;
    }

    private static Set<End> ends(RestartPolicy policy) {
        return switch (policy) {
            case NO -> EnumSet.noneOf(End.class);
            case ON_FAILURE -> EnumSet.of(End.EXITED_OTHER, End.KILLED);
            case ALWAYS, UNLESS_STOPPED -> EnumSet.allOf(End.class);
        };
    }
}
