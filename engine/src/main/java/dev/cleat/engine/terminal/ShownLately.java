package dev.cleat.engine.terminal;

/** What a session has shown, as far back as it is remembered. */
public interface ShownLately extends Tap {

    /** Bytes since its beginning. */
    long total();

    /** The last of them, at most {@code most} and what is remembered. */
    byte[] last(long most);
}
