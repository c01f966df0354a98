package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.UsageException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The operand {@code REGEX}: found anywhere in the name, as lxc-ls does. */
final class RegexOperand {

    private RegexOperand() {}

    /** The compiled operand; nothing when there is none. */
    static Optional<Pattern> of(String verb, Arguments arguments) throws UsageException {
        Optional<String> regex = arguments.operand(0);
        if (regex.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile(regex.get()));
        } catch (PatternSyntaxException e) {
            throw new UsageException(verb, "wrong REGEX \"" + regex.get() + "\": " + e.getDescription());
        }
    }
}
