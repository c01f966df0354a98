package dev.cleat.engine.terminal;

/** What keys mean that are Cleat's and not the command's. */
enum PrefixCommand {
    /** The session is left. */
    LEAVE,
    /** The prefix key itself, for the command. */
    LITERAL,
    /** What was shown before. */
    LOOK_BACK,
    /** A mark in the recording. */
    MARK,
    /** Whether and where it is recorded. */
    RECORDING,
    /** These keys. */
    HELP
}
