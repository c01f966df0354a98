package dev.cleat.engine.screen;

import dev.cleat.engine.api.ScreenImage;
import dev.cleat.engine.api.ScreenImage.Line;
import dev.cleat.engine.api.TerminalColours;
import dev.cleat.engine.api.TerminalSize;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A terminal's screen that is told what a program printed. Belongs to one thread. */
public interface VirtualScreen {

    /** An empty one; sizes are brought into what can be had, 2 to 500 rows of 2 to 1000 columns. */
    static VirtualScreen of(TerminalSize size) {
        return of(size, Optional::empty);
    }

    /** One that answers what it shows where a program has chosen no colour, as far as {@code colours} knows it. */
    static VirtualScreen of(TerminalSize size, Supplier<Optional<TerminalColours>> colours) {
        return new EmulatedScreen(size, colours);
    }

    /** The program printed this; a sequence may go on in the next call. */
    void write(CharSequence text);

    /** The window has another size. */
    void resize(TerminalSize size);

    /** As it is, whatever was wanted. */
    TerminalSize size();

    /** What is to be seen now. */
    ScreenImage image();

    /** The lines as text, from the top, without spaces at their ends: cheaper than an image. */
    List<String> lines();

    /** Lines that have left at the top since the last call, oldest first, without spaces at their ends. */
    List<String> takeScrolled();

    /** The same with their looks. */
    List<Line> takeScrolledLines();

    /** What is about to go from the screen at once. */
    enum Wiped {
        /** What is shown (ED 2; ED 0 in the top left corner). */
        SHOWN,
        /** The alternate screen is entered or left, or lines that have scrolled away are forgotten (ED 3): the main screen stays. */
        NOT_MAIN,
        /** All that the terminal has (RIS). */
        ALL
    }

    /** From now on {@code listener} is called just before. */
    void beforeWiped(Consumer<Wiped> listener);

    /** Whether the alternate screen is shown, that of programs that fill it. */
    boolean isAlternate();

    /**
     * What a terminal would have sent to the program that asked it (DA, DSR, DECRQM) since the last call, ASCII; of very many
     * questions the first are answered. Whoever only looks on or replays leaves it.
     */
    String takeAnswers();
}
