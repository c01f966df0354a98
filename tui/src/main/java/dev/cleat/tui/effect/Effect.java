package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.Deed;
import dev.cleat.tui.model.HostList;
import dev.cleat.tui.model.LogChoice;
import dev.cleat.tui.model.Remembered;
import dev.cleat.tui.model.SheetOf;
import dev.cleat.tui.model.Tab;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Something to be done outside the model. */
public sealed interface Effect {

    /** Done on the UI thread, because it is about the screen itself. */
    sealed interface OnScreen extends Effect {}

    /** Reads: one at a time, in order. */
    sealed interface Reading extends Effect {}

    /** Changes something on the host; may take long, several at once. */
    sealed interface Changing extends Effect {}

    /** Takes its time, and can be looked at meanwhile. */
    sealed interface Lasting extends Changing {
        /** What messages about it carry. */
        long work();
    }

    record ListContainers() implements Reading {}

    record ListDefinitions() implements Reading {}

    /** What columns show that somebody asked for. */
    record ReadExtras(List<ContainerSummary> containers, Set<Extra.Part> wanted) implements Reading {}

    /** Looks up the addresses of a container, to be copied. */
    record FindAddress(String container) implements Reading {}

    /** What a destruction of each would remove. */
    record ReadRemovals(List<String> containers) implements Reading {}

    record ReadDetail(String container) implements Reading {}

    /** What a tab of a container shows besides. */
    record ReadTab(String container, Tab tab) implements Reading {}

    /** What a screen of the whole host lists. */
    record ReadHost(HostList list) implements Reading {}

    record ReadFile(Path file) implements Reading {}

    /**
     * A part of container consoles' logs.
     *
     * @param now when it is asked for
     * @param zone of times that have none
     */
    record ReadLog(List<String> names, LogChoice choice, LogRequest request, Instant now, ZoneId zone)
            implements Reading {

        /** What messages about it carry. */
        public String subject() {
            return String.join(" ", names);
        }
    }

    /** Whatever is being searched in logs is no longer wanted. */
    record LeaveLog() implements Reading {}

    /** What is being read of a recording as text is enough. */
    record LeaveText() implements Reading {}

    /** Writes the chosen lines, from the first on, into a file that must not be there yet. */
    record SaveLog(long work, List<String> names, LogChoice choice, boolean times, String file, ZoneId zone)
            implements Lasting {}

    /** Writes a recording as text, or, when the file is called {@code *.raw}, its exact bytes, into a file that must not be there yet. */
    record SaveRecording(long work, String recording, String file) implements Lasting {
        public boolean isRaw() {
            return file.endsWith(".raw");
        }
    }

    record ReadSheet(SheetOf of) implements Reading {}

    record Start(long work, String container, StartRequest request) implements Lasting {}

    /** Calls work back that is under way. */
    record CallBack(long work) implements Changing {}

    record Stop(long work, String container) implements Lasting {}

    /** At once, without asking init first. */
    record Kill(String container) implements Changing {}

    /** Stops it and starts it again. */
    record Restart(long work, String container) implements Lasting {}

    /** Ends a session and what it started. */
    record EndSession(long work, String session, String container) implements Lasting {}

    /** Freezes every process; {@code thaw}: lets them go on. */
    record Pause(String container, boolean thaw) implements Changing {}

    /** The same to each of several containers, with one report. */
    record Each(long work, Deed deed, List<ContainerSummary> containers) implements Lasting {
        public Each {
            containers = List.copyOf(containers);
        }
    }

    /** Makes a definition of a configuration of LXC and stores it. */
    record Import(long work, String source, String name) implements Lasting {}

    /** Stores a definition file under a name. */
    record Create(String name, Path file) implements Changing {}

    /** Reads each definition and plans its start, doing none of it. */
    record Check(long work, List<DefinitionSummary> definitions) implements Lasting {
        public Check {
            definitions = List.copyOf(definitions);
        }
    }

    /**
     * Runs a command of the operator's own, without a terminal, for one container after the other; once for none.
     *
     * @param answers what was asked for, by place
     */
    record RunCommand(long work, CustomCommand command, List<ContainerSummary> containers, Map<String, String> answers)
            implements Lasting {
        public RunCommand {
            containers = List.copyOf(containers);
            answers = Map.copyOf(answers);
        }
    }

    /** The same with the operator's terminal. */
    record RunInTerminal(CustomCommand command, List<ContainerSummary> containers, Map<String, String> answers)
            implements OnScreen {
        public RunInTerminal {
            containers = List.copyOf(containers);
            answers = Map.copyOf(answers);
        }
    }

    /** Fills the buffer of the tmux around the console, which gives it to the terminal's clipboard. */
    record FillTmuxBuffer(String text) implements Changing {}

    /** Hands the terminal over until what has it ends or is left. */
    sealed interface HandOver extends OnScreen {}

    /** To a shell in a container. */
    record Attach(String container) implements HandOver {}

    /** To a login shell in a container. */
    record Shell(String container) implements HandOver {}

    /** To a session that somebody left. */
    record Return(String session, String container) implements HandOver {}

    /** To look on; nothing typed reaches it. */
    record Watch(String session, String container) implements HandOver {}

    /** To the player. */
    record Play(String recording, String title) implements HandOver {}

    /**
     * Opens a session in the pane.
     *
     * @param id of the tab
     * @param session empty: a new shell in the container
     * @param watched to look on only
     */
    record OpenPane(int id, String container, Optional<String> session, boolean watched, TerminalSize size)
            implements Changing {}

    /** About a session in the pane; at once, in order, and never blocks. */
    sealed interface OnPane extends Effect {
        int id();
    }

    /** Types; {@code keys} has a character for each byte. */
    record TypeInPane(int id, String keys) implements OnPane {}

    record ResizePane(int id, TerminalSize size) implements OnPane {}

    record LeavePane(int id) implements OnPane {}

    /** Gives a text to the operator's clipboard. */
    record Copy(String text) implements OnScreen {}

    /** To the operator's editor, with a definition file; {@code name} is the definition's. */
    record Edit(String name, Path file) implements OnScreen {}

    /** Switches the mouse on, or off again. */
    record ToggleMouse() implements OnScreen {}

    /** Keeps it for the next start. */
    record Remember(Remembered remembered) implements OnScreen {}

    /** Draws with ASCII only, or with all characters there are. */
    record UseGlyphs(boolean ascii) implements OnScreen {}

    /** Reads figures that often from now on. */
    record RefreshEvery(Duration pace) implements OnScreen {}

    /** Shows everything in the look of that name. */
    record UseTheme(String name) implements OnScreen {}

    /** Stops this process as the shell's Ctrl-Z does. */
    record Suspend() implements OnScreen {}

    /** Paints every cell again. */
    record Redraw() implements OnScreen {}
}
