package dev.cleat.engine.api;

import java.util.regex.Pattern;

/**
 * Another host, as ssh(1) reaches it.
 *
 * @param name what it is called here; in lists of several hosts it stands before the names of its containers
 * @param destination what ssh gets: a host of ssh_config(5) or {@code [USER@]HOST}
 * @param program Cleat there: an absolute path, or a name that is in the PATH there
 */
public record HostAddress(String name, String destination, String program) {

    /** What this host is called among several. */
    public static final String HERE = "localhost";

    /** Cleat where nothing else is said. */
    public static final String PROGRAM = "cleat";

    // Begins with a letter or digit: never an option of ssh's, and nothing in it means anything to a shell.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern DESTINATION =
            Pattern.compile("(?:[A-Za-z0-9_][A-Za-z0-9._+-]{0,63}@)?[A-Za-z0-9_\\[:][A-Za-z0-9._:%\\[\\]-]{0,253}");
    private static final Pattern PROGRAM_WORD = Pattern.compile("[^\\p{Cntrl}-][^\\p{Cntrl}]{0,1023}");

    public HostAddress {
        if (!isName(name) || !isDestination(destination) || !isProgram(program)) {
            throw new IllegalArgumentException("no address of a host: " + name + ", " + destination + ", " + program);
        }
    }

    /** True for what a host can be called. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches() && !text.equals(HERE);
    }

    /** True for what ssh can be given; what begins with a hyphen would be an option. */
    public static boolean isDestination(String text) {
        return DESTINATION.matcher(text).matches();
    }

    /** True for what can be the program there. */
    public static boolean isProgram(String text) {
        return PROGRAM_WORD.matcher(text).matches();
    }
}
