package dev.cleat.tui.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the console knows again when it is started the next time.
 *
 * @param commands typed after the colon, the latest first
 * @param mouse clicks are heard
 */
public record Remembered(
        Column sort,
        boolean inverted,
        boolean hideStopped,
        ColumnChoice columns,
        List<String> commands,
        boolean mouse,
        Choices choices) {

    public static final Remembered NOTHING =
            new Remembered(Column.NAME, false, false, ColumnChoice.USUAL, List.of(), false, Choices.NONE);

    public Remembered {
        commands = List.copyOf(commands);
    }

    /** What is to be remembered of {@code model}. */
    public static Remembered of(Model model) {
        ContainerTable table = model.table();
        Setup setup = model.facts().setup();
        return new Remembered(
                table.sort(),
                table.inverted(),
                table.hideStopped(),
                table.columns(),
                model.recall().commands(),
                setup.mouse(),
                setup.choices());
    }

    /** With commands that were typed before these. */
    public Remembered behind(List<String> older) {
        List<String> all = Stream.concat(commands.stream(), older.stream())
                .distinct()
                .limit(Recall.LIMIT)
                .toList();
        return new Remembered(sort, inverted, hideStopped, columns, all, mouse, choices);
    }

    /** {@code model}, as it was left; its {@link Setup} is what it begins with, and stays. */
    public Model in(Model model) {
        ContainerTable table = model.table()
                .sortedBy(sort, inverted)
                .withHideStopped(hideStopped)
                .withColumns(columns);
        return model.withTable(table).withRecall(new Recall(commands, List.of()));
    }
}
