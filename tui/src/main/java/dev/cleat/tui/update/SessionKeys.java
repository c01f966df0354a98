package dev.cleat.tui.update;

import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Prompt;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.model.SheetOf;
import dev.cleat.tui.model.Work;
import java.util.Optional;

/** Sessions: played, read, watched, come back to, ended. */
final class SessionKeys {

    private SessionKeys() {}

    static Update act(Model model, Action action) {
        Optional<HostRow.Session> selected = selected(model);
        if (selected.isEmpty()) {
            return Update.of(model);
        }
        HostRow.Session session = selected.get();
        return switch (action) {
            case OPEN -> play(model, session);
            case TRANSCRIPT -> transcript(model, session);
            case EXPORT -> askWhere(model, session);
            case WATCH -> watch(model, session);
            case RETURN -> comeBack(model, session);
            default -> askToEnd(model, session);
        };
    }

    static Optional<HostRow.Session> selected(Model model) {
        return model.screen() instanceof Screen.Host host
                ? host.selected().filter(HostRow.Session.class::isInstance).map(HostRow.Session.class::cast)
                : Optional.empty();
    }

    private static Update play(Model model, HostRow.Session session) {
        return session.playable()
                .map(info -> Update.of(model, new Effect.Play(info.file().toString(), title(session))))
                .orElseGet(() -> Update.of(notRecorded(model, session)));
    }

    private static Update transcript(Model model, HostRow.Session session) {
        Optional<RecordingInfo> recording = session.playable();
        return recording.isEmpty()
                ? Update.of(notRecorded(model, session))
                : Opening.opened(
                        model,
                        Screen.Text.of(new SheetOf.Recording(
                                title(session), recording.get().file().toString())));
    }

    private static Update askWhere(Model model, HostRow.Session session) {
        String usual = session.name().replaceAll("[^A-Za-z0-9._-]", "_") + ".txt";
        return Update.of(session.playable()
                .map(recording -> model.withPrompt(Optional.of(new Prompt(
                        Prompt.Purpose.SAVE,
                        usual,
                        usual,
                        Optional.of(recording.file().toString())))))
                .orElseGet(() -> notRecorded(model, session)));
    }

    /** That recording, whatever is selected by now. */
    static Update save(Model model, String recording, String file) {
        if (file.isBlank()) {
            return Update.of(model);
        }
        String target = file.strip();
        Model begun = WorkKeys.begun(model, Work.Kind.SAVE, "Saving to " + target, target, Work.PERCENT);
        return Update.of(begun, new Effect.SaveRecording(begun.works().latest(), recording, target));
    }

    private static Model notRecorded(Model model, HostRow.Session session) {
        if (session.recording().isPresent()) {
            return model.saying("the recording is not there any more", true);
        }
        boolean lives = isAlive(session);
        Action way = lives ? Action.WATCH : Action.RETURN;
        return model.saying(
                "it is not recorded; " + way.key(model.facts().keys())
                        + (lives ? " shows what it does now" : " shows its last screen"),
                true);
    }

    private static Update watch(Model model, HostRow.Session session) {
        if (!isAlive(session)) {
            return Update.of(model.saying("it has ended: there is nothing to watch", true));
        }
        return Update.of(model, new Effect.Watch(session.id(), session.name()));
    }

    private static Update comeBack(Model model, HostRow.Session session) {
        if (session.live().isEmpty()) {
            return Update.of(model.saying("it has ended: nobody can come back to it", true));
        }
        if (session.live().get().state() == SessionInfo.State.ATTACHED) {
            return Update.of(model.saying(
                    session.user() + " is at it; "
                            + Action.WATCH.key(model.facts().keys()) + " looks on",
                    true));
        }
        return Update.of(model, new Effect.Return(session.id(), session.name()));
    }

    private static Update askToEnd(Model model, HostRow.Session session) {
        if (session.live().isEmpty()) {
            return Update.of(model.saying("it has ended already", true));
        }
        String command = session.command().isEmpty() ? "a shell" : String.join(" ", session.command());
        return Update.of(model.withDialog(new Dialog.EndSessionQuestion(
                session.id(), session.name(), session.user() + ": " + command, isAlive(session))));
    }

    private static boolean isAlive(HostRow.Session session) {
        return session.live()
                .filter(live -> live.state() != SessionInfo.State.ENDED)
                .isPresent();
    }

    private static String title(HostRow.Session session) {
        return session.name() + (session.user().isEmpty() ? "" : " by " + session.user());
    }
}
