package dev.cleat.remote;

/** What two Cleats agree on that talk to each other over ssh. */
public final class Protocol {

    /** Of what is said over a connection; told in the greeting. */
    public static final int VERSION = 1;

    /** The verb that greets, and answers questions until there are no more. */
    public static final String ANSWER_VERB = "internal-serve";

    /** The verb that prints a piece of a log. */
    public static final String LOG_VERB = "internal-log";

    /** Words of one question. */
    public static final int MOST_WORDS = 4096;

    private Protocol() {}
}
