package dev.cleat.tui.update;

import dev.cleat.engine.api.StepProgress;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Column;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.HostLists;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Screen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What effects report. */
final class NewsUpdate {

    private NewsUpdate() {}

    static Update news(Model model, Message message) {
        if (message instanceof Message.HostsSeen seen) {
            return Update.of(model.withInventory(model.inventory().withHosts(seen.hosts())));
        }
        if (message instanceof Message.ContainersListed listed) {
            Model known = model.withInventory(model.inventory().withContainers(listed.containers(), model.now()));
            Model pruned = known.withTable(known.table().pruned(known.inventory()));
            return withExtras(Moves.settled(pruned.withReading(false)));
        }
        if (message instanceof Message.PaneOpened
                || message instanceof Message.PaneShown
                || message instanceof Message.PaneEnded
                || message instanceof Message.PaneRefused) {
            return PaneKeys.news(model, message);
        }
        if (message instanceof Message.ListFailed failed) {
            Model known = model.withInventory(model.inventory().withProblem(failed.failure()));
            return Update.of(known.withReading(false).saying(failed.failure().message(), true));
        }
        if (message instanceof Message.DefinitionsListed listed) {
            Model known = model.withInventory(model.inventory().withDefinitions(listed.definitions()));
            return Update.of(Moves.settled(allRead(known, message)));
        }
        if (message instanceof Message.StepBegun begun) {
            return Update.of(step(model, begun.container(), begun.step()));
        }
        if (message instanceof Message.StartFailed failed) {
            return startFailed(model, failed);
        }
        if (message instanceof Message.ActionFailed failed) {
            return freshened(model.withDialog(new Dialog.Problem(failed.title(), failed.failure())));
        }
        return results(model, message);
    }

    private static Update results(Model model, Message message) {
        if (message instanceof Message.ContainerStarted started) {
            boolean shown = model.dialog()
                    .filter(d -> isStartOf(d, started.container()))
                    .isPresent();
            Model next = shown ? amongContainers(model.withoutDialog(), started.container()) : model;
            return freshened(next.saying(started.container() + " runs, pid " + started.pid(), false));
        }
        if (message instanceof Message.ContainerStopped stopped) {
            return freshened(model.saying(stopped.container() + " has stopped", false));
        }
        if (message instanceof Message.ContainerChanged changed) {
            return freshened(model.saying(changed.news(), false));
        }
        if (message instanceof Message.DeedAdvanced advanced) {
            String news = advanced.deed().gerund() + ": " + advanced.over() + " of " + advanced.total();
            return Update.of(advanced.total() > 1 ? model.saying(news, false) : model);
        }
        if (message instanceof Message.DeedEnded ended) {
            return freshened(Deeds.reported(model, ended));
        }
        if (message instanceof Message.AddressFound found) {
            return CopyKeys.found(model, found);
        }
        if (message instanceof Message.ExtrasRead read) {
            return Update.of(Moves.settled(model.withInventory(model.inventory().withExtras(read.extras()))));
        }
        if (message instanceof Message.MouseSwitched mouse) {
            return Update.of(model.saying(
                    mouse.on() ? "mouse on: click selects and sorts, Shift selects text" : "mouse off", false));
        }
        if (message instanceof Message.DefinitionEdited edited) {
            return DefinitionKeys.edited(model, edited);
        }
        if (message instanceof Message.ThemeRead theme) {
            Model looked = model.withFacts(model.facts().withLook(theme.thresholds(), theme.ascii()));
            return Update.of(looked.saying("theme " + theme.name(), false));
        }
        if (message instanceof Message.ThemeRefused refused) {
            return Update.of(model.saying("cannot use the theme: " + refused.why(), true));
        }
        if (message instanceof Message.AttachEnded ended) {
            return freshened(model.saying(ended.container() + ": " + ended.end(), false));
        }
        if (message instanceof Message.LogSaved saved) {
            String lines = saved.lines() == 1 ? " line" : " lines";
            return Update.of(model.saying("saved " + saved.lines() + lines + " to " + saved.file(), false));
        }
        Model told = message instanceof Message.LogUnfound unfound
                ? model.saying("not found any further: " + unfound.search(), true)
                : model;
        return Update.of(Moves.settled(allRead(told, message)));
    }

    private static Model allRead(Model model, Message message) {
        return model.withScreens(model.screens().stream()
                .map(screen -> read(model, screen, message))
                .toList());
    }

    /** With what the list has to be asked for besides, for the columns that somebody chose. */
    private static Update withExtras(Model model) {
        Set<Column> wanted = model.table().onDemand();
        return wanted.isEmpty() || !model.isHome()
                ? Update.of(model)
                : Update.of(model, new Effect.ReadExtras(model.inventory().containers(), wanted));
    }

