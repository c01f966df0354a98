package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.TerminalSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Everything the console knows at one moment.
 *
 * @param now the clock as of the last tick
 * @param screens the way back: home first, the shown one last; never empty
 * @param alerts bad news that waits until nobody types any more, the oldest first
 * @param reading true from asking for the list until it came, so that slow hosts are not asked twice
 * @param again it is to be asked for once more when it came: something has changed since it was asked for
 * @param dialogScroll lines of the dialog's text that are scrolled out at the top; too many show the end
 * @param recall what can be done again
 * @param panes sessions beside the screens; {@code size} is what they leave
 * @param works what is under way
 * @param end the exit status, once the console is to end
 */
public record Model(
        Facts facts,
        TerminalSize size,
        Instant now,
        Inventory inventory,
        ContainerTable table,
        List<Screen> screens,
        Optional<Dialog> dialog,
        List<Dialog> alerts,
        int dialogScroll,
        Optional<Prompt> prompt,
        Optional<Notice> notice,
        boolean reading,
        boolean again,
        Recall recall,
        Panes panes,
        Works works,
        Optional<Integer> end) {

    /** Bad news that waits; of more only what was said and noted is left. */
    private static final int MOST_ALERTS = 20;

    public Model {
        screens = List.copyOf(screens);
        alerts = List.copyOf(alerts);
    }

    /** Before anything was read. */
    public static Model start(Facts facts, TerminalSize size, Instant now) {
        return new Model(
                facts,
                size,
                now,
                Inventory.EMPTY,
                ContainerTable.START,
                List.of(new Screen.Containers()),
                Optional.empty(),
                List.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Recall.NOTHING,
                Panes.none(size),
                Works.NONE,
                Optional.empty());
    }

    /** The one that is shown. */
    public Screen screen() {
        return screens.get(screens.size() - 1);
    }

    public boolean isHome() {
        return screens.size() == 1;
    }

    /** Nothing is under way, asked or being typed: who leaves now loses nothing. */
    public boolean hasNothingOpen() {
        return works.isEmpty() && dialog.isEmpty() && prompt.isEmpty();
    }

    public Layout layout() {
        boolean bare = screen() instanceof Screen.Log log && log.view().full();
        int hostsAway = isHome() ? inventory.hostsAway().size() : 0;
        return Layout.of(size, hostsAway, prompt.isPresent() || notice.isPresent() || table.ordering(), bare);
    }

    /** The rows of the containers screen. */
    public List<ContainerSummary> rows() {
        return table.rows(inventory, now);
    }

    /** What the shown list is narrowed to; on screens without a filter: to nothing. */
    public Filter filter() {
        Screen screen = screen();
        if (screen instanceof Screen.Host host) {
            return host.look().filter();
        }
        if (screen instanceof Screen.Help help) {
            return help.filter();
        }
        return screen instanceof Screen.Containers ? table.filter() : Filter.NONE;
    }

    /** What is wrong with {@link #filter}. */
    public Optional<String> filterProblem() {
        if (screen() instanceof Screen.Help) {
            return Optional.empty();
        }
        return screen() instanceof Screen.Host host ? filter().problem(host.list()) : filter().problem();
    }

    /** The container the keys are about; on the definitions screens there is none. */
    public Optional<String> subject() {
        Screen screen = screen();
        if (screen instanceof Screen.Detail detail) {
            return Optional.of(detail.name());
        }
        if (screen instanceof Screen.Log log) {
            return log.isMerged() ? Optional.empty() : Optional.of(log.names().get(0));
        }
        if (screen instanceof Screen.Host host) {
            return host.selected().flatMap(HostRow::container);
        }
        return screen instanceof Screen.Containers && !rows().isEmpty() ? table.selected() : Optional.empty();
    }

    /** The containers an action on several is about: on the list the marked ones if there are any, else the subject. */
    public List<String> subjects() {
        boolean marks = screen() instanceof Screen.Containers && !table.marked().isEmpty();
        return marks
                ? inventory.containers().stream()
                        .map(ContainerSummary::name)
                        .filter(table.marked()::contains)
                        .toList()
                : subject().stream().toList();
    }

    /** Puts a screen on top of the shown one. */
    public Model opened(Screen screen) {
        List<Screen> next = new ArrayList<>(screens);
        next.add(screen);
        return withScreens(next);
    }

    /** Puts a screen in place of the shown one. */
    public Model shown(Screen screen) {
        List<Screen> next = new ArrayList<>(screens.subList(0, screens.size() - 1));
        next.add(screen);
        return withScreens(next);
    }

    /** Back to the screen before; home stays. */
    public Model closed() {
        return isHome() ? this : withScreens(screens.subList(0, screens.size() - 1));
    }

    public Model withScreens(List<Screen> next) {
        return with(copy -> copy.screens = next);
    }

    public Model withFacts(Facts next) {
        return with(copy -> copy.facts = next);
    }

    public Model withNow(Instant next) {
        return with(copy -> copy.now = next);
    }

    public Model withInventory(Inventory next) {
        return with(copy -> copy.inventory = next);
    }

    public Model withTable(ContainerTable next) {
        return with(copy -> copy.table = next);
    }

    /** A dialog that is the same question with another answer stays where it is scrolled to. */
    public Model withDialog(Dialog next) {
        boolean goesOn = dialog.isPresent() && dialog.get().getClass() == next.getClass();
        return with(copy -> {
            copy.dialog = Optional.of(next);
            copy.dialogScroll = goesOn ? dialogScroll : 0;
        });
    }

    /**
     * With a box that nobody asked for. While somebody types, into a pane, a prompt or another box, it waits, see
     * {@link #attentive}; {@code news} says it meanwhile.
     */
    public Model alerted(Dialog box, String news) {
        List<Dialog> next = new ArrayList<>(alerts);
        next.add(box);
        Model waiting = with(copy -> copy.alerts = next.subList(Math.max(0, next.size() - MOST_ALERTS), next.size()));
        return isOccupied() ? waiting.saying(news, true) : waiting;
    }

    /** With the first of the boxes that wait, when nobody types. */
    public Model attentive() {
        if (alerts.isEmpty() || isOccupied()) {
            return this;
        }
        return with(copy -> {
                    copy.alerts = alerts.subList(1, alerts.size());
                    copy.notice = Optional.empty();
                })
                .withDialog(alerts.get(0));
    }

    private boolean isOccupied() {
        return dialog.isPresent() || prompt.isPresent() || panes.focused();
    }

    public Model withDialogScroll(int lines) {
        return with(copy -> copy.dialogScroll = lines);
    }

    public Model withoutDialog() {
        return with(copy -> {
            copy.dialog = Optional.empty();
            copy.dialogScroll = 0;
        });
    }

    public Model withPrompt(Optional<Prompt> next) {
        return with(copy -> copy.prompt = next);
    }

    public Model withNotice(Optional<Notice> next) {
        return with(copy -> copy.notice = next);
    }

    public Model withReading(boolean next) {
        return with(copy -> copy.reading = next);
    }

    public Model withAgain(boolean next) {
        return with(copy -> copy.again = next);
    }

    public Model withRecall(Recall next) {
        return with(copy -> copy.recall = next);
    }

    /** With other sessions beside the screens, which get the room that is left. */
    public Model withPanes(Panes next) {
        return with(copy -> {
            copy.panes = next;
            copy.size = next.main();
        });
    }

    public Model withWorks(Works next) {
        return with(copy -> copy.works = next);
    }

    public Model ended(int status) {
        return with(copy -> copy.end = Optional.of(status));
    }

    /** Good or bad news for some seconds. */
    public Model saying(String text, boolean bad) {
        return withNotice(Optional.of(new Notice(text, bad, now.plusSeconds(bad ? 15 : 6))));
    }

    private Model with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.model();
    }

    /** The parts while some of them are changed. */
    private static final class Copy {
        private Facts facts;
        private TerminalSize size;
        private Instant now;
        private Inventory inventory;
        private ContainerTable table;
        private List<Screen> screens;
        private Optional<Dialog> dialog;
        private List<Dialog> alerts;
        private int dialogScroll;
        private Optional<Prompt> prompt;
        private Optional<Notice> notice;
        private boolean reading;
        private boolean again;
        private Recall recall;
        private Panes panes;
        private Works works;
        private Optional<Integer> end;

        Copy(Model of) {
            facts = of.facts;
            size = of.size;
            now = of.now;
            inventory = of.inventory;
            table = of.table;
            screens = of.screens;
            dialog = of.dialog;
            alerts = of.alerts;
            dialogScroll = of.dialogScroll;
            prompt = of.prompt;
            notice = of.notice;
            reading = of.reading;
            again = of.again;
            recall = of.recall;
            panes = of.panes;
            works = of.works;
            end = of.end;
        }

        Model model() {
            return new Model(
                    facts,
                    size,
                    now,
                    inventory,
                    table,
                    screens,
                    dialog,
                    alerts,
                    dialogScroll,
                    prompt,
                    notice,
                    reading,
                    again,
                    recall,
                    panes,
                    works,
                    end);
        }
    }
}
