package dev.cleat.tui.message;

import dev.cleat.tui.model.Facts;
import dev.cleat.tui.model.KeyMap;
import dev.cleat.tui.model.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a key, a word after the colon and a line of the menu stand for: an action, or a command of the operator's own. */
public sealed interface Binding permits Action, CommandBinding {

    /** Its name after the colon. */
    String id();

    boolean worksIn(Scope scope);

    /** True when it changes something on the host: hidden and refused in read-only mode. */
    boolean isChanging();

    /** One or two words for the footer. */
    String hint();

    /** One clause for the help. */
    String help();

    /** Its keys where {@code map} holds, the most usual first; may be none. */
    List<Key> keys(KeyMap map);

    /** All there are: the commands of the operator's own last. */
    static List<Binding> all(Facts facts) {
        List<Binding> all = new ArrayList<>(List.of(Action.values()));
        facts.commands().forEach(command -> all.add(new CommandBinding(command)));
        return all;
    }

    /** What {@code key} means there; empty when nothing. */
    static Optional<Binding> of(Facts facts, Scope scope, Key key) {
        return all(facts).stream()
                .filter(binding ->
                        binding.worksIn(scope) && binding.keys(facts.keys()).contains(key))
                .findFirst();
    }
}
