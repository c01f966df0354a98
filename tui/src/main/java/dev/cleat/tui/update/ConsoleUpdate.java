package dev.cleat.tui.update;

import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.HostLists;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Remembered;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.model.SheetOf;
import java.util.ArrayList;
import java.util.List;

/** The one place where the console changes its mind. */
public final class ConsoleUpdate {

    /** Exit status after a hang-up: 128 and SIGHUP. */
    private static final int HUNG_UP = 129;

    private ConsoleUpdate() {}

    /** What is done first. */
    public static Update start(Model model) {
        return Update.of(model.withReading(true), new Effect.ListContainers(), new Effect.ListDefinitions());
    }

    /** What follows from {@code message}. */
    public static Update update(Model model, Message message) {
        Update done = followed(model, message);
        Update update = new Update(done.model().attentive(), done.effects());
        Remembered now = Remembered.of(update.model());
        return now.equals(Remembered.of(model)) ? update : update.with(new Effect.Remember(now));
    }

    private static Update followed(Model model, Message message) {
        if (message instanceof Message.KeyPressed pressed) {
            Update update = KeyUpdate.key(model.withNotice(java.util.Optional.empty()), pressed.key());
            return new Update(Opening.remembering(model, update.model()), unwanted(model, update));
        }
        if (message instanceof Message.Clicked clicked) {
            return PaneKeys.clicked(model, clicked)
                    .orElseGet(() -> Update.of(
                            Clicks.clicked(model.withPanes(model.panes().focused(false)), clicked)));
        }
        if (message instanceof Message.Wheeled wheeled) {
            return PaneKeys.wheeled(model, wheeled.up()).orElseGet(() -> Clicks.wheeled(model, wheeled));
        }
        if (message instanceof Message.Typed typed) {
            return PaneKeys.typed(model.withNotice(java.util.Optional.empty()), typed.bytes());
        }
        if (message instanceof Message.Pasted pasted) {
            return PromptKeys.paste(model, pasted.text());
        }
        if (message instanceof Message.Ticked ticked) {
            return tick(model.withNow(ticked.now()));
        }
        if (message instanceof Message.Passed passed) {
            return Update.of(model.withNow(passed.now()));
        }
        if (message instanceof Message.Resized resized) {
            return PaneKeys.settled(model, model.panes().within(resized.size()));
        }
        if (message instanceof Message.HungUp) {
            return Update.of(model.ended(HUNG_UP));
        }
        if (message instanceof Message.Terminated terminated) {
            return Update.of(model.ended(terminated.status()));
        }
        if (message instanceof Message.Continued) {
            return Update.of(model, new Effect.Redraw());
        }
        return NewsUpdate.news(model, message);
    }

    /** The same at once; while an answer is still to come, as soon as that is there, once. */
    static Update refreshNow(Model model) {
        return model.reading() ? Update.of(model.withAgain(true)) : refresh(model);
    }

    /** The answer that was to come is there, and {@code update} was made of it. */
    static Update answered(Update update) {
        Model idle = update.model().withReading(false).withAgain(false);
        return update.model().again() ? update.and(refresh(idle)) : new Update(idle, update.effects());
    }

    /** Who goes away from the text of a recording has seen enough of it. */
    private static List<Effect> unwanted(Model before, Update update) {
        boolean isLeft = before.screen() instanceof Screen.Text text
                && text.of() instanceof SheetOf.Recording
                && update.model().screens().stream()
                        .noneMatch(screen ->
                                screen instanceof Screen.Text kept && kept.of().equals(text.of()));
        if (!isLeft) {
            return update.effects();
        }
        List<Effect> effects = new ArrayList<>(update.effects());
        effects.add(new Effect.LeaveText());
        return effects;
    }

    /** Asks for fresh figures of everything that is shown, unless the last answer is still to come. */
    static Update refresh(Model model) {
        List<Effect> effects = new ArrayList<>();
        if (!model.reading()) {
            effects.add(new Effect.ListContainers());
        }
        effects.addAll(reading(model.screen()));
        Model next = model.withReading(true);
        if (model.screen() instanceof Screen.Log log) {
            Update read = LogLoads.refresh(next, log);
            effects.addAll(read.effects());
            next = read.model();
        }
        return new Update(next, effects);
    }

    /** What the screen needs to be read for it. */
    static List<Effect> reading(Screen screen) {
        if (screen instanceof Screen.Detail detail) {
            Effect whole = new Effect.ReadDetail(detail.name());
            return detail.tab().isReadAlone()
                    ? List.of(whole, new Effect.ReadTab(detail.name(), detail.tab()))
                    : List.of(whole);
        }
        if (screen instanceof Screen.Host host) {
            // Definitions are known elsewhere, too.
            return List.of(
                    host.list() == HostLists.DEFINITIONS
                            ? new Effect.ListDefinitions()
                            : new Effect.ReadHost(host.list()));
        }
        if (screen instanceof Screen.Text text) {
            return List.of(new Effect.ReadSheet(text.of()));
        }
        if (screen instanceof Screen.DefinitionFile file) {
            return List.of(new Effect.ReadFile(file.definition().file()));
        }
        return List.of();
    }

    private static Update tick(Model model) {
        Model current =
                model.notice().filter(n -> !model.now().isBefore(n.until())).isPresent()
                        ? model.withNotice(java.util.Optional.empty())
                        : model;
        // Files are read again on request only: what is being looked at should not change under the eye.
        boolean still = current.reading()
                || current.screen() instanceof Screen.DefinitionFile
                || current.screen() instanceof Screen.Text;
        return still ? Update.of(current) : refresh(current);
    }
}
