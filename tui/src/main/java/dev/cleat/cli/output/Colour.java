package dev.cleat.cli.output;

/** The colours of tables, as parameters of SGR (ECMA-48, 8.3.117); the terminal's own palette decides how they look. */
public enum Colour {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    CYAN("36");

    private final String parameters;

    Colour(String parameters) {
        this.parameters = parameters;
    }

    /** {@code text} between the sequences that switch the colour on and off. */
    String paint(String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + parameters + "m" + text + "\u001b[0m";
    }
}
