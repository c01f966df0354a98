package dev.cleat.tui.update;

import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.StepProgress;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Setup;
import dev.cleat.tui.model.Work;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What effects report. */
final class NewsUpdate {

    private NewsUpdate() {}

    static Update news(Model model, Message message) {
        if (message instanceof Message.PaneOpened
                || message instanceof Message.PaneShown
                || message instanceof Message.PaneEnded
                || message instanceof Message.PaneRefused) {
            return PaneKeys.news(model, message);
        }
        return listed(model, message)
                .or(() -> under(model, message))
                .or(() -> changed(model, message))
                .or(() -> asked(model, message))
                .orElseGet(() -> Update.of(Moves.settled(ScreenNews.heard(model, message))));
    }

    /** What there is. */
    private static Optional<Update> listed(Model model, Message message) {
        if (message instanceof Message.HostsSeen seen) {
            return Optional.of(Update.of(model.withInventory(model.inventory().withHosts(seen.hosts()))));
        }
        if (message instanceof Message.ContainersListed listed) {
            Model known = model.withInventory(model.inventory().withContainers(listed.containers(), model.now()));
            Model pruned = known.withTable(known.table().pruned(known.inventory()));
            return Optional.of(ConsoleUpdate.answered(withExtras(Moves.settled(pruned))));
        }
        if (message instanceof Message.ListFailed failed) {
            Model known = model.withInventory(model.inventory().withProblem(failed.failure()));
            return Optional.of(ConsoleUpdate.answered(
                    Update.of(known.saying(failed.failure().message(), true))));
        }
        if (message instanceof Message.DefinitionsListed listed) {
            Model known = model.withInventory(model.inventory().withDefinitions(listed.definitions()));
            return Optional.of(Update.of(Moves.settled(ScreenNews.heard(known, message))));
        }
        return message instanceof Message.ExtrasRead read
                ? Optional.of(Update.of(
                        Moves.settled(model.withInventory(model.inventory().withExtras(read.extras())))))
                : Optional.empty();
    }

    /** What is under way. */
    private static Optional<Update> under(Model model, Message message) {
        if (message instanceof Message.StepBegun begun) {
            return Optional.of(Update.of(WorkKeys.advanced(model, begun)));
        }
        if (message instanceof Message.WorkAdvanced advanced) {
            return Optional.of(Update.of(WorkKeys.advanced(model, advanced)));
        }
        return message instanceof Message.WorkEnded ended
                ? Optional.of(Update.of(WorkKeys.ended(model, ended)))
                : Optional.empty();
    }

    /** What became of a change. */
    private static Optional<Update> changed(Model model, Message message) {
        if (message instanceof Message.ContainerStarted started) {
            return Optional.of(started(model, started));
        }
        if (message instanceof Message.StartFailed failed) {
            return Optional.of(startFailed(model, failed));
        }
        if (message instanceof Message.ActionFailed failed) {
            return Optional.of(freshened(
                    Update.of(model.alerted(Dialog.Problem.of(failed.title(), failed.failure()), failed.title()))));
        }
        if (message instanceof Message.DeedEnded ended) {
            return Optional.of(freshened(Update.of(Deeds.reported(model, ended))));
        }
        if (message instanceof Message.ImportEnded ended) {
            return Optional.of(ImportKeys.ended(model, ended));
        }
        if (message instanceof Message.DefinitionsChecked checked) {
            return Optional.of(DefinitionDeeds.checked(model, checked));
        }
        if (message instanceof Message.CommandEnded ended) {
            return Optional.of(CommandKeys.ended(model, ended));
        }
        if (message instanceof Message.CommandLeft left) {
            return Optional.of(CommandKeys.left(model, left));
        }
        return Optional.of(message)
                .flatMap(NewsUpdate::sentence)
                .map(text -> freshened(Update.of(model.saying(text, false))));
    }

