package dev.cleat.tui.message;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Scope;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be done to what is selected. */
public final class ActionMenu {

    /** About the list and not about what is selected in it, or the menu itself. */
    private static final Set<Action> NOT_ABOUT_A_ROW = EnumSet.of(
            Action.PANE_FOCUS,
            Action.MERGED_LOG,
            Action.FILTER,
            Action.SORT_LEFT,
            Action.SORT_RIGHT,
            Action.INVERT,
            Action.ORDER,
            Action.HIDE_STOPPED,
            Action.MOUSE,
            Action.COLUMNS,
            Action.WIDE,
            Action.FLAT,
            Action.MARK,
            Action.MARK_ALL,
            Action.UNMARK,
            Action.SEARCH,
            Action.NEXT_MATCH,
            Action.PREVIOUS_MATCH,
            Action.NEXT_TAB,
            Action.PREVIOUS_TAB,
            Action.CLOSE_HELP,
            Action.HELP_ON,
            Action.MENU);

    /** How a log is looked at. */
    private static final Set<Action> VIEW_OF_LOG = EnumSet.of(
            Action.FOLLOW,
            Action.LOG_FILTER,
            Action.WRAP,
            Action.TIMES,
            Action.LOG_MARK,
            Action.LOG_FULL,
            Action.LOG_LEFT,
            Action.LOG_RIGHT);

    private static final Set<Action> RANGES = EnumSet.range(Action.RANGE_ALL, Action.RANGE_1D);

    private static final Set<Action> WHERE_IT_RUNS = EnumSet.of(
            Action.ATTACH, Action.SHELL, Action.PANE, Action.STOP, Action.KILL, Action.RESTART, Action.PAUSE);

    private ActionMenu() {}

    /** What this screen has for what is selected; in read-only mode without what changes anything. */
    public static List<Binding> items(Model model) {
        Scope scope = model.screen().scope();
        return Binding.all(model.facts()).stream()
                .filter(binding -> binding.worksIn(scope)
                        && !(binding.isChanging() && model.facts().readOnly()))
                .filter(binding -> !(binding instanceof Action action) || isAboutSelected(action))
                .filter(binding -> makesSense(binding, model))
                .toList();
    }

    private static boolean isAboutSelected(Action action) {
        return !worksEverywhere(action)
                && !NOT_ABOUT_A_ROW.contains(action)
                && !goesElsewhere(action)
                && !VIEW_OF_LOG.contains(action)
                && !RANGES.contains(action);
    }

    /** What runs is not started, what does not run is neither attached to nor stopped. */
    public static boolean makesSense(Binding action, Model model) {
        if (action != Action.START && !WHERE_IT_RUNS.contains(action)) {
            return true;
        }
        if (model.subjects().size() > 1) {
            return action != Action.ATTACH && action != Action.SHELL && action != Action.PANE;
        }
        Optional<ContainerSummary> selected =
                model.subjects().stream().findFirst().flatMap(model.inventory()::find);
        if (selected.isEmpty() && model.isHome()) {
            return action == Action.START && !model.inventory().anythingRuns();
        }
        boolean runs = selected.filter(container -> container.state().isLive()).isPresent();
        return runs != (action == Action.START);
    }

    private static boolean goesElsewhere(Action action) {
        return action.name().startsWith("GO_");
    }

    private static boolean worksEverywhere(Action action) {
        return Arrays.stream(Scope.values())
                .filter(scope -> scope != Scope.HELP)
                .allMatch(action::worksIn);
    }
}
