package dev.cleat.engine.terminal;

import dev.cleat.engine.api.ScreenImage.Line;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.screen.VirtualScreen;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** What a session has shown lately, through an emulator: lines that have left its screen, and the screen itself below them. */
final class PastLines {

    private static final int MOST = 5000;
    private static final int PIECE = 8192; // of so many characters at most the lines are held beside the others

    /** Before it: behind it, what has left the first screen cannot be had any more. */
    private static final Pattern OTHER_SCREEN = Pattern.compile("(?=\u001b\\[\\?(?:1049|1047|47)h)");

    private PastLines() {}

    /** Oldest first; each as wide as {@code size}. */
    static List<Line> of(ShownLately shown, TerminalSize size) {
        byte[] bytes = shown.last(Long.MAX_VALUE);
        String text = new String(new Repaint(shown.total() > bytes.length).of(bytes), StandardCharsets.UTF_8);
        VirtualScreen screen = VirtualScreen.of(size);
        screen.takeScrolledLines(); // from now on they are kept
        Deque<Line> lines = new ArrayDeque<>();
        for (String part : OTHER_SCREEN.split(text)) {
            for (int at = 0; at < part.length(); at += PIECE) {
                screen.write(part.substring(at, Math.min(part.length(), at + PIECE)));
                lines.addAll(screen.takeScrolledLines());
                forgetAllBut(MOST, lines);
            }
        }
        lines.addAll(screen.image().lines());
        while (!lines.isEmpty() && lines.peekLast().text().isEmpty()) {
            lines.removeLast();
        }
        return List.copyOf(lines);
    }

    private static void forgetAllBut(int most, Deque<Line> lines) {
        while (lines.size() > most) {
            lines.removeFirst();
        }
    }
}