    private static Update started(Model model, Message.ContainerStarted started) {
        boolean shown = model.works().find(started.work()).isPresent() && WorkKeys.isShown(model, started.work());
        Model next = shown ? amongContainers(model.withoutDialog(), started.container()) : model;
        return freshened(Update.of(next.saying(started.container() + " runs, pid " + started.pid(), false)));
    }

    /** Of changes that ended as they should. */
    private static Optional<String> sentence(Message message) {
        if (message instanceof Message.CalledBack back) {
            return Optional.of(back.news());
        }
        if (message instanceof Message.ContainerChanged changed) {
            return Optional.of(changed.news());
        }
        return message instanceof Message.AttachEnded ended
                ? Optional.of(ended.container() + ": " + ended.end())
                : Optional.empty();
    }

    /** What the operator asked about, or of the screen. */
    private static Optional<Update> asked(Model model, Message message) {
        if (message instanceof Message.RemovalsRead read) {
            return Optional.of(Update.of(Deeds.known(model, read)));
        }
        if (message instanceof Message.AddressFound found) {
            return Optional.of(CopyKeys.found(model, found));
        }
        if (message instanceof Message.DefinitionEdited edited) {
            return Optional.of(DefinitionKeys.edited(model, edited));
        }
        if (message instanceof Message.ThemeRead theme) {
            Setup setup = model.facts().setup().withTheme(theme.name());
            Model looked = model.withFacts(
                    model.facts().withLook(theme.thresholds(), theme.ascii()).withSetup(setup));
            return Optional.of(Update.of(looked.saying("theme " + theme.name(), false)));
        }
        if (message instanceof Message.ThemeRefused refused) {
            return Optional.of(Update.of(model.saying("cannot use the theme: " + refused.why(), true)));
        }
        if (message instanceof Message.LogSaved saved) {
            String lines = saved.lines() == 1 ? " line" : " lines";
            return Optional.of(
                    Update.of(model.saying("saved " + saved.lines() + lines + " to " + saved.file(), false)));
        }
        if (message instanceof Message.LogUnfound unfound) {
            Model told = model.saying("not found any further: " + unfound.search(), true);
            return Optional.of(Update.of(Moves.settled(ScreenNews.heard(told, message))));
        }
        return message instanceof Message.MouseSwitched mouse
                ? Optional.of(Update.of(model.withFacts(
                                model.facts().withSetup(model.facts().setup().withMouse(mouse.on())))
                        .saying(
                                mouse.on() ? "mouse on: click selects and sorts, Shift selects text" : "mouse off",
                                false)))
                : Optional.empty();
    }

    /** With what the list has to be asked for besides, for the columns that somebody chose. */
    private static Update withExtras(Model model) {
        Set<Extra.Part> wanted = model.table().onDemand();
        return wanted.isEmpty() || !model.isHome()
                ? Update.of(model)
                : Update.of(model, new Effect.ReadExtras(model.inventory().containers(), wanted));
    }

    /** Who started a definition and waited for it wants to see the container next, attach to it or read its log. */
    private static Model amongContainers(Model model, String name) {
        boolean chosen = Requests.START_FROM_FILE.contains(model.screen().scope());
        return chosen ? Moves.selected(model.withScreens(List.of(model.screens().get(0))), name) : model;
    }

    private static Update startFailed(Model model, Message.StartFailed failed) {
        List<StepProgress> steps =
                model.works().find(failed.work()).map(Work::steps).orElse(List.of());
        String title = "Cannot start " + failed.container();
        return freshened(Update.of(model.alerted(new Dialog.Problem(title, steps, failed.failure()), title)));
    }

    /** Something changed on the host: look at it now, not at the next tick. */
    static Update freshened(Update done) {
        Update fresh = done.and(ConsoleUpdate.refreshNow(done.model()));
        return fresh.and(Update.of(fresh.model(), new Effect.ListDefinitions()));
    }
}
