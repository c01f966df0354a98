package dev.cleat.tui.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What was done before, to be done again.
 *
 * @param commands typed after the colon, the latest first, each once
 * @param lastView the screens left last, home first; empty before any was left
 */
public record Recall(List<String> commands, List<Screen> lastView) {

    /** Commands kept. */
    public static final int LIMIT = 50;

    public static final Recall NOTHING = new Recall(List.of(), List.of());

    public Recall {
        commands = List.copyOf(commands.subList(0, Math.min(LIMIT, commands.size())));
        lastView = List.copyOf(lastView);
    }

    public Recall typed(String command) {
        List<String> next = new ArrayList<>(commands);
        next.remove(command);
        next.add(0, command);
        return new Recall(next, lastView);
    }

    public Recall left(List<Screen> screens) {
        return new Recall(commands, screens);
    }
}
