package dev.cleat.engine.importing;

/** A line, or a part of it, has no equal in a definition; the message says why, without naming the line. */
final class NotCarried extends Exception {
    private static final long serialVersionUID = 1L;

    NotCarried(String why) {
        super(why, null, false, false);
    }
}
