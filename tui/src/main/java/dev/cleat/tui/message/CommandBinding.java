package dev.cleat.tui.message;

import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.KeyMap;
import dev.cleat.tui.model.Scope;
import java.util.List;

/** A command of the operator's own. */
public record CommandBinding(CustomCommand command) implements Binding {

    @Override
    public String id() {
        return command.name();
    }

    @Override
    public boolean worksIn(Scope scope) {
        return command.scopes().contains(scope);
    }

    @Override
    public boolean isChanging() {
        return command.changes();
    }

    @Override
    public String hint() {
        return command.name();
    }

    @Override
    public String help() {
        return command.description();
    }

    @Override
    public List<Key> keys(KeyMap map) {
        return command.key().stream().map(Key::new).toList();
    }
}
