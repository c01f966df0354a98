package dev.cleat.tui.update;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.HostedName;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.PaneTab;
import dev.cleat.tui.model.Panes;
import dev.cleat.tui.model.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pane: opening sessions in it, typing into them, and what Ctrl-A and another key mean there. */
final class PaneKeys {

    private static final int WHEEL = 3;

    static final String PREFIX = "\u0001";

    private static final String HELP =
            "Ctrl-a then: q leave it, Tab to the list, n p 1-9 another, f full, [ scroll, a Ctrl-a itself";

    private PaneKeys() {}

    /** A shell in the selected container, or the selected session; what is there already is gone to. */
    static Update open(Model model) {
        if (model.screen() instanceof Screen.Host host
                && host.selected().isPresent()
                && host.selected().get() instanceof HostRow.Session row) {
            return row.live().map(live -> session(model, live)).orElseGet(() -> focus(model));
        }
        Optional<String> name = model.subject();
        if (name.isEmpty()) {
            return focus(model);
        }
        Optional<PaneTab> there = model.panes().tabs().stream()
                .filter(tab -> tab.container().equals(name.get()) && tab.end().isEmpty() && !tab.watched())
                .findFirst();
        if (there.isPresent()) {
            return settled(model, shown(model.panes(), there.get()).focused(true));
        }
        boolean runs = model.inventory()
                .find(name.get())
                .filter(c -> c.state() == ContainerState.RUNNING)
                .isPresent();
        if (!runs) {
            return Update.of(model.saying(name.get() + " does not run", true));
        }
        return opened(model, name.get(), Optional.empty(), false);
    }

    /** One that somebody is at is watched, one that was left is come back to. */
    private static Update session(Model model, SessionInfo session) {
        if (session.state() == SessionInfo.State.ENDED) {
            return Update.of(model.saying("this session has ended", true));
        }
        boolean watched = session.state() == SessionInfo.State.ATTACHED;
        return opened(model, session.container(), Optional.of(session.id()), watched);
    }

    private static Update opened(Model model, String container, Optional<String> session, boolean watched) {
        int id = model.panes().opened() + 1;
        Panes panes = model.panes().plus(PaneTab.of(id, container, session, watched));
        Update update = settled(model, panes);
        List<Effect> effects = new ArrayList<>(update.effects());
        effects.add(new Effect.OpenPane(id, container, session, watched, panes.inner()));
        return new Update(update.model(), effects);
    }

    /** The keys to the pane. */
    static Update focus(Model model) {
        if (!model.panes().isOpen()) {
            String key = Action.PANE.key(model.facts().keys());
            return Update.of(model.saying("no session is open beside: " + key + " on a container opens one", false));
        }
        return settled(model, model.panes().focused(true));
    }

    /** A click on the pane gives it the keys; empty: it was a click on the screens. */
    static Optional<Update> clicked(Model model, Message.Clicked click) {
        Panes panes = model.panes();
        boolean outside = click.row() >= model.size().rows()
                || click.column() >= model.size().columns();
        boolean alone = panes.isAlone() && panes.focused();
        return panes.isOpen() && (outside || alone) ? Optional.of(focus(model)) : Optional.empty();
    }

    /** The wheel scrolls what was printed; empty: it is for the screens. */
    static Optional<Update> wheeled(Model model, boolean up) {
        Panes panes = model.panes();
        return panes.focused() && model.dialog().isEmpty()
                ? panes.shown().map(tab -> Update.of(model.withPanes(scrolledBy(panes, tab, up ? WHEEL : -WHEEL))))
                : Optional.empty();
    }

    /** Bytes as they were typed, while everything goes to the session. */
    static Update typed(Model model, String keys) {
        Optional<PaneTab> tab = model.panes().shown();
        if (tab.isEmpty()) {
            return Update.of(model);
        }
        if (keys.equals(PREFIX)) {
            return Update.of(model.withPanes(model.panes().prefixed(true)));
        }
        if (tab.get().end().isPresent()) {
            boolean seen = keys.equals("\r") || keys.equals("q") || keys.equals("\u001b");
            return seen ? closed(model, tab.get()) : Update.of(model);
        }
        String sent =
                PaneBytes.forProgram(keys, tab.get().cursorKeys(), tab.get().bracketedPaste());
        return Update.of(model, new Effect.TypeInPane(tab.get().id(), sent));
    }

    /** A key after Ctrl-A, or while scrolling back. */
    static Update key(Model model, Key key) {
        Panes panes = model.panes();
        PaneTab tab = panes.shown().orElseThrow();
        return panes.scroll() > 0 && !panes.prefixed() ? scroll(model, tab, key) : command(model, tab, key);
    }

