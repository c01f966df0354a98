package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.EndReport;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What fills the space between header and footer. */
public sealed interface Screen {

    /** Which keys work. */
    Scope scope();

    /** Home. How the list is looked at stays in {@link ContainerTable} while other screens cover it. */
    record Containers() implements Screen {
        @Override
        public Scope scope() {
            return Scope.CONTAINERS;
        }
    }

    /**
     * One container.
     *
     * @param detail empty until it was read
     * @param end how it ended, when it does not run
     * @param content of the tab, if it is read by itself; empty until it was
     * @param problem why the last reading failed
     */
    record Detail(
            String name,
            Tab tab,
            int scroll,
            Optional<ContainerDetail> detail,
            Optional<EndReport> end,
            Optional<TabContent> content,
            Optional<Failure> problem)
            implements Screen {

        /** Nothing read yet. */
        public static Detail of(String name) {
            return new Detail(
                    name, Tab.SUMMARY, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        public Detail at(int row) {
            return new Detail(name, tab, row, detail, end, content, problem);
        }

        public Detail on(Tab next) {
            return new Detail(name, next, 0, detail, end, Optional.empty(), problem);
        }

        public Detail read(ContainerDetail next, Optional<EndReport> how) {
            return new Detail(name, tab, scroll, Optional.of(next), how, content, Optional.empty());
        }

        public Detail filled(TabContent next) {
            return new Detail(name, tab, scroll, detail, end, Optional.of(next.after(content)), problem);
        }

        public Detail failed(Failure failure) {
            return new Detail(name, tab, scroll, detail, end, content, Optional.of(failure));
        }

        @Override
        public Scope scope() {
            return Scope.DETAIL;
        }
    }

    /** The text of a definition; {@code lines} is empty until it was read. */
    record DefinitionFile(DefinitionSummary definition, Optional<List<String>> lines, int scroll) implements Screen {
        @Override
        public Scope scope() {
            return Scope.FILE;
        }
    }

    /**
     * The logs of container consoles.
     *
     * @param names of one container, or of several whose logs are merged
     * @param problem why the last reading failed
     */
    record Log(List<String> names, LogWindow window, LogView view, Optional<Failure> problem) implements Screen {

        public Log {
            names = List.copyOf(names);
        }

        /** Following, nothing read yet. */
        public static Log of(List<String> names) {
            return new Log(names, LogWindow.NONE, LogView.START, Optional.empty());
        }

        /** What messages about it carry. */
        public String subject() {
            return String.join(" ", names);
        }

        public boolean isMerged() {
            return names.size() > 1;
        }

        @Override
        public Scope scope() {
            return Scope.LOG;
        }

        public Log read(LogWindow next) {
            return new Log(names, next, view, Optional.empty());
        }

        public Log failed(Failure failure) {
            return new Log(names, window, view.reading(LogView.IDLE), Optional.of(failure));
        }

        public Log with(LogView next) {
            return new Log(names, window, next, problem);
        }
    }

    /**
     * A list of the whole host.
     *
     * @param all as read
     * @param rows what is shown of them, in order
     * @param marked keys of the rows that an action on several is about, shown or not
     * @param read false until it was read once
     */
    record Host(
            HostList list,
            List<HostRow> all,
            List<HostRow> rows,
            HostLook look,
            Selection selection,
            Set<String> marked,
            boolean read,
            Optional<Failure> problem)
            implements Screen {

        public Host {
            marked = Set.copyOf(marked);
        }

        /** Nothing read yet. */
        public static Host of(HostList list) {
            return new Host(
                    list, List.of(), List.of(), HostLook.START, Selection.FIRST, Set.of(), false, Optional.empty());
        }

        /**
         * The selection is to be settled then. A mark goes with its row.
         *
         * @param failure why not everything could be read
         */
        public Host read(List<HostRow> fresh, Optional<Failure> failure) {
            List<HostRow> kept = List.copyOf(fresh);
            Set<String> left = marked.isEmpty()
                    ? marked
                    : kept.stream().map(HostRow::key).filter(marked::contains).collect(Collectors.toSet());
            return new Host(list, kept, look.rows(list, kept), look, selection, left, true, failure);
        }

        public Host failed(Failure failure) {
            return new Host(list, all, rows, look, selection, marked, read, Optional.of(failure));
        }

        /** The selection is to be settled then. */
        public Host looked(HostLook next) {
            return new Host(list, all, next.rows(list, all), next, selection, marked, read, problem);
        }

        /** Selects row {@code index}, or the nearest there is. */
        public Host select(int index, int height) {
            return with(selection.select(index, keys(), height));
        }

        /** After rows came or went, or the height changed. */
        public Host settled(int height) {
            boolean stays = list.newestFirst()
                    && look.sort() == HostLook.AS_READ
                    && selection.cursor().index() == 0;
            return stays ? select(0, height) : with(selection.settled(keys(), height));
        }

        /** The row the keys are about. */
        public Optional<HostRow> selected() {
            int index = selection.cursor().index();
            return index < rows.size() ? Optional.of(rows.get(index)) : Optional.empty();
        }

        /** The rows the keys are about: the marked ones if there are any, else the selected one. */
        public List<HostRow> meant() {
            return marked.isEmpty()
                    ? selected().stream().toList()
                    : all.stream().filter(row -> marked.contains(row.key())).toList();
        }

        public Host withMarked(Set<String> keys) {
            return new Host(list, all, rows, look, selection, keys, read, problem);
        }

        private List<String> keys() {
            return rows.stream().map(HostRow::key).toList();
        }

        private Host with(Selection next) {
            return new Host(list, all, rows, look, next, marked, read, problem);
        }

        @Override
        public Scope scope() {
            return list.scope();
        }
    }

    /**
     * A text that is read once, and again on request.
     *
     * @param sheet empty until it was read
     */
    record Text(SheetOf of, Optional<Sheet> sheet, int scroll, Optional<Failure> problem) implements Screen {

        /** Nothing read yet. */
        public static Text of(SheetOf of) {
            return new Text(of, Optional.empty(), 0, Optional.empty());
        }

        public Text read(Sheet next) {
            return new Text(of, Optional.of(next), scroll, Optional.empty());
        }

        public Text failed(Failure failure) {
            return new Text(of, sheet, scroll, Optional.of(failure));
        }

        public Text at(int row) {
            return new Text(of, sheet, row, problem);
        }

        @Override
        public Scope scope() {
            return of instanceof SheetOf.Plan ? Scope.PLAN : Scope.SHEET;
        }
    }

    /** The keys of the screen {@code of}; empty: of every screen. {@code filter}: words that have to be in each line. */
    record Help(Optional<Scope> of, int scroll, Filter filter) implements Screen {

        public static Help of(Scope scope) {
            return new Help(Optional.of(scope), 0, Filter.NONE);
        }

        public static Help ofEverything() {
            return new Help(Optional.empty(), 0, Filter.NONE);
        }

        @Override
        public Scope scope() {
            return Scope.HELP;
        }
    }
}
