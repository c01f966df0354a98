package dev.cleat.tui.render;

import dev.cleat.tui.message.PaletteWord;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Prompt;
import dev.cleat.tui.model.Role;
import java.util.ArrayList;
import java.util.List;

/** Above the command being typed: what it may become, the next keys for it, and what it does. */
final class PalettePanel {

    private static final int MOST = 10;
    private static final int WORD = 18;
    private static final int KEY = 8;

    private PalettePanel() {}

    /** As many lines as it needs, each as wide as the screen; the last stands right above the prompt. */
    static List<Line> lines(Model model, Prompt prompt) {
        List<PaletteWord> words =
                PaletteWord.matching(prompt.before(), model.screen().scope(), model.facts());
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        int columns = model.size().columns();
        int room = Math.max(1, Math.min(MOST, model.layout().body() - 2));
        int chosen = indexOf(words, prompt.text().strip());
        int from = Math.max(0, Math.min(words.size() - room, chosen - room + 1));
        List<Line> lines = new ArrayList<>();
        int shown = Math.min(words.size(), from + room);
        String count = words.isEmpty()
                ? " nothing begins like this "
                : " " + words.size() + (words.size() == 1 ? " word " : " words ");
        String left = glyphs.horizontal(2);
        lines.add(Line.of(
                Span.of(left, Role.BORDER),
                Span.of(count, Role.DIM),
                Span.of(glyphs.horizontal(columns - 2 - TextWidth.of(count)), Role.BORDER)));
        for (int i = from; i < shown; i++) {
            lines.add(line(words.get(i), model, columns).selected(i == chosen));
        }
        return lines;
    }

    private static int indexOf(List<PaletteWord> words, String text) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).word().equals(text)) {
                return i;
            }
        }
        return -1;
    }

    private static Line line(PaletteWord word, Model model, int columns) {
        String aliases = word.aliases().isEmpty() ? "" : " " + String.join(" ", word.aliases());
        String key = word.binding()
                .filter(binding -> !binding.keys(model.facts().keys()).isEmpty())
                .map(binding -> HelpPage.key(binding, model))
                .orElse("");
        String blanks = " ".repeat(Math.max(1, WORD - TextWidth.of(word.word()) - TextWidth.of(aliases)));
        String after = " ".repeat(Math.max(1, KEY - TextWidth.of(key)));
        return Line.of(
                        Span.plain("  "),
                        Span.of(word.word(), Role.TITLE),
                        Span.of(aliases + blanks, Role.DIM),
                        Span.of(key + after, Role.HINT_KEY),
                        Span.plain(word.help()))
                .shortened(columns, Role.BODY, Glyphs.of(model.facts().ascii()).ellipsis());
    }
}