    private static Update command(Model model, PaneTab tab, Key key) {
        Panes panes = model.panes().prefixed(false);
        if (key.name().matches("[1-9]")) {
            int index = Integer.parseInt(key.name()) - 1;
            return settled(model, index < panes.tabs().size() ? panes.showing(index) : panes);
        }
        return switch (key.name()) {
            case "q", "d" -> closed(model, tab);
            case "a", "Ctrl-A" -> Update.of(model.withPanes(panes), new Effect.TypeInPane(tab.id(), PREFIX));
            case "Tab", "o" -> settled(model, panes.focused(false));
            case "n", "Right" -> settled(model, panes.showing(panes.active() + 1));
            case "p", "Left" -> settled(model, panes.showing(panes.active() - 1));
            case "f" -> settled(model, panes.full(!panes.full()));
            case "[", "PgUp" -> Update.of(model.withPanes(scrolledBy(panes, tab, page(panes))));
            default -> Update.of(model.withPanes(panes).saying(HELP, false));
        };
    }

    private static Update scroll(Model model, PaneTab tab, Key key) {
        Panes panes = model.panes();
        int by = switch (key.name()) {
            case "Up", "k" -> 1;
            case "Down", "j" -> -1;
            case "PgUp", "b", "Ctrl-U" -> page(panes);
            case "PgDn", " ", "Ctrl-D" -> -page(panes);
            case "Home", "g" -> Integer.MAX_VALUE / 2;
            default -> Integer.MIN_VALUE / 2; // every other key: back to what it shows now
        };
        return key.equals(Key.control('A'))
                ? Update.of(model.withPanes(panes.prefixed(true)))
                : Update.of(model.withPanes(scrolledBy(panes, tab, by)));
    }

    private static Panes scrolledBy(Panes panes, PaneTab tab, int by) {
        return panes.scrolled(Math.max(0, Math.min(tab.scrolled().size(), panes.scroll() + by)));
    }

    private static int page(Panes panes) {
        return Math.max(1, panes.inner().rows() - 1);
    }

    private static Update closed(Model model, PaneTab tab) {
        Update update = settled(model, model.panes().without(tab.id()));
        List<Effect> effects = new ArrayList<>(update.effects());
        effects.add(new Effect.LeavePane(tab.id()));
        boolean runsOn = tab.end().isEmpty() && !tab.watched() && tab.session().isPresent();
        Model told = runsOn ? update.model().saying("left; it runs on" + where(tab), false) : update.model();
        return new Update(told, effects);
    }

    /** One of another host is come back to from the list of sessions. */
    private static String where(PaneTab tab) {
        String id = tab.session().orElse("");
        return id.isEmpty() || HostedName.isElsewhere(id)
                ? ", and is in the list of sessions"
                : ": cleat sessions attach " + id;
    }

    /** With room for all of it: the screens and each session get the size there is now. */
    static Update settled(Model model, Panes panes) {
        Model next = Moves.settled(model.withPanes(panes));
        if (panes.inner().equals(model.panes().inner())
                && panes.tabs().size() <= model.panes().tabs().size()) {
            return Update.of(next);
        }
        List<Effect> resizes = new ArrayList<>();
        panes.tabs().forEach(tab -> resizes.add(new Effect.ResizePane(tab.id(), panes.inner())));
        return new Update(next, resizes);
    }

    static Update news(Model model, Message message) {
        Panes panes = model.panes();
        if (message instanceof Message.PaneOpened opened) {
            return panes.tab(opened.id())
                    .map(tab -> changed(model, Optional.of(tab.opened(opened.session()))))
                    .orElseGet(() -> unwanted(model, opened));
        }
        if (message instanceof Message.PaneShown shown) {
            return changed(
                    model,
                    panes.tab(shown.id())
                            .map(tab -> tab.showing(
                                    shown.image(), shown.scrolled(), shown.cursorKeys(), shown.bracketedPaste())));
        }
        if (message instanceof Message.PaneEnded ended) {
            return changed(model, panes.tab(ended.id()).map(tab -> tab.ended(ended.how())));
        }
        Message.PaneRefused refused = (Message.PaneRefused) message;
        Update closed = settled(model, panes.without(refused.id()));
        String title = "Cannot attach to " + refused.container();
        Dialog box = Dialog.Problem.of(title, refused.failure());
        return new Update(closed.model().alerted(box, title), closed.effects());
    }

    /** Its tab was closed while it was being opened. */
    private static Update unwanted(Model model, Message.PaneOpened opened) {
        Model told = model.saying(opened.session() + " was left before it was shown; cleat sessions lists it", false);
        return Update.of(told, new Effect.LeavePane(opened.id()));
    }

    private static Update changed(Model model, Optional<PaneTab> tab) {
        return Update.of(
                tab.map(next -> model.withPanes(model.panes().with(next))).orElse(model));
    }

    private static Panes shown(Panes panes, PaneTab tab) {
        return panes.showing(panes.tabs().indexOf(tab));
    }
}
