package dev.cleat.engine.screen;

import dev.cleat.engine.api.ScreenImage;
import dev.cleat.engine.api.ScreenImage.Line;
import dev.cleat.engine.api.ScreenImage.Run;
import dev.cleat.engine.api.ScreenImage.Style;
import dev.cleat.engine.api.TerminalColours;
import dev.cleat.engine.api.TerminalSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.terminal.Size;
import org.jline.utils.ScreenTerminal;

/**
 * JLine's emulator, kept in bounds: it gets what {@link EscapeFilter} lets through, its history is taken away before it
 * fills the memory, and what it stumbles over costs the screen and no more.
 */
final class EmulatedScreen implements VirtualScreen {

    /** A container chooses its size (TIOCSWINSZ); each cell of it costs 8 bytes several times. */
    private static final int MOST_ROWS = 500;

    private static final int MOST_COLUMNS = 1000;

    /** Lines that leave are fetched after so many line feeds at the latest. */
    private static final int MOST_SCROLLED = 200;

    private static final String FORGET_SCROLLED = "\u001b[3J";

    private final EscapeFilter filter = new EscapeFilter(this::feed, this::asked);
    private final Answers answers;
    private final List<long[]> scrolled = new ArrayList<>();
    private ScreenTerminal terminal;
    private TerminalSize size;
    private int lineFeeds;
    private boolean keepsScrolled;
    private Optional<Consumer<Wiped>> wiped = Optional.empty();
    private boolean isAlternate;

    EmulatedScreen(TerminalSize size, Supplier<Optional<TerminalColours>> colours) {
        this.answers = new Answers(colours);
        this.size = bounded(size);
        terminal = fresh();
    }

    private static TerminalSize bounded(TerminalSize size) {
        return new TerminalSize(bounded(size.rows(), MOST_ROWS), bounded(size.columns(), MOST_COLUMNS));
    }

    private static int bounded(int cells, int most) {
        return Math.max(ScreenTerminal.MIN_SIZE, Math.min(most, cells));
    }

    private ScreenTerminal fresh() {
        ScreenTerminal screen = new ScreenTerminal(size.columns(), size.rows());
        StringBuilder tabs = new StringBuilder("\u001b[3g"); // its own are one column early
        for (int column = 9; column <= size.columns(); column += 8) {
            tabs.append("\u001b[1;").append(column).append("H\u001bH");
        }
        screen.write(tabs.append("\u001b[H"));
        return screen;
    }

    @Override
    public void write(CharSequence text) {
        filter.write(text);
    }

    private void asked(String question) {
        answers.answer(question, filter::isSet, size, this::cursorReport);
    }

    /** The emulator's own CPR, {@code ESC [ row ; column R}. */
    private String cursorReport() {
        terminal.read();
        give("\u001b[6n");
        return terminal.read();
    }

    @Override
    public String takeAnswers() {
        return answers.take();
    }

    private void feed(String piece) {
        wiped.ifPresent(listener -> Wipe.of(piece, this::cursorIsHome).ifPresent(listener));
        isAlternate = Wipe.isAlternateAfter(piece, isAlternate);
        int start = 0;
        for (int i = 0; i < piece.length(); i++) {
            if (piece.charAt(i) == '\n' && ++lineFeeds >= MOST_SCROLLED) {
                give(piece.substring(start, i + 1));
                start = i + 1;
                fetchScrolled();
            }
        }
        give(piece.substring(start));
        if (terminal.getColumns() != size.columns() || terminal.getRows() != size.rows()) {
            terminal.setSize(Size.of(size.columns(), size.rows()));
        }
    }

    private boolean cursorIsHome() {
        int[] cursor = new int[2];
        cells(cursor);
        return cursor[0] == 0 && cursor[1] == 0;
    }

    @Override
    public void beforeWiped(Consumer<Wiped> listener) {
        wiped = Optional.of(listener);
    }

    @Override
    public boolean isAlternate() {
        return isAlternate;
    }

    private void give(String piece) {
        try {
            terminal.write(piece);
        } catch (RuntimeException e) { // an index out of its arrays; what comes later must be seen all the same
            terminal = fresh();
        }
    }

    private void fetchScrolled() {
        lineFeeds = 0;
        if (terminal.getHistorySize() == 0) {
            return;
        }
        if (keepsScrolled) {
            scrolled.addAll(terminal.getHistory());
        }
        terminal.write(FORGET_SCROLLED);
    }

    @Override
    public List<String> takeScrolled() {
        return take().stream().map(line -> Cells.text(line, 0, line.length)).toList();
    }

    @Override
    public List<Line> takeScrolledLines() {
        return take().stream().map(line -> line(line, 0, line.length)).toList();
    }

    private List<long[]> take() {
        keepsScrolled = true;
        fetchScrolled();
        List<long[]> lines = List.copyOf(scrolled);
        scrolled.clear();
        return lines;
    }

    @Override
    public void resize(TerminalSize wanted) {
        size = bounded(wanted);
        terminal.setSize(Size.of(size.columns(), size.rows()));
    }

    @Override
    public TerminalSize size() {
        return size;
    }

    private long[] cells(int[] cursor) {
        long[] cells = new long[size.rows() * size.columns()];
        terminal.dump(cells, cursor);
        return cells;
    }

    @Override
    public List<String> lines() {
        long[] cells = cells(new int[2]);
        List<String> lines = new ArrayList<>(size.rows());
        for (int row = 0; row < size.rows(); row++) {
            lines.add(Cells.text(cells, row * size.columns(), size.columns()));
        }
        return lines;
    }

    @Override
    public ScreenImage image() {
        int[] cursor = new int[2];
        long[] cells = cells(cursor);
        List<Line> lines = new ArrayList<>(size.rows());
        for (int row = 0; row < size.rows(); row++) {
            lines.add(line(cells, row * size.columns(), size.columns()));
        }
        return new ScreenImage(size.columns(), lines, cursor[1], cursor[0], filter.cursorVisible());
    }

    private static Line line(long[] cells, int start, int count) {
        List<Run> runs = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        Style style = Style.PLAIN;
        for (int i = start; i < start + count; i++) {
            if (Cells.continuesWide(cells, i, start)) {
                continue;
            }
            Style next = Cells.style(cells[i]);
            if (!next.equals(style) && !text.isEmpty()) {
                runs.add(new Run(text.toString(), style));
                text.setLength(0);
            }
            style = next;
            text.appendCodePoint(Cells.shown(cells[i]));
        }
        runs.add(new Run(text.toString(), style));
        return new Line(runs);
    }
}
