package dev.cleat.tui.update;

import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.model.Model;
import java.util.ArrayList;
import java.util.List;

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

    static Update of(Model model, Effect... effects) {
        return new Update(model, List.of(effects));
    }
}
