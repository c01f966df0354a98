package dev.cleat.tui.update;

import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Binding;
import dev.cleat.tui.message.CommandBinding;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.model.Deed;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.HostLists;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.model.Sheet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a key does: the dialog has it first, then the prompt, then the screen. */
final class KeyUpdate {

    /** Where nothing can be shown, nothing else is done: nobody should stop what he does not see. */
    private static final Set<Action> UNSEEN = EnumSet.of(Action.BACK, Action.CANCEL);

    private KeyUpdate() {}

    static Update key(Model model, Key key) {
        if (model.panes().focused() && model.dialog().isEmpty()) {
            return model.panes().takesAll() ? Update.of(model) : PaneKeys.key(model, key);
        }
        Optional<Binding> action = Binding.of(model.facts(), model.screen().scope(), key);
        boolean typing =
                key.isTyped() && (model.prompt().isPresent() || model.dialog().isPresent());
        if (!typing && (isMeant(action, Action.SUSPEND) || isMeant(action, Action.REDRAW))) {
            return act(model, action.get());
        }
        if (model.layout().tooSmall()) {
            boolean ends =
                    model.hasNothingOpen() && action.filter(UNSEEN::contains).isPresent();
            return Update.of(ends ? model.ended(0) : model);
        }
        if (model.dialog().isPresent()) {
            return DialogKeys.key(model, model.dialog().get(), key);
        }
        if (model.prompt().isPresent()) {
            return PromptKeys.key(model, model.prompt().get(), key);
        }
        if (model.table().ordering()) {
            return TableKeys.orderLetter(model, key);
        }
        return action.map(a -> act(model, a)).orElseGet(() -> Update.of(MarkKeys.elsewhere(model, key)));
    }

    private static boolean isMeant(Optional<Binding> action, Action meant) {
        return action.filter(meant::equals).isPresent();
    }

    static Update act(Model model, Binding binding) {
        if (binding.isChanging() && model.facts().readOnly()) {
            return Update.of(model.saying("read-only: " + binding.hint() + " is switched off", true));
        }
        return binding instanceof CommandBinding own
                ? CommandKeys.ask(model, own.command())
                : act(model, (Action) binding);
    }

    private static Update act(Model model, Action action) {
        return gone(model, action)
                .or(() -> looked(model, action))
                .or(() -> done(model, action))
                .orElseGet(() -> LogKeys.act(model, action));
    }

    /** To another line, screen or tab. */
    private static Optional<Update> gone(Model model, Action action) {
        return Optional.ofNullable(
                switch (action) {
                    case UP, DOWN, PAGE_UP, PAGE_DOWN, HALF_UP, HALF_DOWN, TOP, BOTTOM ->
                        model.screen() instanceof Screen.Log log
                                ? LogLoads.move(model, log, action)
                                : Update.of(Moves.move(model, action));
                    case OPEN -> Opening.open(model);
                    case DETAIL_OF, DETAIL_FROM_LOG -> Opening.detail(model);
                    case LOG_OF -> model.subjects().size() > 1 ? Opening.mergedLog(model) : Opening.log(model);
                    case MERGED_LOG -> Opening.mergedLog(model);
                    case YAML -> DefinitionKeys.show(model);
                    case DIFFERENCE -> HostOpening.difference(model);
                    case NEXT_TAB -> Opening.tab(model, 1);
                    case PREVIOUS_TAB -> Opening.tab(model, -1);
                    case GO_CONTAINERS ->
                        Update.of(model.withScreens(List.of(model.screens().get(0))));
                    case GO_DEFINITIONS -> Opening.host(model, HostLists.DEFINITIONS);
                    case GO_NAMESPACES -> Opening.host(model, HostLists.NAMESPACES);
                    case GO_CGROUPS -> Opening.host(model, HostLists.CGROUPS);
                    case GO_SESSIONS -> Opening.host(model, HostLists.SESSIONS);
                    case GO_EVENTS -> Opening.host(model, HostLists.EVENTS);
                    case HELP_ON ->
                        Update.of(model.opened(Screen.Help.of(model.screen().scope())));
                    case CLOSE_HELP -> Update.of(model.closed());
                    case LAST_VIEW -> Opening.lastView(model);
                    case BACK -> model.isHome() ? quit(model) : Opening.left(model);
                    case CANCEL ->
                        model.isHome() ? Update.of(model.withDialog(new Dialog.QuitQuestion())) : Opening.left(model);
                    case LEAVE -> leave(model);
                    default -> null;
                });
    }

