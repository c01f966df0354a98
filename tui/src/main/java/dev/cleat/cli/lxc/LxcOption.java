package dev.cleat.cli.lxc;

/**
 * One option of a tool of LXC.
 *
 * @param letter its short form; 0: it has none
 * @param name its long form, without dashes
 * @param value what its value is called in the help; empty: it takes none
 * @param isOptional its value may be left away, and is only seen when it is attached (getopt(3), "two colons")
 */
record LxcOption(char letter, String name, String value, boolean isOptional, String meaning) {

    static LxcOption flag(char letter, String name, String meaning) {
        return new LxcOption(letter, name, "", false, meaning);
    }

    static LxcOption flag(String name, String meaning) {
        return new LxcOption((char) 0, name, "", false, meaning);
    }

    static LxcOption value(char letter, String name, String value, String meaning) {
        return new LxcOption(letter, name, value, false, meaning);
    }

    static LxcOption value(String name, String value, String meaning) {
        return new LxcOption((char) 0, name, value, false, meaning);
    }

    static LxcOption optionalValue(char letter, String name, String value, String meaning) {
        return new LxcOption(letter, name, value, true, meaning);
    }

    boolean takesValue() {
        return !value.isEmpty();
    }

    /** {@code   -n, --name=NAME}. */
    String shape() {
        String shortForm = letter == 0 ? "    " : "-" + letter + ", ";
        return "  " + shortForm + "--" + name + (!takesValue() ? "" : isOptional ? "[=" + value + "]" : "=" + value);
    }
}
