package dev.cleat.tui.message;

import dev.cleat.tui.model.Facts;
import dev.cleat.tui.model.Scope;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that can be typed after the colon.
 *
 * @param word its whole name
 * @param aliases shorter names
 * @param help one clause
 * @param binding what it does; empty for the words that are no keys
 */
public record PaletteWord(String word, List<String> aliases, String help, Optional<Binding> binding) {

    public static final String QUIT = "quit";
    public static final String QUIT_NOW = "q!";
    public static final String THEME = "theme";
    public static final String KEYS = "keys";

    /** Each one half of {@link Action#PAUSE}: said in words, it never does the other half. */
    public static final String FREEZE = "freeze";

    public static final String THAW = "thaw";

    private static final Map<Action, List<String>> ALIASES = new EnumMap<>(Map.of(
            Action.GO_CONTAINERS, List.of("ct", "list"),
            Action.DETAIL_OF, List.of("info"),
            Action.PAUSE, List.of(FREEZE, THAW),
            Action.GO_NAMESPACES, List.of("ns"),
            Action.GO_CGROUPS, List.of("cg"),
            Action.GO_DEFINITIONS, List.of("def"),
            Action.LOG_OF, List.of("l", "logs"),
            Action.GO_SESSIONS, List.of("ses"),
            Action.GO_EVENTS, List.of("ev")));

    /** Every word that does something on a screen of {@code scope}; in read-only mode without what changes anything. */
    public static List<PaletteWord> all(Scope scope, Facts facts) {
        List<PaletteWord> words = new ArrayList<>();
        for (Binding binding : Binding.all(facts)) {
            boolean allowed = !(facts.readOnly() && binding.isChanging());
            if (binding.worksIn(scope) && allowed && binding != Action.PALETTE && binding != Action.CANCEL) {
                words.add(of(binding));
            }
        }
        words.add(new PaletteWord(
                QUIT, List.of("q", QUIT_NOW), "leave the console; containers run on", Optional.empty()));
        words.add(new PaletteWord(THEME, List.of(), "another look, by its name", Optional.empty()));
        words.add(new PaletteWord(KEYS, List.of(), "every action of every screen with its keys", Optional.empty()));
        return words;
    }

    /** The word for what a key does. */
    public static PaletteWord of(Binding binding) {
        List<String> aliases = binding instanceof Action ? ALIASES.getOrDefault(binding, List.of()) : List.of();
        return new PaletteWord(binding.id(), aliases, binding.help(), Optional.of(binding));
    }

    /**
     * What {@code typed} may become: words it begins, then words one of whose aliases it begins; after a word and a blank
     * the operands it takes.
     */
    public static List<PaletteWord> matching(String typed, Scope scope, Facts facts) {
        String text = typed.stripLeading();
        if (text.startsWith(THEME + " ")) {
            String name = text.substring(THEME.length()).strip();
            return facts.themes().stream()
                    .filter(theme -> theme.startsWith(name))
                    .map(theme -> new PaletteWord(THEME + " " + theme, List.of(), "", Optional.empty()))
                    .toList();
        }
        List<PaletteWord> all = all(scope, facts);
        Stream<PaletteWord> exact = all.stream().filter(word -> word.aliases().contains(text));
        Stream<PaletteWord> begun = all.stream().filter(word -> word.word().startsWith(text));
        Stream<PaletteWord> abbreviated =
                all.stream().filter(word -> word.aliases().stream().anyMatch(a -> a.startsWith(text)));
        return Stream.of(exact, begun, abbreviated).flatMap(s -> s).distinct().toList();
    }

    /** True for every word that means something on any screen. */
    public static boolean isTaken(String word) {
        return Action.named(word).isPresent()
                || ALIASES.values().stream().anyMatch(aliases -> aliases.contains(word))
                || List.of(QUIT, "q", THEME, KEYS).contains(word);
    }

    /** Every name that may be typed, for telling the nearest. */
    public static List<String> names(Scope scope, Facts facts) {
        return all(scope, facts).stream()
                .flatMap(word -> Stream.concat(Stream.of(word.word()), word.aliases().stream()))
                .toList();
    }

    /** True for its name and each of its aliases. */
    public boolean isCalled(String name) {
        return word.equals(name) || aliases.contains(name);
    }
}