    /** Who started a definition and waited for it wants to see the container next, attach to it or read its log. */
    private static Model amongContainers(Model model, String name) {
        boolean chosen = Requests.START_FROM_FILE.contains(model.screen().scope());
        return chosen ? Moves.selected(model.withScreens(List.of(model.screens().get(0))), name) : model;
    }

    private static Screen read(Model model, Screen screen, Message message) {
        if (screen instanceof Screen.Detail detail) {
            return detail(detail, message);
        }
        if (screen instanceof Screen.Log log) {
            return LogLoads.news(model.shown(log), log, message);
        }
        if (screen instanceof Screen.DefinitionFile file) {
            return file(file, message);
        }
        if (screen instanceof Screen.Host host) {
            return host(host, message);
        }
        if (screen instanceof Screen.Text text) {
            return text(text, message);
        }
        return screen;
    }

    private static Screen detail(Screen.Detail screen, Message message) {
        if (message instanceof Message.DetailRead read
                && read.detail().summary().name().equals(screen.name())) {
            return screen.read(read.detail(), read.end());
        }
        if (message instanceof Message.TabRead read
                && read.container().equals(screen.name())
                && read.tab() == screen.tab()) {
            return screen.filled(read.content());
        }
        if (message instanceof Message.ReadFailed failed && failed.subject().equals(screen.name())) {
            return screen.failed(failed.failure());
        }
        return screen;
    }

    private static Screen host(Screen.Host screen, Message message) {
        if (message instanceof Message.HostRead read && read.list().equals(screen.list())) {
            return screen.read(read.rows(), read.problem());
        }
        if (message instanceof Message.DefinitionsListed listed && screen.list() == HostLists.DEFINITIONS) {
            return screen.read(
                    listed.definitions().stream()
                            .<HostRow>map(HostRow.Definition::new)
                            .toList(),
                    Optional.empty());
        }
        if (message instanceof Message.ReadFailed failed
                && failed.subject().equals(screen.list().title())) {
            return screen.failed(failed.failure());
        }
        return screen;
    }

    private static Screen text(Screen.Text screen, Message message) {
        if (message instanceof Message.SheetRead read && read.of().equals(screen.of())) {
            return screen.read(read.sheet());
        }
        if (message instanceof Message.ReadFailed failed
                && failed.subject().equals(screen.of().title())) {
            return screen.failed(failed.failure());
        }
        return screen;
    }

    private static Screen file(Screen.DefinitionFile screen, Message message) {
        Path file = screen.definition().file();
        if (message instanceof Message.FileRead read && read.file().equals(file)) {
            return new Screen.DefinitionFile(screen.definition(), Optional.of(read.lines()), screen.scroll());
        }
        if (message instanceof Message.ReadFailed failed && failed.subject().equals(file.toString())) {
            List<String> lines = List.of("# " + failed.failure().message());
            return new Screen.DefinitionFile(screen.definition(), Optional.of(lines), screen.scroll());
        }
        return screen;
    }

    private static Model step(Model model, String container, StepProgress step) {
        if (model.dialog().isPresent()
                && model.dialog().get() instanceof Dialog.Starting starting
                && starting.container().equals(container)) {
            List<StepProgress> steps = new ArrayList<>(starting.steps());
            steps.add(step);
            return model.withDialog(new Dialog.Starting(container, starting.since(), steps, starting.failure()));
        }
        return model;
    }

    private static Update startFailed(Model model, Message.StartFailed failed) {
        Failure failure = failed.failure();
        List<StepProgress> steps = List.of();
        if (model.dialog().isPresent()
                && model.dialog().get() instanceof Dialog.Starting starting
                && starting.container().equals(failed.container())) {
            steps = starting.steps();
        }
        return freshened(
                model.withDialog(new Dialog.Starting(failed.container(), model.now(), steps, Optional.of(failure))));
    }

    private static boolean isStartOf(Dialog dialog, String container) {
        return dialog instanceof Dialog.Starting starting
                && starting.container().equals(container)
                && starting.failure().isEmpty();
    }

    /** Something changed on the host: look at it now, not at the next tick. */
    private static Update freshened(Model model) {
        Update update = ConsoleUpdate.refresh(model.withReading(false));
        List<Effect> effects = new ArrayList<>(update.effects());
        if (!effects.contains(new Effect.ListDefinitions())) {
            effects.add(new Effect.ListDefinitions());
        }
        return new Update(update.model(), effects);
    }
}