    /** How it is looked at, and the console itself. */
    private static Optional<Update> looked(Model model, Action action) {
        return Optional.ofNullable(
                switch (action) {
                    case FILTER -> Update.of(PromptKeys.filter(model));
                    case MARK, MARK_ALL, UNMARK -> Update.of(MarkKeys.act(model, action));
                    case SORT_LEFT, SORT_RIGHT, INVERT, ORDER, HIDE_STOPPED, COLUMNS, WIDE, FLAT ->
                        Update.of(TableKeys.act(model, action));
                    case COPY -> CopyKeys.act(model);
                    case PANE_FOCUS -> PaneKeys.focus(model);
                    case MOUSE -> Update.of(model, new Effect.ToggleMouse());
                    case MENU -> MenuKeys.open(model);
                    case PALETTE -> Update.of(Palette.open(model));
                    case UNDERWAY -> WorkKeys.open(model);
                    case SETTINGS -> Update.of(model.withDialog(new Dialog.Settings(0)));
                    case REFRESH -> ConsoleUpdate.refreshNow(model);
                    case REDRAW -> Update.of(model, new Effect.Redraw());
                    case SUSPEND -> Update.of(model, new Effect.Suspend());
                    default -> null;
                });
    }

    /** What is done to containers, definitions and sessions. */
    private static Optional<Update> done(Model model, Action action) {
        return Optional.ofNullable(
                switch (action) {
                    case START -> Requests.start(model);
                    case CREATE -> ImportKeys.askName(model);
                    case IMPORT -> Update.of(ImportKeys.ask(model));
                    case VALIDATE -> DefinitionDeeds.validate(model);
                    case START_PLANNED -> Requests.startPlanned(model);
                    case ATTACH -> Requests.attach(model);
                    case SHELL -> Requests.shell(model);
                    case PANE -> PaneKeys.open(model);
                    case PAUSE -> Requests.pause(model);
                    case STOP -> Deeds.ask(model, Deed.STOP);
                    case RESTART -> Deeds.ask(model, Deed.RESTART);
                    case KILL -> Deeds.ask(model, Deed.KILL);
                    case DESTROY -> Deeds.ask(model, Deed.DESTROY);
                    case EDIT -> DefinitionKeys.edit(model);
                    case RETURN, WATCH, TRANSCRIPT, EXPORT, TERMINATE -> SessionKeys.act(model, action);
                    default -> null;
                });
    }

    /** Who leaves while something is under way should know. */
    static Update quit(Model model) {
        return Update.of(model.works().isEmpty() ? model.ended(0) : model.withDialog(new Dialog.QuitQuestion()));
    }

    private static boolean isBeingRead(Screen screen) {
        return screen instanceof Screen.Text text
                && text.sheet()
                        .filter(sheet -> sheet instanceof Sheet.Transcript transcript
                                && transcript.extent() == Sheet.Transcript.Extent.READING)
                        .isPresent();
    }

    private static Update leave(Model model) {
        if (model.screen() instanceof Screen.Log log) {
            return LogKeys.leave(model, log);
        }
        if (isBeingRead(model.screen())) {
            return Update.of(model, new Effect.LeaveText());
        }
        boolean stays = model.isHome() || model.filter().isActive();
        return stays ? Update.of(TableKeys.showAll(model)) : Opening.left(model);
    }
}
