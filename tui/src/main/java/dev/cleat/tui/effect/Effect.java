package dev.cleat.tui.effect;

import dev.cleat.engine.api.StartRequest;
import dev.cleat.tui.model.HostList;
import dev.cleat.tui.model.LogText;
import java.nio.file.Path;

/** Something to be done outside the model. */
public sealed interface Effect {

    /** Done on the UI thread, because it is about the screen itself. */
    sealed interface OnScreen extends Effect {}

    /** Reads: one at a time, in order. */
    sealed interface Reading extends Effect {}

    /** Changes something on the host; may take long, several at once. */
    sealed interface Changing extends Effect {}

    record ListContainers() implements Reading {}

    record ListDefinitions() implements Reading {}

    record ReadDetail(String container) implements Reading {}

    /** What a screen of the whole host lists. */
    record ReadHost(HostList list) implements Reading {}

    record ReadFile(Path file) implements Reading {}

    /** The end of the container console's log, unless it is still {@code known}. */
    record ReadLog(String container, LogText known) implements Reading {}

    record Start(String container, StartRequest request) implements Changing {}

    /** {@code kill}: at once, without asking init first. */
    record Stop(String container, boolean kill) implements Changing {}

    /** Stops it and starts it again. */
    record Restart(String container) implements Changing {}

    /** Freezes every process; {@code thaw}: lets them go on. */
    record Pause(String container, boolean thaw) implements Changing {}

    /** Fills the buffer of the tmux around the console, which gives it to the terminal's clipboard. */
    record FillTmuxBuffer(String text) implements Changing {}

    /** Hands the terminal over until the command in the container ends or is detached from. */
    record Attach(String container) implements OnScreen {}

    /** Gives a text to the operator's clipboard. */
    record Copy(String text) implements OnScreen {}

    /** Shows everything in the look of that name. */
    record UseTheme(String name) implements OnScreen {}

    /** Stops this process as the shell's Ctrl-Z does. */
    record Suspend() implements OnScreen {}

    /** Paints every cell again. */
    record Redraw() implements OnScreen {}
}
