package dev.cleat.tui.model;

import dev.cleat.engine.api.ShellWords;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A command of the operator's own. No shell is between its words and the program.
 *
 * @param name after the colon and in the help
 * @param key how its key is called; empty: it is left to the palette and the menu
 * @param description one clause
 * @param command the program, which has no places, and its arguments; never empty
 * @param inputs what is asked for first, in this order
 * @param confirm the sentence that is agreed to first; an empty one: one that tells what is run
 * @param scopes where it is offered
 * @param terminal it has the operator's terminal until it ends; false: it has none, and what it prints is shown
 * @param changes read-only mode refuses it
 * @param anyHost it is offered for containers of other hosts, too; it runs here in any case
 */
public record CustomCommand(
        String name,
        Optional<String> key,
        String description,
        List<Template> command,
        List<Input> inputs,
        Optional<String> confirm,
        Set<Scope> scopes,
        boolean terminal,
        boolean changes,
        boolean anyHost) {

    private static final String NOTHING_MORE_IS_AN_OPTION = "--";

    /**
     * Something that is asked for.
     *
     * @param place the word in braces that it fills
     * @param usual what is there already
     * @param pattern a regular expression that all of it matches
     */
    public record Input(String place, String prompt, String usual, String pattern) {

        public boolean accepts(String text) {
            return text.matches(pattern);
        }
    }

    public CustomCommand {
        command = List.copyOf(command);
        inputs = List.copyOf(inputs);
        scopes = Set.copyOf(scopes);
    }

    /** The words in braces. */
    public Set<String> places() {
        return command.stream()
                .flatMap(argument -> argument.places().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** True when it is about a container, and so run once for each. */
    public boolean isAboutContainer() {
        return places().stream().anyMatch(place -> Place.of(place).isPresent());
    }

    /** As it was written, for people. */
    public String text() {
        return command.stream().map(argument -> quoted(argument.toString())).collect(Collectors.joining(" "));
    }

    /** Places need no quotes to be understood. */
    private static String quoted(String argument) {
        String bare = argument.replaceAll("[{}]", "");
        return bare.equals(ShellWords.line(List.of(bare))) ? argument : ShellWords.line(List.of(argument));
    }

    /**
     * Why it must not be run with these values, as a clause; empty when it may. What a container or its operator calls
     * itself never becomes an option: an argument that begins with it may begin with a hyphen only behind {@code --}.
     */
    public Optional<String> refusal(Map<String, String> values) {
        boolean options = true;
        for (Template argument : command) {
            Optional<String> missing = argument.places().stream()
                    .filter(place -> !values.containsKey(place))
                    .findFirst();
            if (missing.isPresent()) {
                return missing.map(place -> "there is no {" + place + "}");
            }
            String filled = argument.filled(values);
            if (filled.indexOf('\0') >= 0) {
                return Optional.of("no argument can hold a zero byte");
            }
            if (options && argument.beginsWithPlace() && filled.startsWith("-")) {
                return Optional.of("\"" + filled + "\" would be an option");
            }
            options = options && !filled.equals(NOTHING_MORE_IS_AN_OPTION);
        }
        return Optional.empty();
    }

    /** The program and its arguments; only for values without a {@link #refusal}. */
    public List<String> filled(Map<String, String> values) {
        return command.stream().map(argument -> argument.filled(values)).toList();
    }
}
