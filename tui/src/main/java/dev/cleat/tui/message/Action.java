package dev.cleat.tui.message;

import static dev.cleat.tui.model.Scope.CGROUPS;
import static dev.cleat.tui.model.Scope.CONTAINERS;
import static dev.cleat.tui.model.Scope.DEFINITIONS;
import static dev.cleat.tui.model.Scope.DETAIL;
import static dev.cleat.tui.model.Scope.EVENTS;
import static dev.cleat.tui.model.Scope.FILE;
import static dev.cleat.tui.model.Scope.HELP;
import static dev.cleat.tui.model.Scope.LOG;
import static dev.cleat.tui.model.Scope.MEMBERS;
import static dev.cleat.tui.model.Scope.NAMESPACES;
import static dev.cleat.tui.model.Scope.PLAN;
import static dev.cleat.tui.model.Scope.SESSIONS;

import dev.cleat.tui.model.KeyMap;
import dev.cleat.tui.model.Scope;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The key-binding table: every action, its usual keys, and where they work. Dispatch, footer hints, help, palette and
 * {@code keys.yaml} read this table and no other, so they agree.
 */
public enum Action implements Binding {
    OPEN("open", "Enter", "open what is selected", Scope.lists()),
    START("start", "u", "start it; a definition: see the plan of it first", CONTAINERS, DETAIL, DEFINITIONS, FILE),
    START_PLANNED("start", "Enter u", "start it as planned", PLAN),
    DIFFERENCE("diff", "D", "what a start now would do otherwise than what runs", DEFINITIONS, FILE),
    VALIDATE("validate", "v", "check it: mistakes, and whether this host can start it", DEFINITIONS, FILE),
    CREATE("store as", "n", "store it under a name of its own, to be edited there", DEFINITIONS, FILE),
    ATTACH(
            "attach",
            "a",
            "shell inside, full screen; leave it with Ctrl-a q",
            CONTAINERS,
            DETAIL,
            LOG,
            NAMESPACES,
            MEMBERS,
            CGROUPS),
    SHELL("shell", "s", "log in: a login shell inside; leave it with Ctrl-a q", CONTAINERS, DETAIL),
    PANE("pane", "A", "shell or session in a pane beside; Ctrl-a Tab returns", CONTAINERS, DETAIL, LOG, SESSIONS),
    PANE_FOCUS("to pane", "Tab", "keys to the pane", Scope.withoutTabs()),
    STOP("stop", "t", "stop it: halt signal, wait, then kill (asks)", CONTAINERS, DETAIL),
    RETURN("come back", "a", "come back to a session that was left", SESSIONS),
    WATCH("watch", "W", "look on, nothing typed gets there; leave with Ctrl-a q", SESSIONS),
    TRANSCRIPT("text", "o", "what could be read in it, as text", SESSIONS),
    EXPORT("save", "S", "write it as text to a new file; NAME.raw: its exact bytes", SESSIONS),
    TERMINATE("end", "T", "end the session and what it started (asks)", SESSIONS),
    KILL("kill", "K", "kill every process in it (asks)", CONTAINERS, DETAIL, LOG),
    RESTART("restart", "r", "stop it and start it again (asks)", CONTAINERS, DETAIL, LOG),
    PAUSE("pause", "p", "freeze every process in it; once more: let them go on", CONTAINERS, DETAIL, LOG),
    LOG_OF("log", "l 6", "log of the container console", CONTAINERS, DETAIL),
    DETAIL_OF("detail", "d 2", "processes, namespaces, cgroup", CONTAINERS),
    DETAIL_FROM_LOG("detail", "d", "processes, namespaces, cgroup", LOG),
    FILTER("filter", "/ F4", "what matches: web !web state:run cpu>50 -f wb; Esc clears", Scope.listsAnd(HELP)),
    MERGED_LOG("merged", "=", "logs of all marked containers, merged", CONTAINERS),
    SEARCH("search", "/", "search for a regex; n and N go on", LOG),
    NEXT_MATCH("next", "n", "next match", LOG),
    PREVIOUS_MATCH("previous", "N", "previous match", LOG),
    FOLLOW("follow", "s", "follow the end or stay here", LOG),
    LOG_FILTER("filter", "&", "only lines that match a regex; !x: the others", LOG),
    WRAP("wrap", "w", "wrap long lines or cut them", LOG),
    TIMES("times", "t", "show when each line was written, where that is known", LOG),
    LOG_MARK("mark", "m", "draw a line below what is there now", LOG),
    LOG_SAVE("save", "S", "save what is shown, from its beginning, to a new file", LOG),
    LOG_COPY("copy", "c", "copy the lines on the screen", LOG),
    LOG_FULL("full", "f", "log only, or with header and hints", LOG),
    LOG_LEFT("left", "Left", "scroll cut lines to the left", LOG),
    LOG_RIGHT("right", "Right", "scroll cut lines to the right", LOG),
    RANGE_ALL("all", "0", "everything there is", LOG),
    RANGE_1M("1m", "1", "last minute only", LOG),
    RANGE_5M("5m", "2", "last 5 minutes", LOG),
    RANGE_15M("15m", "3", "last 15 minutes", LOG),
    RANGE_30M("30m", "4", "last 30 minutes", LOG),
    RANGE_1H("1h", "5", "last hour", LOG),
    RANGE_1D("1d", "6", "last day", LOG),
    NEXT_TAB("tab", "Tab ] Right", "next tab", DETAIL),
    PREVIOUS_TAB("tab back", "Shift-Tab [ Left", "previous tab", DETAIL),
    SORT_LEFT("sort", "<", "sort by the column to the left", Scope.lists()),
    SORT_RIGHT("sort", ">", "sort by the column to the right", Scope.lists()),
    INVERT("invert", "I", "sort the other way round", Scope.lists()),
    ORDER("order by", "o", "then n name c cpu m memory i io s state a age p pid h host", CONTAINERS),
    DESTROY("destroy", "D", "remove it for good: definition, files, logs (asks)", CONTAINERS, DETAIL),
    YAML("yaml", "y", "the definition it was started from", CONTAINERS, DETAIL),
    EDIT("edit", "e", "edit the definition with EDITOR", CONTAINERS, DETAIL, DEFINITIONS, FILE),
    COPY(
            "copy",
            "c",
            "copy name, pid, address, ... or the line",
            CONTAINERS,
            DETAIL,
            DEFINITIONS,
            FILE,
            NAMESPACES,
            CGROUPS,
            SESSIONS,
            EVENTS),
    COLUMNS("columns", "C", "which columns the list has, and in which order", CONTAINERS),
    WIDE("wide", "w", "all columns there is room for, or the chosen ones", CONTAINERS),
    MARK("mark", "Space", "mark it or not; actions are about all marked ones", CONTAINERS, DEFINITIONS),
    MARK_ALL("mark all", "*", "mark everything that is shown", CONTAINERS, DEFINITIONS),
    UNMARK("unmark", "U", "take all marks away", CONTAINERS, DEFINITIONS),
    IMPORT("import", "i", "make a definition of an LXC configuration", CONTAINERS, DEFINITIONS),
    HIDE_STOPPED("stopped", "z", "hide or show stopped containers", CONTAINERS),
    FLAT("tree", "t", "tree or flat list", CGROUPS),
    UP("up", "Up k", "one line up", Scope.values()),
    DOWN("down", "Down j", "one line down", Scope.values()),
    PAGE_UP("page up", "PgUp", "one page up", Scope.values()),
    PAGE_DOWN("page down", "PgDn", "one page down", Scope.values()),
    HALF_UP("half up", "Ctrl-U", "half a page up", Scope.values()),
    HALF_DOWN("half down", "Ctrl-D", "half a page down", Scope.values()),
    TOP("top", "g Home", "to the first line", Scope.values()),
    BOTTOM("bottom", "G End", "to the last line", Scope.values()),
    GO_CONTAINERS("containers", "1", "containers", Scope.butLog()),
    GO_NAMESPACES("namespaces", "3", "namespaces of the host, shared ones marked", Scope.butLog()),
    GO_CGROUPS("cgroups", "4", "tree of cgroups with usage and pressure", Scope.butLog()),
    GO_DEFINITIONS("definitions", "5", "definitions", Scope.butLog()),
    GO_SESSIONS("sessions", "7", "who is attached to what", Scope.values()),
    GO_EVENTS("events", "8", "changes of state, the newest first", Scope.values()),
    MOUSE("mouse", "m", "mouse on or off", Scope.butLog()),
    MENU("menu", "x", "what can be done to what is selected", Scope.butHelp()),
    PALETTE("command", ":", "type the name of an action or a screen; Tab completes it", Scope.values()),
    LAST_VIEW("last view", "-", "the screen before this one, and back", Scope.values()),
    UNDERWAY("under way", "b", "what is under way: its steps, and how to call it back", Scope.values()),
    SETTINGS("settings", "F2", "theme, glyphs, mouse, pace, columns", Scope.values()),
    REFRESH("refresh", "F5 Ctrl-R", "read everything again", Scope.values()),
    REDRAW("redraw", "Ctrl-L", "paint the screen again", Scope.values()),
    SUSPEND("suspend", "Ctrl-Z", "back to the shell; fg returns", Scope.values()),
    CANCEL("quit", "Ctrl-C", "back; on the containers screen ask to quit", Scope.values()),
    BACK("back", "q", "back; on the containers screen quit", Scope.values()),
    LEAVE("back", "Esc", "clear the filter; without one: back", Scope.values()),
    HELP_ON("help", "? F1 h", "this help", Scope.butHelp()),
    CLOSE_HELP("close", "? F1 h Enter", "close the help", HELP);

