package dev.cleat.cli.option;

import java.util.Optional;

/** The command line is wrong; nothing was changed. Exit status 64. */
public final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String hint;

    /** Wrong use of {@code verb}; empty: of cleat itself. */
    public UsageException(String verb, String message) {
        this(verb, message, verb.isEmpty() ? "see 'cleat help'" : "see 'cleat help " + verb + "'");
    }

    private UsageException(String verb, String message, String hintOrNull) {
        super(verb.isEmpty() ? message : verb + ": " + message);
        this.hint = hintOrNull;
    }

    /** Something of the contract that this version does not have: {@code what} is a verb, or a verb and its option. */
    public static UsageException notYet(String verb, String what) {
        return new UsageException(verb, what + ": not supported by this version of Cleat yet", null);
    }

    /** Where to read how it is done; nothing when no manual tells it. */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
