package dev.cleat.tui.update;

import dev.cleat.tui.message.Key;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Filter;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Prompt;
import dev.cleat.tui.model.Prompt.Purpose;
import dev.cleat.tui.model.Screen;
import java.util.List;
import java.util.Optional;

/** Typing at the bottom line. A filter works while it is typed. */
final class PromptKeys {

    private PromptKeys() {}

    static Model filter(Model model) {
        String text = model.filter().text();
        return model.withPrompt(Optional.of(new Prompt(Purpose.FILTER, text, text)));
    }

    /** Asks for a text, which may be there already. */
    static Model asking(Model model, Purpose purpose, String text) {
        return model.withPrompt(Optional.of(new Prompt(purpose, text, text)));
    }

    static Update key(Model model, Prompt prompt, Key key) {
        Optional<Update> command =
                prompt.purpose() == Purpose.COMMAND ? Palette.key(model, prompt, key) : Optional.empty();
        return command.orElseGet(() -> text(model, prompt, key));
    }

    private static Update text(Model model, Prompt prompt, Key key) {
        return switch (key.name()) {
            case "Enter" -> accepted(model, prompt);
            case "Esc", "Ctrl-C" -> Update.of(cancelled(model, prompt));
            case "Backspace" ->
                Update.of(
                        prompt.text().isEmpty()
                                ? cancelled(model, prompt)
                                : typed(model, prompt, shorter(prompt.text())));
            case "Ctrl-U" -> Update.of(typed(model, prompt, ""));
            default -> Update.of(key.isTyped() ? typed(model, prompt, prompt.text() + key.name()) : model);
        };
    }

    /** Of pasted text the first line is typed text; without a prompt it is dropped: pasted letters are no commands. */
    static Update paste(Model model, String text) {
        List<String> lines = text.lines()
                .map(line -> line.replaceAll("\\p{Cntrl}", ""))
                .filter(line -> !line.isBlank())
                .toList();
        String typed = lines.isEmpty() ? "" : lines.get(0);
        Model told = lines.size() > 1 ? model.saying("only the first line was pasted", false) : model;
        if (model.dialog().isPresent() && model.dialog().get() instanceof Dialog.Form form) {
            return Update.of(told.withDialog(form.typed(form.answers().get(form.at()) + typed)));
        }
        if (model.prompt().isEmpty() || model.dialog().isPresent()) {
            return Update.of(model.saying("pasted text is ignored here", false));
        }
        Prompt prompt = model.prompt().get();
        return Update.of(typed(told, prompt, prompt.text() + typed));
    }

    private static Model typed(Model model, Prompt prompt, String text) {
        Model next = model.withPrompt(Optional.of(prompt.withText(text)));
        return prompt.purpose() == Purpose.FILTER
                ? filtered(next, prompt.withText(text).text())
                : next;
    }

    private static Update accepted(Model model, Prompt prompt) {
        Model closed = model.withPrompt(Optional.empty());
        return switch (prompt.purpose()) {
            case SEARCH -> LogSearch.searched(closed, prompt.text());
            case LOG_FILTER -> LogKeys.filtered(closed, prompt.text());
            case SAVE ->
                prompt.about()
                        .map(recording -> SessionKeys.save(closed, recording, prompt.text()))
                        .orElseGet(() -> LogKeys.save(closed, prompt.text()));
            case IMPORT -> ImportKeys.from(closed, prompt.text());
            case IMPORT_AS -> ImportKeys.begin(closed, prompt.before(), prompt.text());
            case STORE_AS -> ImportKeys.store(closed, prompt.text());
            case FILTER, COMMAND -> Update.of(told(closed, prompt));
        };
    }

    private static Model told(Model closed, Prompt prompt) {
        Model next = filtered(closed, prompt.text());
        return next.filterProblem().map(why -> next.saying(why, true)).orElse(next);
    }

    private static Model cancelled(Model model, Prompt prompt) {
        Model closed = model.withPrompt(Optional.empty());
        return prompt.purpose() == Purpose.FILTER ? filtered(closed, "") : closed;
    }

    /** The list that is shown, narrowed to what {@code text} finds. */
    static Model filtered(Model model, String text) {
        if (model.screen() instanceof Screen.Help help) {
            return model.shown(new Screen.Help(help.of(), 0, new Filter(text)));
        }
        if (model.screen() instanceof Screen.Host host) {
            return Moves.settled(model.shown(host.looked(host.look().withFilter(new Filter(text)))));
        }
        return Moves.settled(model.withTable(model.table().withFilter(new Filter(text))));
    }

    /** Without its last character. */
    static String shorter(String text) {
        return text.isEmpty() ? text : text.substring(0, text.offsetByCodePoints(text.length(), -1));
    }
}
