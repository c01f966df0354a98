package dev.cleat.tui.message;

import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.Problem;
import dev.cleat.engine.api.Removal;
import dev.cleat.engine.api.ScreenImage;
import dev.cleat.engine.api.StepProgress;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.tui.model.CommandRun;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.Deed;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.HostList;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.LogChoice;
import dev.cleat.tui.model.LogPlace;
import dev.cleat.tui.model.LogWindow;
import dev.cleat.tui.model.Sheet;
import dev.cleat.tui.model.SheetOf;
import dev.cleat.tui.model.Tab;
import dev.cleat.tui.model.TabContent;
import dev.cleat.tui.model.Thresholds;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something happened. */
public sealed interface Message {

    record KeyPressed(Key key) implements Message {}

    /** Text came in one piece, between the marks of a bracketed paste. */
    record Pasted(String text) implements Message {}

    /** The left button was pressed on a cell, both counted from 0. */
    record Clicked(int column, int row) implements Message {}

    record Wheeled(boolean up) implements Message {}

    /** Bytes as the terminal sent them, a character for each, while a session in the pane gets all of them. */
    record Typed(String bytes) implements Message {}

    /** A session in the pane is connected. */
    record PaneOpened(int id, String session) implements Message {}

    /** What a session in the pane shows now. */
    record PaneShown(int id, ScreenImage image, List<String> scrolled, boolean cursorKeys, boolean bracketedPaste)
            implements Message {}

    record PaneEnded(int id, String how) implements Message {}

    /** A session could not be opened in the pane. */
    record PaneRefused(int id, String container, Failure failure) implements Message {}

    /** The refresh interval is over. */
    record Ticked(Instant now) implements Message {}

    /** Time has passed; nothing is read anew. */
    record Passed(Instant now) implements Message {}

    record Resized(TerminalSize size) implements Message {}

    /** The operator's terminal has gone. */
    record HungUp() implements Message {}

    /** Somebody asked this process to end, with that exit status. */
    record Terminated(int status) implements Message {}

    /** This process was stopped and goes on; the screen may hold anything. */
    record Continued() implements Message {}

    /** How the hosts are reached that the next list is of. */
    record HostsSeen(List<HostStatus> hosts) implements Message {}

    record ContainersListed(List<ContainerSummary> containers) implements Message {}

    record DefinitionsListed(List<DefinitionSummary> definitions) implements Message {}

    /** A container in full; when it does not run, how it ended. */
    record DetailRead(ContainerDetail detail, Optional<EndReport> end) implements Message {}

    /** What one tab of a container shows. */
    record TabRead(String container, Tab tab, TabContent content) implements Message {}

    /** A definition file's lines. */
    record FileRead(Path file, List<String> lines) implements Message {}

    /** What a screen of the whole host lists; {@code problem}: why some of it could not be read. */
    record HostRead(HostList list, List<HostRow> rows, Optional<Failure> problem) implements Message {
        public HostRead {
            rows = List.copyOf(rows);
        }
    }

    /** A part of a log; {@code at}: the place that was asked for. */
    record LogRead(String subject, LogChoice choice, LogWindow window, Optional<LogPlace> at) implements Message {}

    /** Something was written to the log behind what was {@code known}. */
    record LogGrew(String subject, LogWindow known, LogWindow window) implements Message {}

    /** A search ended at {@code place}. */
    record LogFound(String subject, LogChoice choice, LogWindow window, LogPlace place) implements Message {}

    /** A search came to the end of the log. */
    record LogUnfound(String subject, String search) implements Message {}

    /** So many percent have been searched. */
    record LogScanned(String subject, int percent) implements Message {}

    record LogSaved(Path file, long lines) implements Message {}

    record SheetRead(SheetOf of, Sheet sheet) implements Message {}

    /** Work reached a step. */
    record StepBegun(long work, StepProgress step) implements Message {}

    record ContainerStarted(long work, String container, long pid) implements Message {}

    /** A container was changed; {@code news} says how, with the command that does the same. */
    record ContainerChanged(String news) implements Message {}

    /** An attach is over; {@code end} says how, as a clause. */
    record AttachEnded(String container, String end) implements Message {}

    /** What the operator called back has ended; {@code news} says how that was left. */
    record CalledBack(String news) implements Message {}

    /** The list could not be read. */
    record ListFailed(Failure failure) implements Message {}

    /** What a screen shows could not be read; {@code subject} is a container's name or a file. */
    record ReadFailed(String subject, Failure failure) implements Message {}

    record StartFailed(long work, String container, Failure failure) implements Message {}

    /** Another action failed; {@code title} says which: {@code cannot stop web}. */
    record ActionFailed(String title, Failure failure) implements Message {}

    /** Of what work is about, {@code over} are through, well or not. */
    record WorkAdvanced(long work, int over) implements Message {}

    /** Work is over; what came of it was told before. */
    record WorkEnded(long work) implements Message {}

    /**
     * A deed is over.
     *
     * @param refusals why not, by name
     * @param left those that had not begun when it was called back
     * @param command the line that does the same to those it was done to
     */
    record DeedEnded(Deed deed, List<String> done, Map<String, Failure> refusals, List<String> left, String command)
            implements Message {}

    /** Definitions were checked: what is wrong with each, if anything; {@code left}: so many more were not. */
    record DefinitionsChecked(long work, List<CommandRun> checks, int left) implements Message {
        public DefinitionsChecked {
            checks = List.copyOf(checks);
        }
    }

    /** An import is over; what could not be carried over is in its output. */
    record ImportEnded(long work, CommandRun run) implements Message {}

    /** A command of the operator's own has ended for each container. */
    record CommandEnded(long work, CustomCommand command, List<CommandRun> runs) implements Message {}

    /** A command of the operator's own has given the terminal back. */
    record CommandLeft(CustomCommand command, List<CommandRun> runs) implements Message {}

    /** What the columns show that are read on demand. */
    record ExtrasRead(Map<String, Extra> extras) implements Message {}

    record MouseSwitched(boolean on) implements Message {}

    /** The addresses of a container, the first that of most use; may be none. */
    record AddressFound(String container, List<String> addresses) implements Message {}

    /** The operator's editor ended; {@code problems} is what is wrong with the file now. */
    record DefinitionEdited(String name, Path file, List<Problem> problems) implements Message {}

    /** What a destruction would remove, by container; of some it could not be looked up. */
    record RemovalsRead(Map<String, Removal> removals) implements Message {}

    /** From now on everything has another look. */
    record ThemeRead(String name, Thresholds thresholds, boolean ascii) implements Message {}

    /** That look cannot be used; {@code why} says where its file is wrong, or which there are. */
    record ThemeRefused(String why) implements Message {}

    /** An effect is over; whatever it had to tell came before. */
    record EffectEnded() implements Message {}
}
