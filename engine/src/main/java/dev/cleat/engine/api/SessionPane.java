package dev.cleat.engine.api;

import java.util.List;
import java.util.Optional;

/**
 * A session that is shown in a part of a screen: cells out, keys in. What it prints is obeyed by an emulated terminal only. Any
 * thread may use it; nothing here blocks.
 */
public interface SessionPane extends AutoCloseable {

    /** Its id; empty where only another host knows it. */
    String session();

    /** What is to be seen now. */
    ScreenImage image();

    /** What has left the screen at the top, oldest first, the last 2000 lines. */
    List<String> scrolled();

    /** True when its program wants cursor keys as {@code ESC O A} (DECCKM). */
    boolean cursorKeys();

    /** True when its program wants pasted text between marks. */
    boolean bracketedPaste();

    /** Types these bytes; of one that is only watched they go nowhere. */
    void type(byte[] keys);

    /** Gives its terminal another size. */
    void resize(TerminalSize size);

    /** How it came to its end; empty as long as it goes on. */
    Optional<CommandOutcome> end();

    /** Why it could not go on; empty when it could. */
    Optional<String> problem();

    /** Leaves it, if it goes on: it can be come back to. */
    @Override
    void close();
}
