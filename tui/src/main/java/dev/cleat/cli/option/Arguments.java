package dev.cleat.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words of one command line, sorted by the table of its verb. */
public final class Arguments {

    private final List<Given> given;
    private final List<String> operands;
    private final List<String> command;

    Arguments(List<Given> given, List<String> operands, List<String> command) {
        this.given = List.copyOf(given);
        this.operands = List.copyOf(operands);
        this.command = List.copyOf(command);
    }

    /** One use of an option; {@code value} is empty text when it has none. */
    record Given(Option option, String value) {}

    /** True when the option was given; any of its names will do. */
    public boolean has(String name) {
        for (Given use : given) {
            if (use.option().names().contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** The option's value: empty text when it was given without one, nothing when it was not given. */
    public Optional<String> value(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    /** The values of a repeatable option, in order. */
    public List<String> values(String name) {
        List<String> values = new ArrayList<>();
        for (Given use : given) {
            if (use.option().names().contains(name)) {
                values.add(use.value());
            }
        }
        return values;
    }

    /** The words that are not options, a name given with {@code -n} first. */
    public List<String> operands() {
        return operands;
    }

    /** The operand at {@code index}, if there are so many. */
    public Optional<String> operand(int index) {
        return index < operands.size() ? Optional.of(operands.get(index)) : Optional.empty();
    }

    /** The words after {@code --}, untouched. */
    public List<String> command() {
        return command;
    }

    List<Given> given() {
        return given;
    }
}
