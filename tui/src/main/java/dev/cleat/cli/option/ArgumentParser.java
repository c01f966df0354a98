package dev.cleat.cli.option;

import dev.cleat.cli.option.Arguments.Given;
import dev.cleat.cli.option.Option.Arity;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorts the words of a command line by a table of options.
 *
 * <p>Options stand before or after operands. {@code --} ends ours, and so does the first bare word where only a command
 * may stand. {@code --name=value} and {@code --name value} mean the same, short options without value may be joined ({@code -1a}), and a value may follow its letter directly
 * ({@code -t5}). A word that looks like an option of the table is never taken for a value.
 *
 * <p>Loops instead of streams on the way of a correct command line: the first lambda of a JVM costs milliseconds.
 */
public final class ArgumentParser {

    private final String verb;
    private final List<Option> options;
    private final List<Given> given = new ArrayList<>();
    private final List<String> operands = new ArrayList<>();
    private final List<String> command = new ArrayList<>();

    private ArgumentParser(String verb, List<Option> options) {
        this.verb = verb;
        this.options = options;
    }

    /**
     * What stands in front of the verb.
     *
     * @param globals the options given there
     * @param length how many words they take
     */
    public record Prefix(Arguments globals, int length) {}

    /**
     * Reads the options in front of the verb.
     *
     * <p><b>Errors.</b> {@link UsageException} for the first wrong word.
     */
    public static Prefix parseGlobals(List<Option> globals, List<String> words) throws UsageException {
        ArgumentParser parser = new ArgumentParser("", globals);
        int at = 0;
        while (at < words.size() && isOption(words.get(at)) && !words.get(at).equals("--")) {
            at = parser.readOption(words, at);
        }
        return new Prefix(parser.arguments(), at);
    }

    /**
     * Reads everything after the verb.
     *
     * @param before options given in front of the verb; they count as given here
     *     <p><b>Errors.</b> {@link UsageException} for the first wrong word.
     */
    public static Arguments parse(VerbSpec spec, List<Option> globals, Arguments before, List<String> words)
            throws UsageException {
        List<Option> options = new ArrayList<>(spec.options());
        options.addAll(globals);
        ArgumentParser parser = new ArgumentParser(spec.name(), options);
        parser.given.addAll(before.given());
        parser.readAll(spec, words);
        if (!parser.arguments().has("--help")) {
            parser.check(spec);
        }
        return parser.arguments();
    }

    private void readAll(VerbSpec spec, List<String> words) throws UsageException {
        int at = 0;
        while (at < words.size()) {
            String word = words.get(at);
            if (word.equals("--")) {
                (spec.takesCommand() ? command : operands).addAll(words.subList(at + 1, words.size()));
                return;
            }
            if (isOption(word)) {
                at = readOption(words, at);
                continue;
            }
            if (spec.takesCommand() && spec.operands().most() == 0) {
                command.addAll(words.subList(at, words.size()));
                return;
            }
            operands.add(word);
            at++;
        }
    }

    /** Reads the option at {@code at} and says where the next word is. */
    private int readOption(List<String> words, int at) throws UsageException {
        return words.get(at).startsWith("--") ? readLong(words, at) : readShort(words, at);
    }

    private int readLong(List<String> words, int at) throws UsageException {
        String word = words.get(at);
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Option option = find(name, name);
        if (equals >= 0) {
            add(option, name, word.substring(equals + 1), option.arity() != Arity.NONE);
            return at + 1;
        }
        if (option.arity() == Arity.REQUIRED) {
            add(option, name, following(words, at, name), true);
            return at + 2;
        }
        add(option, name, "", true);
        return at + 1;
    }

    private int readShort(List<String> words, int at) throws UsageException {
        String word = words.get(at);
        for (int letter = 1; letter < word.length(); letter++) {
            String name = "-" + word.charAt(letter);
            Option option = find(name, word);
            String rest = word.substring(letter + 1);
            if (option.arity() == Arity.NONE) {
                add(option, name, "", !rest.startsWith("="));
            } else if (!rest.isEmpty() || option.arity() == Arity.OPTIONAL_JOINED) {
                add(option, name, rest.startsWith("=") ? rest.substring(1) : rest, true);
                return at + 1;
            } else {
                add(option, name, following(words, at, name), true);
                return at + 2;
            }
        }
        return at + 1;
    }

    private Option find(String name, String word) throws UsageException {
        Option option = lookUp(name);
        if (option != null) {
            return option;
        }
        List<String> known = new ArrayList<>();
        options.stream().filter(Option::supported).forEach(supported -> known.addAll(supported.names()));
        boolean oneDash = !name.startsWith("--") && word.length() > 2;
        String hint = Nearest.hint(oneDash ? "-" + word : name, known);
        throw wrong("unknown option " + (oneDash ? name + " in " + word : name) + hint);
    }

    /** The option of that name, or null. */
    private Option lookUp(String name) {
        for (Option option : options) {
            if (option.names().contains(name)) {
                return option;
            }
        }
        return null;
    }

    private String following(List<String> words, int at, String name) throws UsageException {
        String next = at + 1 < words.size() ? words.get(at + 1) : "--";
        if (next.equals("--")) {
            throw wrong(name + " needs a value");
        }
        if (lookUp(next) != null) {
            throw wrong(name + " needs a value; " + next + " is an option (if it is meant as the value, join them: "
                    + name + (name.startsWith("--") ? "=" : "") + next + ")");
        }
        return next;
    }

    private void add(Option option, String name, String value, boolean mayHaveValue) throws UsageException {
        if (!option.supported()) {
            throw UsageException.notYet(verb, name);
        }
        if (!mayHaveValue) {
            throw wrong(name + " takes no value");
        }
        if (option.arity() != Arity.NONE && !option.repeatable() && arguments().has(option.longest())) {
            throw wrong(name + " is given twice");
        }
        given.add(new Given(option, value));
    }

    private void check(VerbSpec spec) throws UsageException {
        if (spec.operands().named()) {
            operands.addAll(0, arguments().values("--name"));
        }
        if (operands.size() < spec.operands().least()) {
            throw wrong(spec.operands().label() + " is missing");
        }
        if (operands.size() > spec.operands().most()) {
            String extra = operands.get(spec.operands().most());
            throw wrong("unexpected \"" + extra + "\"" + (spec.takesCommand() ? "; a command stands after --" : ""));
        }
        if (operands.contains("")) {
            throw wrong(spec.operands().label() + " is empty");
        }
        for (List<String> group : spec.exclusive()) {
            checkExclusive(group);
        }
    }

    private void checkExclusive(List<String> group) throws UsageException {
        String first = "";
        for (String name : group) {
            if (arguments().has(name) && !first.isEmpty()) {
                throw wrong(first + " and " + name + " exclude each other");
            }
            first = arguments().has(name) ? name : first;
        }
    }

    private Arguments arguments() {
        return new Arguments(given, operands, command);
    }

    private UsageException wrong(String message) {
        return new UsageException(verb, message);
    }

    private static boolean isOption(String word) {
        return word.length() > 1 && word.charAt(0) == '-';
    }
}
