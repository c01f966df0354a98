package dev.cleat.tui;

import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.PaneViewer;
import dev.cleat.engine.api.ScreenImage;
import dev.cleat.engine.api.ScreenImage.Line;
import dev.cleat.engine.api.ScreenImage.Run;
import dev.cleat.engine.api.ScreenImage.Style;
import dev.cleat.engine.api.SessionPane;
import dev.cleat.engine.api.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A session whose screen is what a test says. What was done with it is in {@link #calls}. */
public class FakePane implements SessionPane {

    private static final Style GREEN = new Style(2, -1, true, false, false, false, false, false);
    private static final Style EXACT = new Style(Style.RGB | 0xff8800, 4, false, false, true, true, false, false);

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<Line> lines;
    private final boolean cursorKeys;
    private volatile String id = "";
    private volatile PaneViewer viewer = () -> {};
    private volatile Optional<CommandOutcome> end = Optional.empty();

    public FakePane(boolean cursorKeys, String... rows) {
        this.cursorKeys = cursorKeys;
        List<Line> all = new ArrayList<>();
        all.add(new Line(List.of(new Run("ada@web", GREEN), new Run(":", Style.PLAIN), new Run("~", EXACT))));
        for (String row : rows) {
            all.add(new Line(List.of(new Run(row, Style.PLAIN))));
        }
        lines = List.copyOf(all);
    }

    FakePane opened(String session, PaneViewer listener) {
        id = session;
        viewer = listener;
        return this;
    }

    public List<String> calls() {
        return List.copyOf(calls);
    }

    public void endWith(CommandOutcome outcome) {
        end = Optional.of(outcome);
        viewer.changed();
    }

    @Override
    public String session() {
        return id;
    }

    @Override
    public ScreenImage image() {
        return new ScreenImage(80, lines, lines.size() - 1, 3, true);
    }

    @Override
    public List<String> scrolled() {
        return List.of("oldest", "older", "old");
    }

    @Override
    public boolean cursorKeys() {
        return cursorKeys;
    }

    @Override
    public boolean bracketedPaste() {
        return false;
    }

    @Override
    public void type(byte[] keys) {
        calls.add(new String(keys, StandardCharsets.UTF_8));
    }

    @Override
    public void resize(TerminalSize size) {
        calls.add(size.rows() + "x" + size.columns());
    }

    @Override
    public Optional<CommandOutcome> end() {
        return end;
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }

    @Override
    public void close() {
        calls.add("left");
        end = Optional.of(new CommandOutcome.Detached(Optional.of(id)));
    }
}
