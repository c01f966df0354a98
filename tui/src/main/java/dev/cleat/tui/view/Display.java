package dev.cleat.tui.view;

import com.googlecode.lanterna.screen.Screen.RefreshType;
import com.googlecode.lanterna.screen.TerminalScreen;
import dev.cleat.engine.api.TerminalColours;
import dev.cleat.tui.render.Frame;
import dev.cleat.tui.terminal.Clipboard;
import dev.cleat.tui.terminal.ConsoleTerminal;
import dev.cleat.tui.theme.Theme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The alternate screen of the operator's terminal: entered, painted, left. Used by the UI thread only. */
public final class Display implements AutoCloseable {

    private final ConsoleTerminal terminal;
    private final TerminalScreen screen;
    private FramePainter painter;
    private volatile Optional<TerminalColours> colours;
    private volatile boolean shown;
    private boolean whole;
    private boolean mouse;

    public Display(ConsoleTerminal terminal, Theme theme, boolean ascii) {
        this.terminal = terminal;
        this.painter = new FramePainter(theme, ascii);
        this.colours = colours(theme);
        try {
            this.screen = new TerminalScreen(terminal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Enters the alternate screen. */
    public void enter() {
        try {
            shown = true;
            whole = true;
            screen.startScreen();
            screen.setCursorPosition(null);
            if (mouse) {
                terminal.mouse(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves the alternate screen; the terminal is as before but for its title. Keys that wait are not touched. */
    public void leave() {
        try {
            if (mouse) {
                terminal.mouse(false);
            }
            screen.stopScreen(false);
            terminal.flush();
            shown = false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows {@code frame}; true when anything had to be written. */
    public boolean draw(Frame frame) {
        try {
            terminal.getTerminalSize(); // tells the screen of a change
            if (screen.doResizeIfNecessary() != null) {
                painter.forget();
                whole = true;
            }
            if (!painter.paint(frame, screen) && !whole) {
                return false;
            }
            screen.refresh(whole ? RefreshType.COMPLETE : RefreshType.DELTA);
            whole = false;
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame is written cell by cell, whatever the terminal shows now. */
    public void repaint() {
        whole = true;
    }

    /** Shows everything in another look from the next frame on. */
    public void look(Theme theme, boolean ascii) {
        painter = new FramePainter(theme, ascii);
        colours = colours(theme);
        whole = true;
    }

    private Optional<TerminalColours> colours(Theme theme) {
        return terminal.hasColours() ? theme.colours() : Optional.empty();
    }

    /** What is shown where no colour was chosen, as far as that is known. Any thread may ask. */
    public Optional<TerminalColours> colours() {
        return colours;
    }

    /** Undoes what a program in a container did to the terminal. To be called between {@link #leave} and {@link #enter}. */
    public void repair() {
        terminal.repair();
    }

    /** Writes a line on the normal screen. */
    public void print(String line) {
        terminal.print(line + "\r\n");
    }

    /** Whether the mouse tells of clicks and of its wheel from the next {@link #enter} on. */
    public void mouse(boolean on) {
        mouse = on;
    }

    /** Whether the mouse tells of clicks and of its wheel, changed; true when it does now. */
    public boolean toggleMouse() {
        mouse = !mouse;
        terminal.mouse(mouse);
        return mouse;
    }

    /** Asks the terminal to put {@code text} into its clipboard. */
    public void copy(String text, Clipboard clipboard) {
        terminal.print(clipboard.sequence(text));
    }

    /** The window's title. */
    public void title(String title) {
        terminal.setTitle(title);
        terminal.flush();
    }

    /** The window has the title again that it had before the first {@link #enter}; the next one keeps it anew. */
    public void giveTitleBack() {
        terminal.giveTitleBack();
    }

    /** Leaves the alternate screen if it is shown, and gives the title back; safe to call twice, and when the JVM ends. */
    @Override
    public void close() {
        if (shown) {
            leave();
        }
        giveTitleBack();
    }
}
