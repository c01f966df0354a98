package dev.cleat.tui.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.screen.Screen.RefreshType;
import com.googlecode.lanterna.screen.TerminalScreen;
import com.googlecode.lanterna.terminal.virtual.DefaultVirtualTerminal;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.HostStatus.State;
import dev.cleat.engine.api.StepProgress;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.FakePane;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.CommandRun;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.Scope;
import dev.cleat.tui.model.Template;
import dev.cleat.tui.model.Work;
import dev.cleat.tui.render.Frame;
import dev.cleat.tui.render.FrameRenderer;
import dev.cleat.tui.terminal.ConsoleTerminal;
import dev.cleat.tui.theme.Theme;
import dev.cleat.tui.theme.ThemeException;
import dev.cleat.tui.theme.Themes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole screens, cell by cell: text, then a letter for the style of each cell, then what the letters mean. {@code mvn test
 * -Dgolden.update=true} writes the files anew; each change of one is explained in its commit.
 */
class GoldenScreensTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final String LETTERS = ".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static final FakePane PANE = new FakePane(false, "$ ls /", "bin  dev  etc  home  lib  proc  srv  tmp", "$");

    private static final Dialog.Form PRIORITY = new Dialog.Form(
            new CustomCommand(
                    "priority",
                    Optional.empty(),
                    "nicer, or less nice",
                    Stream.of("renice", "-n", "{nice}", "-p", "{pid}")
                            .map(Template::of)
                            .toList(),
                    List.of(
                            new CustomCommand.Input("nice", "nice value, -20 to 19", "10", "-?[0-9]+"),
                            new CustomCommand.Input("why", "reason", "", ".+")),
                    Optional.of("Change how much of the processors its first process gets?"),
                    Set.of(Scope.CONTAINERS),
                    false,
                    true,
                    false),
            List.of(FakeContainers.mixed().get(0)),
            List.of("10x", "tests"),
            0,
            true);

    private static final Map<String, UnaryOperator<Pilot>> SCREENS = new LinkedHashMap<>();

    static {
        SCREENS.put("containers", pilot -> pilot);
        SCREENS.put("several-hosts", GoldenScreensTest::severalHosts);
        SCREENS.put("containers-by-memory", pilot -> pilot.press("j", "o", "m", "z"));
        SCREENS.put("containers-wide", GoldenScreensTest::wide);
        SCREENS.put("columns", pilot -> pilot.press("C", "j", "j", "Space", "j"));
        SCREENS.put("marked", pilot -> pilot.press("Space", "j", "Space", "Space"));
        SCREENS.put("filter", pilot -> pilot.press("/").type("!web"));
        SCREENS.put("nothing-matches", pilot -> pilot.press("/").type("xyz").press("Enter"));
        SCREENS.put("summary", pilot -> pilot.press("j", "Enter"));
        SCREENS.put("processes", pilot -> pilot.press("Enter", "Tab"));
        SCREENS.put("namespaces", pilot -> pilot.press("Enter", "Tab", "Tab"));
        SCREENS.put("cgroup", pilot -> pilot.press("j", "Enter", "Tab", "Tab", "Tab"));
        SCREENS.put("mounts", pilot -> pilot.press("Enter", "[", "[", "[", "["));
        SCREENS.put("definition-drift", pilot -> pilot.press("Enter", "[", "[", "["));
        SCREENS.put("detail-sessions", pilot -> pilot.press("j", "Enter", "[", "["));
        SCREENS.put("stopped", pilot -> pilot.press("j", "j", "j", "j", "j", "Enter"));
        SCREENS.put("host-namespaces", pilot -> pilot.press("3"));
        SCREENS.put("host-cgroups", pilot -> pilot.press("4"));
        SCREENS.put("host-sessions", pilot -> pilot.press("7"));
        SCREENS.put("end-session", pilot -> pilot.press("7", "j", "T"));
        SCREENS.put("transcript", pilot -> pilot.press("7", "j", "o"));
        SCREENS.put("host-events", pilot -> pilot.press("8"));
        SCREENS.put("definitions", pilot -> pilot.press("5", "j"));
        SCREENS.put("log", pilot -> pilot.press("l", "/").type("request 7").press("Enter"));
        SCREENS.put(
                "log-filtered", pilot -> pilot.press("j", "l", "&").type("get").press("Enter", "w", "t", "m"));
        SCREENS.put("merged-log", pilot -> pilot.press("j", "Space", "Space", "="));
        SCREENS.put("pane", pilot -> paneShown(pilot.press("j", "A")));
        SCREENS.put("help", pilot -> pilot.press("?"));
        SCREENS.put("palette", pilot -> pilot.press(":").type("s").press("Tab", "Tab"));
        SCREENS.put("keys", pilot -> pilot.press(":").type("keys").press("Enter"));
        SCREENS.put("copy", pilot -> pilot.press("c"));
        SCREENS.put("help-filter", pilot -> pilot.press("?", "/").type("kill"));
        SCREENS.put("menu", pilot -> pilot.press("x", "Down", "Down"));
        SCREENS.put("destroy", pilot -> pilot.press("G", "Up", "Up", "D"));
        SCREENS.put(
                "kill-several",
                pilot -> pilot.press("Space", "Space", "Space", "K").type("kill"));
        SCREENS.put("report", pilot -> pilot.press("Space", "Space", "Space", "t", "y"));
        SCREENS.put("stop", pilot -> pilot.press("t"));
        SCREENS.put("kill", pilot -> pilot.press("K", "Tab"));
        SCREENS.put("plan", pilot -> pilot.press("5", "j", "u"));
        SCREENS.put("namespace-members", pilot -> pilot.press("3", "j", "Enter"));
        SCREENS.put("cgroup-limits", pilot -> pilot.press("4", "Enter"));
        SCREENS.put("settings", pilot -> pilot.press("F2", "Down"));
        SCREENS.put("stopping", GoldenScreensTest::stopping);
        SCREENS.put("own-command-asks", pilot -> pilot.with(model -> model.withDialog(PRIORITY)));
        SCREENS.put(
                "own-command-to-be-confirmed",
                pilot -> pilot.with(model -> model.withDialog(new Dialog.RunQuestion(PRIORITY))));
        SCREENS.put("own-command-printed", GoldenScreensTest::printed);
        SCREENS.put("failed-start", pilot -> pilot.press("5", "G", "u", "Enter"));
    }

    /** Three seconds of ten. */
    private static Pilot stopping(Pilot pilot) {
        return pilot.begin(Work.Kind.STOP, "Stopping api-gateway", "api-gateway", 1)
                .send(new Message.StepBegun(1, new StepProgress(1, 4, "HALT", "send it signal 30")))
                .send(new Message.StepBegun(1, new StepProgress(2, 4, "WAIT", "wait for its end (10 s)")))
                .send(new Message.Ticked(FakeContainers.NOW.plusSeconds(3)));
    }

    private static Pilot printed(Pilot pilot) {
        List<String> sizes = List.of("1.2M    ./etc", "48K     ./tmp/\u001b]2;owned", "1.3M    .");
        CommandRun good = new CommandRun("api-gateway", "du -hd1 /srv/api", 0, Optional.empty(), sizes, 4711);
        CommandRun bad = new CommandRun(
                "batch-7", "du -hd1 '/srv/batch 7'", 1, Optional.empty(), List.of("du: no such directory"), 0);
        CommandRun refused = CommandRun.refused("hello", "", Failure.of("hello: there is no {rootfs}"));
        return pilot.begin(Work.Kind.COMMAND, "Running size", "size", 3)
                .send(new Message.CommandEnded(1, PRIORITY.command(), List.of(good, bad, refused)))
                .send(new Message.WorkEnded(1));
    }

    /** As the pane tells it some milliseconds later. */
    private static Pilot paneShown(Pilot pilot) {
        return pilot.send(new Message.PaneShown(1, PANE.image(), List.of(), false, false));
    }

    /** As the console reads it then, of other processes than those that have these pids on this host. */
    private static Pilot wide(Pilot pilot) {
        Extra pod = new Extra(
                OptionalLong.of(48_000_000),
                OptionalLong.of(1_200_000),
                Optional.empty(),
                Optional.of("/var/lib/cleat/api-gateway/rootfs"),
                Optional.of("host:user,time batch-7:net,ipc"),
                Optional.of("as the host"));
        Extra alone = new Extra(
                OptionalLong.of(900),
                OptionalLong.of(0),
                Optional.empty(),
                Optional.of("/srv/db"),
                Optional.of("none"),
                Optional.of("0 100000 65536"));
        Extra ended = new Extra(
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.of("signal 9"),
                Optional.of("/srv/rootfs"),
                Optional.empty(),
                Optional.empty());
        return pilot.press("w")
                .send(new Message.ExtrasRead(Map.of("api-gateway", pod, "db-main", alone, "hello", ended)));
    }

    /** One is up, one was lost a minute ago, one is tried for the first time. */
    private static Pilot severalHosts(Pilot pilot) {
        List<ContainerSummary> containers = new ArrayList<>();
        for (ContainerSummary container : pilot.model().inventory().containers()) {
            String host = containers.size() % 2 == 0 ? "localhost" : "web-2";
            containers.add(container.named(host + ":" + container.name()));
        }
        return pilot.send(new Message.HostsSeen(List.of(
                        new HostStatus(Optional.empty(), State.UP, Optional.of(FakeContainers.NOW), Optional.empty()),
                        new HostStatus(
                                Optional.of(new HostAddress("web-2", "web-2", "cleat")),
                                State.DOWN,
                                Optional.of(FakeContainers.NOW.minusSeconds(64)),
                                Optional.of("Connection refused, port 22 (again in 4 s)")),
                        new HostStatus(
                                Optional.of(new HostAddress("mail", "mail", "cleat")),
                                State.CONNECTING,
                                Optional.empty(),
                                Optional.empty()))))
                .send(new Message.ContainersListed(containers));
    }

    @TempDir
    private Path folder;

    private Path log;

    @BeforeEach
    void writeLog() throws IOException {
        log = folder.resolve("console.log");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            lines.add("\u001b[32mINFO\u001b[0m request " + i + " done" + (i % 9 == 0 ? " and more".repeat(12) : ""));
        }
        Files.write(log, lines);
    }

    private FakeEngine engine() throws IOException {
        return new FakeEngine(FakeContainers.mixed())
                .logIn(log)
                .logOf("batch-7", timed("batch", 0))
                .logOf("buildkit", timed("build", 7))
                .showIn(PANE);
    }

    /** Every line tells its time. */
    private Path timed(String name, int shift) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Instant time = FakeContainers.NOW.minusSeconds(900 - 15L * i - shift);
            lines.add(time + (i % 4 == 3 ? " WARN slow: " : " INFO GET /") + name + "/" + i);
        }
        return Files.write(folder.resolve(name + ".log"), lines);
    }

    @ParameterizedTest(name = "{0} {1}x{2} {3}")
    @MethodSource
    void a_screen_looks_as_before(String screen, int columns, int rows, String theme) throws Exception {
        FakeEngine engine = engine();
        try (Pilot pilot = Pilot.on(engine, columns, rows, false, false)) {
            for (int i = 1; i <= 30; i++) {
                pilot.send(new Message.Ticked(FakeContainers.NOW));
            }
            check(
                    screen + "-" + columns + "x" + rows + "-" + theme,
                    SCREENS.get(screen).apply(pilot),
                    theme);
        }
    }

    static Stream<Arguments> a_screen_looks_as_before() {
        List<Arguments> all = new ArrayList<>();
        for (String screen : SCREENS.keySet()) {
            all.add(Arguments.of(screen, 80, 24, "dark"));
            all.add(Arguments.of(screen, 80, 24, "mono"));
            all.add(Arguments.of(screen, 120, 40, "dark"));
            all.add(Arguments.of(screen, 40, 8, "mono"));
        }
        all.add(Arguments.of("containers", 20, 5, "mono"));
        all.add(Arguments.of("kill", 20, 5, "mono"));
        return all.stream();
    }

    /**
     * Light, and mono in the size that has no file of its own: the text is that of the dark screen, and the styles are in a
     * file for each screen, {@code 12a} for twelve cells of style a.
     */
    @ParameterizedTest
    @MethodSource("ascii_needs_nothing_but_ascii")
    void a_screen_looks_as_before_in_other_themes(String screen) throws Exception {
        StringBuilder all = new StringBuilder();
        for (String kind : List.of("80 24 light", "120 40 light", "120 40 mono")) {
            String[] words = kind.split(" ");
            FakeEngine engine = engine();
            int columns = Integer.parseInt(words[0]);
            int rows = Integer.parseInt(words[1]);
            try (Pilot pilot = Pilot.on(engine, columns, rows, false, false)) {
                for (int i = 1; i <= 30; i++) {
                    pilot.send(new Message.Ticked(FakeContainers.NOW));
                }
                String painted = paint(SCREENS.get(screen).apply(pilot), words[2], false);
                int styles = painted.indexOf("--- styles\n");
                if (!Boolean.getBoolean("golden.update")) { // the other test may write it later
                    Path dark = FOLDER.resolve(screen + "-" + columns + "x" + rows + "-dark.txt");
                    assertThat(Files.readString(dark)).startsWith(painted.substring(0, styles) + "--- styles\n");
                }
                all.append("=== ").append(kind).append('\n').append(shortened(painted.substring(styles)));
            }
        }
        compare(FOLDER.resolve("themes").resolve(screen + ".txt"), all.toString());
    }

    private static String shortened(String styles) {
        return Pattern.compile("^[.a-zA-Z]{20,}$", Pattern.MULTILINE)
                .matcher(styles)
                .replaceAll(line -> Pattern.compile("(.)\\1*")
                        .matcher(line.group())
                        .replaceAll(run -> run.group().length() + run.group(1) + " ")
                        .strip());
    }

    @ParameterizedTest(name = "{0}x{1}")
    @MethodSource
    void an_empty_host_offers_the_hello_sample(int columns, int rows) throws Exception {
        try (Pilot pilot = Pilot.on(new FakeEngine(List.of()), columns, rows, false, false)) {
            check("nothing-runs-" + columns + "x" + rows + "-dark", pilot, "dark");
        }
    }

    static Stream<Arguments> an_empty_host_offers_the_hello_sample() {
        return Stream.of(Arguments.of(80, 24), Arguments.of(120, 40), Arguments.of(40, 8));
    }

    @ParameterizedTest
    @MethodSource
    void ascii_needs_nothing_but_ascii(String screen) throws Exception {
        FakeEngine engine = engine();
        try (Pilot pilot = Pilot.on(engine, 80, 24, true, true)) {
            String text = paint(SCREENS.get(screen).apply(pilot), "mono", true);
            assertThat(text.chars().filter(c -> c > 0x7e)).isEmpty();
        }
    }

    static Stream<String> ascii_needs_nothing_but_ascii() {
        return SCREENS.keySet().stream();
    }

    private void check(String name, Pilot pilot, String theme) throws IOException, ThemeException {
        String screen = paint(pilot, theme, false);
        compare(FOLDER.resolve(name + ".txt"), screen);
    }

    private static void compare(Path file, String screen) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, screen);
        }
        assertThat(file).exists();
        assertThat(screen).isEqualTo(Files.readString(file));
    }

    private static String paint(Pilot pilot, String theme, boolean ascii) throws IOException, ThemeException {
        Frame frame = FrameRenderer.render(pilot.model());
        int columns = frame.columns();
        int rows = frame.lines().size();
        DefaultVirtualTerminal terminal = new DefaultVirtualTerminal(new TerminalSize(columns, rows));
        TerminalScreen screen = new TerminalScreen(terminal);
        screen.startScreen();
        Theme look = new Themes(List.of(themes())).load(theme);
        new FramePainter(look, ascii).paint(frame, screen);
        screen.refresh(RefreshType.COMPLETE);
        return text(screen, columns, rows) + styles(screen, columns, rows);
    }

    private static String text(TerminalScreen screen, int columns, int rows) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                TextCharacter cell = screen.getFrontCharacter(column, row);
                boolean second = cell.is(ConsoleTerminal.CONTINUATION)
                        || column > 0
                                && screen.getFrontCharacter(column - 1, row).isDoubleWidth();
                line.append(second ? "" : cell.getCharacterString());
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String styles(TerminalScreen screen, int columns, int rows) {
        Map<String, Character> letters = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder("--- styles\n");
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                TextCharacter cell = screen.getFrontCharacter(column, row);
                String style =
                        cell.getForegroundColor() + " on " + cell.getBackgroundColor() + " " + cell.getModifiers();
                text.append(letters.computeIfAbsent(style, s -> LETTERS.charAt(letters.size())));
            }
            text.append('\n');
        }
        letters.forEach((style, letter) ->
                text.append(letter).append(" = ").append(style).append('\n'));
        return text.toString();
    }

    private static Path themes() {
        Path beside = Path.of("..", "themes");
        return Files.isDirectory(beside) ? beside : Path.of("themes");
    }
}
