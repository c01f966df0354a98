package dev.cleat.engine.terminal;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Buffer;

/**
 * Hears what passes between a session's terminal and its command: a log, a recorder. Called on the relay's thread, in
 * order, before the bytes go on; must not block.
 */
@FunctionalInterface
public interface Tap {

    /** The command wrote {@code length} bytes, in {@code bytes} from {@code offset} on; valid during the call only. */
    void output(Buffer bytes, int offset, int length);

    /** The operator typed these bytes and the command will get them. */
    default void input(byte[] bytes) {}

    /** The terminal's size changed. */
    default void resized(TerminalSize size) {}
}
