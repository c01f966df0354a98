package dev.cleat.remote;

/** What two Cleats agree on that talk to each other over ssh. */
public final class Protocol {

    /** Of what is said over a connection; told in the greeting. */
    public static final int VERSION = 1;

    /**
     * How much is answered of one {@link #VERSION}; told in the greeting, 1 where nothing is told. 2: also {@link #EXTRAS},
     * {@link #ADDRESSES} and {@link #RECORDINGS}, and pieces of recordings.
     */
    public static final int LEVEL = 2;

    /** The verb that greets, and answers questions until there are no more. */
    public static final String ANSWER_VERB = "internal-serve";

    /** The verb that prints a piece of a log, or of a recording. */
    public static final String LOG_VERB = "internal-log";

    /** The verb that prints what {@link dev.cleat.engine.api.Insight} tells, about the subject that is its second word. */
    public static final String LOOK_VERB = "internal-look";

    /** First words of {@link #LOOK_VERB}. */
    public static final String MOUNTS = "mounts";

    public static final String CGROUP_OF = "cgroup-of";
    public static final String CGROUP = "cgroup";
    public static final String DRIFT = "drift";

    /** Its subject is {@code TYPE:INODE}. */
    public static final String MEMBERS = "members";

    /** Its subject is {@link dev.cleat.engine.api.Extra.Part}s, with commas between them. */
    public static final String EXTRAS = "extras";

    public static final String ADDRESSES = "addresses";

    /** Its subject is how many at most: the latest. */
    public static final String RECORDINGS = "recordings";

    /** Option of {@link #LOG_VERB}: what is named is a recording. */
    public static final String OF_RECORDING = "--recording";

    /** Words of one question. */
    public static final int MOST_WORDS = 4096;

    private Protocol() {}
}
