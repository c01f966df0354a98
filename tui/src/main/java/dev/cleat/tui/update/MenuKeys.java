package dev.cleat.tui.update;

import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.ActionMenu;
import dev.cleat.tui.message.Binding;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Model;
import java.util.List;
import java.util.Optional;

/** The action menu: each action by its own key, or with the cursor and Enter. */
final class MenuKeys {

    private MenuKeys() {}

    static Update open(Model model) {
        boolean something = model.subject().isPresent() || !model.isHome();
        return something && !ActionMenu.items(model).isEmpty()
                ? Update.of(model.withDialog(new Dialog.Menu(0)))
                : Update.of(model.saying("nothing is selected", false));
    }

    static Update key(Model model, Dialog.Menu menu, Key key) {
        List<Binding> items = ActionMenu.items(model);
        Optional<Binding> called = Binding.of(model.facts(), model.screen().scope(), key);
        if (called.filter(items::contains).isPresent() && !key.equals(Key.ENTER)) {
            return KeyUpdate.act(model.withoutDialog(), called.get());
        }
        if (key.equals(Key.ENTER) && !items.isEmpty()) {
            return KeyUpdate.act(model.withoutDialog(), items.get(Math.min(menu.selected(), items.size() - 1)));
        }
        return switch (key.name()) {
            case "Up", "k", "Shift-Tab" -> Update.of(moved(model, menu.selected() - 1, items.size()));
            case "Down", "j", "Tab" -> Update.of(moved(model, menu.selected() + 1, items.size()));
            case "Home", "PgUp" -> Update.of(moved(model, 0, items.size()));
            case "End", "PgDn" -> Update.of(moved(model, -1, items.size()));
            case "Esc", "q", "Ctrl-C" -> Update.of(model.withoutDialog());
            default -> Update.of(called.filter(Action.MENU::equals).isPresent() ? model.withoutDialog() : model);
        };
    }

    private static Model moved(Model model, int to, int size) {
        return model.withDialog(new Dialog.Menu(Math.floorMod(to, Math.max(1, size))));
    }
}
