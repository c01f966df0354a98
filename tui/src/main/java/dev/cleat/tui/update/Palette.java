package dev.cleat.tui.update;

import dev.cleat.cli.option.Nearest;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Binding;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.message.PaletteWord;
import dev.cleat.tui.model.Deed;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Prompt;
import dev.cleat.tui.model.Prompt.Purpose;
import dev.cleat.tui.model.Scope;
import dev.cleat.tui.model.Screen;
import java.util.List;
import java.util.Optional;

/** What is typed after the colon: names of actions and screens, and a few words more. */
final class Palette {

    private Palette() {}

    static Model open(Model model) {
        return model.withPrompt(Optional.of(new Prompt(Purpose.COMMAND, "", "")));
    }

    /** A key while a command is typed; empty when it is typed text like any other. */
    static Optional<Update> key(Model model, Prompt prompt, Key key) {
        return switch (key.name()) {
            case "Tab" -> Optional.of(Update.of(completed(model, prompt, 1)));
            case "Shift-Tab" -> Optional.of(Update.of(completed(model, prompt, -1)));
            case "Up" -> Optional.of(Update.of(recalled(model, prompt, 1)));
            case "Down" -> Optional.of(Update.of(recalled(model, prompt, -1)));
            case "Enter" ->
                Optional.of(
                        run(model.withPrompt(Optional.empty()), prompt.text().strip()));
            default -> Optional.empty();
        };
    }

    /** The next of what the typed letters may become, round the end. */
    private static Model completed(Model model, Prompt prompt, int by) {
        List<String> candidates = PaletteWord.matching(
                        prompt.before(), model.screen().scope(), model.facts())
                .stream()
                .map(PaletteWord::word)
                .toList();
        if (candidates.isEmpty()) {
            return model;
        }
        int now = candidates.indexOf(prompt.text().strip());
        int next = now < 0 && by < 0 ? candidates.size() - 1 : Math.floorMod(now + by, candidates.size());
        long begun =
                candidates.stream().filter(c -> c.startsWith(prompt.before())).count();
        boolean takesOperand = begun == 1 && candidates.get(next).equals(PaletteWord.THEME);
        String text = candidates.get(next) + (takesOperand ? " " : "");
        String stem = takesOperand ? text : prompt.before();
        return model.withPrompt(Optional.of(new Prompt(Purpose.COMMAND, text, stem)));
    }

    /** An older command, or a newer one; below the newest what was being typed. */
    private static Model recalled(Model model, Prompt prompt, int by) {
        List<String> commands = model.recall().commands();
        int next = commands.indexOf(prompt.text()) + by;
        if (next >= commands.size()) {
            return model;
        }
        String text = next < 0 ? prompt.before() : commands.get(next);
        return model.withPrompt(Optional.of(new Prompt(Purpose.COMMAND, text, prompt.before())));
    }

    private static Update run(Model model, String text) {
        if (text.isEmpty()) {
            return Update.of(model);
        }
        String[] words = text.split("\\s+", 2);
        Optional<PaletteWord> word = PaletteWord.all(model.screen().scope(), model.facts()).stream()
                .filter(known -> known.isCalled(words[0]))
                .findFirst();
        if (word.isEmpty()) {
            return Update.of(unknown(model, words[0]));
        }
        Model recalled = model.withRecall(model.recall().typed(text));
        if (words[0].equals(PaletteWord.QUIT_NOW)) {
            return Update.of(recalled.ended(0));
        }
        if (words.length > 1 && !word.get().word().equals(PaletteWord.THEME)) {
            return Update.of(recalled.saying(":" + words[0] + " takes no operand", true));
        }
        return word.get()
                .binding()
                .map(binding -> act(recalled, words[0], binding))
                .orElseGet(() -> other(recalled, word.get().word(), words.length > 1 ? words[1] : ""));
    }

    private static Update act(Model model, String word, Binding binding) {
        return switch (word) {
            case PaletteWord.FREEZE -> Deeds.ask(model, Deed.FREEZE);
            case PaletteWord.THAW -> Deeds.ask(model, Deed.THAW);
            default -> KeyUpdate.act(model, binding);
        };
    }

    private static Update other(Model model, String word, String operand) {
        return switch (word) {
            case PaletteWord.QUIT -> KeyUpdate.quit(model);
            case PaletteWord.KEYS -> Update.of(model.opened(Screen.Help.ofEverything()));
            default ->
                operand.isEmpty()
                        ? Update.of(model.saying(
                                "themes: " + String.join(", ", model.facts().themes()), false))
                        : Update.of(model, new Effect.UseTheme(operand));
        };
    }

    private static Model unknown(Model model, String word) {
        Optional<Binding> elsewhere = Binding.all(model.facts()).stream()
                .filter(binding -> PaletteWord.of(binding).isCalled(word))
                .findFirst();
        if (elsewhere.isPresent() && model.facts().readOnly() && elsewhere.get().isChanging()) {
            return model.saying("read-only: " + word + " is switched off", true);
        }
        Scope scope = model.screen().scope();
        String why = elsewhere.isPresent()
                ? ":" + word + " does nothing on this screen"
                : "no action or screen is called \"" + word + "\""
                        + Nearest.hint(word, PaletteWord.names(scope, model.facts()));
        return model.saying(why, true);
    }
}
