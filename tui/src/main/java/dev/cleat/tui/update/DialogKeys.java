package dev.cleat.tui.update;

import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Model;
import java.util.List;
import java.util.Optional;

/** Answers to dialogs. Whatever is not clearly a yes is a no. */
final class DialogKeys {

    private DialogKeys() {}

    static Update key(Model model, Dialog dialog, Key key) {
        if (dialog instanceof Dialog.StopQuestion stop) {
            return stop(model, stop, key);
        }
        if (dialog instanceof Dialog.RestartQuestion restart) {
            return restart(model, restart, key);
        }
        if (dialog instanceof Dialog.KillQuestion kill) {
            return kill(model, kill, key);
        }
        if (dialog instanceof Dialog.Question question) {
            return Deeds.key(model, question, key);
        }
        if (dialog instanceof Dialog.Menu menu) {
            return MenuKeys.key(model, menu, key);
        }
        if (dialog instanceof Dialog.EndSessionQuestion end) {
            return endSession(model, end, key);
        }
        if (dialog instanceof Dialog.Copying copying) {
            return CopyKeys.key(model, copying, key);
        }
        if (dialog instanceof Dialog.Columns columns) {
            return TableKeys.columnKey(model, columns, key);
        }
        if (dialog instanceof Dialog.QuitQuestion) {
            return Update.of(isYes(key) ? model.ended(0) : model.withoutDialog());
        }
        if (dialog instanceof Dialog.Starting starting && starting.failure().isEmpty()) {
            return starting(model, starting, key);
        }
        return bad(model, key);
    }

    /** Bad news stays until it was read: what is typed ahead, or meant for the list below, does not take it away. */
    private static Update bad(Model model, Key key) {
        return switch (key.name()) {
            case "Enter", "Esc", "q", " ", "Ctrl-C" -> Update.of(model.withoutDialog());
            default -> Update.of(model);
        };
    }

    private static Update stop(Model model, Dialog.StopQuestion stop, Key key) {
        if (!isYes(key)) {
            return Update.of(model.withoutDialog());
        }
        return Update.of(
                model.withoutDialog().saying("stopping " + stop.container(), false),
                new Effect.Stop(stop.container(), false));
    }

    private static Update restart(Model model, Dialog.RestartQuestion restart, Key key) {
        if (!isYes(key)) {
            return Update.of(model.withoutDialog());
        }
        return Update.of(
                model.withDialog(new Dialog.Starting(restart.container(), model.now(), List.of(), Optional.empty())),
                new Effect.Restart(restart.container()));
    }

    private static Update endSession(Model model, Dialog.EndSessionQuestion end, Key key) {
        if (!isYes(key)) {
            return Update.of(model.withoutDialog());
        }
        return Update.of(
                model.withoutDialog().saying("ending the session in " + end.container(), false),
                new Effect.EndSession(end.session(), end.container()));
    }

    private static Update kill(Model model, Dialog.KillQuestion kill, Key key) {
        return switch (key.name()) {
            case "Tab", "Shift-Tab", "Left", "Right", "h", "l" ->
                Update.of(model.withDialog(
                        new Dialog.KillQuestion(kill.container(), kill.processes(), !kill.killFocused())));
            case "Enter" ->
                kill.killFocused()
                        ? Update.of(
                                model.withoutDialog().saying("killing " + kill.container(), false),
                                new Effect.Stop(kill.container(), true))
                        : Update.of(model.withoutDialog());
            case "Esc", "q", "n", "N", "Ctrl-C" -> Update.of(model.withoutDialog());
            default -> Update.of(model);
        };
    }

    /** A start can be called back, or left to itself: then its result comes as a notice. */
    private static Update starting(Model model, Dialog.Starting starting, Key key) {
        String name = starting.container();
        return switch (key.name()) {
            case "Esc", "q" -> Update.of(model.withoutDialog().saying(name + " goes on starting", false));
            case "Ctrl-C" ->
                Update.of(model.saying("calling the start of " + name + " back", false), new Effect.CallBack(name));
            default -> Update.of(model);
        };
    }

    private static boolean isYes(Key key) {
        return key.name().equals("y") || key.name().equals("Y");
    }
}
