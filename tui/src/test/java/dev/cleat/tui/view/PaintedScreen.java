package dev.cleat.tui.view;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.screen.Screen.RefreshType;
import com.googlecode.lanterna.screen.TerminalScreen;
import com.googlecode.lanterna.terminal.virtual.DefaultVirtualTerminal;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.render.Frame;
import dev.cleat.tui.render.FrameRenderer;
import dev.cleat.tui.terminal.ConsoleTerminal;
import dev.cleat.tui.theme.ThemeException;
import dev.cleat.tui.theme.Themes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A screen as a terminal has it.
 *
 * @param text without the blanks at line ends
 * @param styles a letter for each cell, then what the letters mean
 */
record PaintedScreen(String text, String styles) {

    private static final String LETTERS = ".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final Pattern ROW_OF_LETTERS = Pattern.compile("^[.a-zA-Z]{20,}$", Pattern.MULTILINE);
    private static final Pattern SAME_LETTERS = Pattern.compile("(.)\\1*");

    static PaintedScreen of(Pilot pilot, String theme, boolean ascii) throws IOException, ThemeException {
        Frame frame = FrameRenderer.render(pilot.model());
        TerminalSize size = new TerminalSize(frame.columns(), frame.lines().size());
        TerminalScreen screen = new TerminalScreen(new DefaultVirtualTerminal(size));
        screen.startScreen();
        new FramePainter(new Themes(List.of(themes())).load(theme), ascii).paint(frame, screen);
        screen.refresh(RefreshType.COMPLETE);
        return new PaintedScreen(text(screen, size), styles(screen, size));
    }

    /** Both, as a file has them. */
    String whole() {
        return text + "--- styles\n" + styles;
    }

    /** The styles with {@code 12a} for twelve cells of style a. */
    String shortStyles() {
        return "--- styles\n"
                + ROW_OF_LETTERS
                        .matcher(styles)
                        .replaceAll(row -> SAME_LETTERS
                                .matcher(row.group())
                                .replaceAll(run -> run.group().length() + run.group(1) + " ")
                                .strip());
    }

    private static String text(TerminalScreen screen, TerminalSize size) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < size.getRows(); row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < size.getColumns(); column++) {
                TextCharacter cell = screen.getFrontCharacter(column, row);
                boolean second = cell.is(ConsoleTerminal.CONTINUATION)
                        || column > 0
                                && screen.getFrontCharacter(column - 1, row).isDoubleWidth();
                line.append(second ? "" : cell.getCharacterString());
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String styles(TerminalScreen screen, TerminalSize size) {
        Map<String, Character> letters = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < size.getRows(); row++) {
            for (int column = 0; column < size.getColumns(); column++) {
                TextCharacter cell = screen.getFrontCharacter(column, row);
                String style =
                        cell.getForegroundColor() + " on " + cell.getBackgroundColor() + " " + cell.getModifiers();
                text.append(letters.computeIfAbsent(style, s -> LETTERS.charAt(letters.size())));
            }
            text.append('\n');
        }
        letters.forEach((style, letter) ->
                text.append(letter).append(" = ").append(style).append('\n'));
        return text.toString();
    }

    private static Path themes() {
        Path beside = Path.of("..", "themes");
        return Files.isDirectory(beside) ? beside : Path.of("themes");
    }
}
