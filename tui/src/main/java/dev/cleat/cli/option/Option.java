package dev.cleat.cli.option;

import java.util.List;

/**
 * One option of a verb, as the parser, the help and the suggestions see it.
 *
 * @param names short ones first: {@code -t}, {@code --timeout}
 * @param arity whether it takes a value
 * @param label what help calls the value; empty without one
 * @param repeatable true when each further use adds a value; otherwise a second value is wrong usage
 * @param supported false for options of the contract that this version refuses
 * @param description one line for help
 */
public record Option(
        List<String> names, Arity arity, String label, boolean repeatable, boolean supported, String description) {

    public Option {
        names = List.copyOf(names);
    }

    /** Whether an option takes a value. */
    public enum Arity {
        NONE,
        REQUIRED,
        /** Only joined ({@code -eCAP}) or after an equals sign; a following word is never taken for it. */
        OPTIONAL_JOINED
    }

    /** An option without value; {@code names} as {@code -a/--all}. */
    public static Option flag(String names, String description) {
        return new Option(split(names), Arity.NONE, "", false, true, description);
    }

    /** An option with a value; {@code names} as {@code -t/--timeout}. */
    public static Option value(String names, String label, String description) {
        return new Option(split(names), Arity.REQUIRED, label, false, true, description);
    }

    /** An option whose value may be left out. */
    public static Option optionalValue(String names, String label, String description) {
        return new Option(split(names), Arity.OPTIONAL_JOINED, label, false, true, description);
    }

    /** The same option, usable more than once. */
    public Option repeated() {
        return new Option(names, arity, label, true, supported, description);
    }

    /** The same option, known and refused. */
    public Option later() {
        return new Option(names, arity, label, repeatable, false, description);
    }

    /** The name that messages use: the longest form. */
    public String longest() {
        return names.get(names.size() - 1);
    }

    private static List<String> split(String names) {
        return List.of(names.split("/"));
    }
}
