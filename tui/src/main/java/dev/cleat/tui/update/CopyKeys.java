package dev.cleat.tui.update;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Copyable;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Scope;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.render.Pages;
import dev.cleat.tui.terminal.Clipboard;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Copying: of a container what a letter says, elsewhere the selected line or the file. */
final class CopyKeys {

    private CopyKeys() {}

    static Update act(Model model) {
        if (model.screen() instanceof Screen.DefinitionFile file) {
            List<String> lines = file.lines().orElse(List.of());
            return copied(model, String.join("\n", lines) + "\n", lines.size() + " lines");
        }
        boolean container =
                model.screen().scope() == Scope.CONTAINERS || model.screen().scope() == Scope.DETAIL;
        Optional<ContainerSummary> subject =
                container ? model.subject().flatMap(model.inventory()::find) : Optional.empty();
        return subject.map(c -> Update.of(model.withDialog(new Dialog.Copying(c))))
                .orElseGet(() -> line(model));
    }

    static Update key(Model model, Dialog.Copying dialog, Key key) {
        ContainerSummary container = dialog.container();
        Model closed = model.withoutDialog();
        Optional<Copyable> what = Copyable.ofLetter(key.name());
        if (what.isEmpty()) {
            boolean leaves = List.of("Esc", "q", "Ctrl-C", "Enter").contains(key.name());
            return Update.of(leaves ? closed : model);
        }
        if (what.get() == Copyable.LINE) {
            return line(closed);
        }
        if (what.get() == Copyable.ADDRESS && container.pid() > 0) {
            return Update.of(closed, new Effect.FindAddress(container.name()));
        }
        return what.get()
                .of(container)
                .map(text -> copied(closed, pasteable(text), text))
                .orElse(Update.of(
                        closed.saying(container.name() + " has no " + what.get().title(), true)));
    }

    /** The first address; all of them are told. */
    static Update found(Model model, Message.AddressFound found) {
        return found.addresses().isEmpty()
                ? Update.of(model.saying(found.container() + " has no address of its own", true))
                : copied(model, pasteable(found.addresses().get(0)), String.join(", ", found.addresses()));
    }

    private static Update line(Model model) {
        return Pages.selectedLine(model)
                .map(text -> copied(model, pasteable(text), "the line"))
                .orElse(Update.of(model.saying("nothing is selected", false)));
    }

    /** One line without control characters: a line feed in a name would run what stands before it in a shell. */
    private static String pasteable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", "?");
    }

    private static Update copied(Model model, String text, String what) {
        boolean cut = text.getBytes(StandardCharsets.UTF_8).length > Clipboard.LIMIT;
        String news = "copied: " + (cut ? "the first " + Clipboard.LIMIT / 1000 + " kB of " : "") + what;
        return Update.of(model.saying(news, cut), new Effect.Copy(text));
    }
}
