package dev.cleat.tui.update;

import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.model.Model;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The next model, and what is to be done outside it. */
public record Update(Model model, List<Effect> effects) {

    public Update {
        effects = List.copyOf(effects);
    }

    /** With one effect more. */
    Update with(Effect effect) {
        List<Effect> all = new ArrayList<>(effects);
        all.add(effect);
        return new Update(model, all);
    }

    /** Followed by {@code next}, which was made of this one's model. What both want done is done once. */
    Update and(Update next) {
        Set<Effect> all = new LinkedHashSet<>(effects);
        all.addAll(next.effects());
        return new Update(next.model(), List.copyOf(all));
    }

    static Update of(Model model, Effect... effects) {
        return new Update(model, List.of(effects));
    }
}
