package dev.cleat.cli.option;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that may stand on the command line of one verb.
 *
 * @param name the verb
 * @param summary one line for the list of verbs
 * @param operands the words that are not options
 * @param takesCommand true when words after {@code --} are a command; otherwise they are operands
 * @param options in the order of the help
 * @param exclusive groups of options of which one may be given
 */
public record VerbSpec(
        String name,
        String summary,
        Operands operands,
        boolean takesCommand,
        List<Option> options,
        List<List<String>> exclusive) {

    private static final Option NAME = Option.value("-n/--name", "NAME", "the container, instead of the operand NAME");

    public VerbSpec {
        options = withName(operands, options);
        exclusive = List.copyOf(exclusive);
    }

    /**
     * The words that are not options.
     *
     * @param label as help shows them: {@code NAME [SIGNAL]}
     * @param least how many there must be
     * @param most how many there may be
     * @param named true when the first is a container's name, which {@code -n NAME} may give as well
     */
    public record Operands(String label, int least, int most, boolean named) {

        /** No operand. */
        public static final Operands NONE = new Operands("", 0, 0, false);

        /** Exactly one container. */
        public static final Operands NAME = new Operands("NAME", 1, 1, true);

        /** One container or more. */
        public static final Operands NAMES = new Operands("NAME...", 1, Integer.MAX_VALUE, true);
    }

    private static List<Option> withName(Operands operands, List<Option> options) {
        if (!operands.named()) {
            return List.copyOf(options);
        }
        List<Option> all = new ArrayList<>(options);
        all.add(NAME);
        return List.copyOf(all);
    }
}