    private static final Set<Action> CHANGING = EnumSet.of(
            START,
            START_PLANNED,
            ATTACH,
            SHELL,
            PANE,
            EDIT,
            CREATE,
            IMPORT,
            RETURN,
            TERMINATE,
            STOP,
            KILL,
            RESTART,
            PAUSE,
            LOG_SAVE,
            EXPORT,
            DESTROY);

    private final String hint;
    private final List<Key> keys;
    private final String help;
    private final Set<Scope> scopes;

    Action(String hint, String keys, String help, Scope... scopes) {
        this.hint = hint;
        this.keys = Arrays.stream(keys.split(" "))
                .map(name -> Key.named(name).orElseThrow())
                .toList();
        this.help = help;
        this.scopes = EnumSet.copyOf(List.of(scopes));
    }

    /** What {@code key} means there; empty when nothing. */
    public static Optional<Action> of(KeyMap map, Scope scope, Key key) {
        return Arrays.stream(values())
                .filter(action -> action.worksIn(scope) && action.keys(map).contains(key))
                .findFirst();
    }

    /** The action of that {@link #id}. */
    public static Optional<Action> named(String id) {
        return Arrays.stream(values()).filter(action -> action.id().equals(id)).findFirst();
    }

    /** Its name in {@code keys.yaml}, too: {@code page-up}. */
    @Override
    public String id() {
        String words = name().replaceFirst("^GO_", "").replaceFirst("_(OF|ON)$", "");
        return words.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public boolean worksIn(Scope scope) {
        return scopes.contains(scope);
    }

    @Override
    public boolean isChanging() {
        return CHANGING.contains(this);
    }

    @Override
    public String hint() {
        return hint;
    }

    /** The usual keys, the most usual first. */
    public List<Key> keys() {
        return keys;
    }

    @Override
    public List<Key> keys(KeyMap map) {
        return map.chosen().containsKey(id())
                ? map.chosen().get(id()).stream().map(Key::new).toList()
                : keys;
    }

    /** The first of its keys as a sentence names it; {@code :stop} when it has none. */
    public String key(KeyMap map) {
        return keys(map).stream().findFirst().map(Key::label).orElse(":" + id());
    }

    @Override
    public String help() {
        return help;
    }
}
