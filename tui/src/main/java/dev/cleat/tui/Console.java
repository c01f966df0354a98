package dev.cleat.tui;

import dev.cleat.engine.api.Appearance;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.tui.effect.EarlyList;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.Facts;
import dev.cleat.tui.model.KeyMap;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Setup;
import dev.cleat.tui.settings.CommandsFile;
import dev.cleat.tui.settings.KeysFile;
import dev.cleat.tui.settings.MemoryFile;
import dev.cleat.tui.settings.SettingsFolders;
import dev.cleat.tui.terminal.ColorDepth;
import dev.cleat.tui.terminal.ConsoleTerminal;
import dev.cleat.tui.terminal.KeyReader;
import dev.cleat.tui.theme.Theme;
import dev.cleat.tui.theme.ThemeException;
import dev.cleat.tui.theme.Themes;
import dev.cleat.tui.view.Display;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The console, from the first paint to the exit status. */
public final class Console {

    private Console() {}

    /**
     * Shows the containers of this host until the operator quits, the terminal goes, or this process is told to end.
     *
     * <p><b>Errors.</b> {@link InvalidDefinitionException} when the theme, keys.yaml or commands.yaml cannot be used; what
     * {@link Engine#openTerminal} says when there is no terminal.
     *
     * @return 0; 129 after a hang-up; 143 after SIGTERM. Containers run on in any case
     */
    public static int run(Engine engine, ConsoleOptions options) throws ContainerException {
        EarlyList lists = EarlyList.begin(engine);
        Map<String, String> environment = System.getenv();
        SettingsFolders settings = new SettingsFolders(environment);
        List<Path> configuration = settings.configuration();
        KeyMap keys = KeysFile.find(configuration);
        List<CustomCommand> commands = CommandsFile.find(configuration, keys);
        Themes themes = new Themes(folders(settings));
        Theme theme = theme(options, themes, environment, engine.appearance());
        Predicate<Theme> isAscii = t -> options.ascii() || t.ascii().orElse(!isUtf8(environment));
        boolean ascii = isAscii.test(theme);
        ColorDepth depth = ColorDepth.ofOption(options.color()).orElseGet(() -> ColorDepth.of(environment));
        try (OperatorTerminal terminal = engine.openTerminal();
                Display display = new Display(new ConsoleTerminal(terminal, depth), theme, ascii)) {
            Clock clock = Clock.systemUTC();
            Facts facts = facts(options, theme, themes, ascii, keys, commands);
            MemoryFile memory = new MemoryFile(settings.state());
            Model model = remembering(memory.read(), Model.start(facts, terminal.size(), clock.instant()));
            KeyReader reader = new KeyReader(terminal, environment.containsKey("SSH_CONNECTION"), System::nanoTime);
            ThemeSwitch looks = new ThemeSwitch(themes, theme, isAscii);
            MemoryWriter writer = new MemoryWriter(memory);
            return new ConsoleLoop(engine, lists, terminal, display, reader, clock, options.refresh(), looks, writer)
                    .run(model);
        }
    }

    private static Model remembering(MemoryFile.Found found, Model model) {
        Model left = found.remembered().in(model);
        return found.problem().map(why -> left.saying(why, true)).orElse(left);
    }

    /** Who asks for one gets it: on the command line, in the environment, for this host, for all hosts. */
    private static Theme theme(
            ConsoleOptions options, Themes themes, Map<String, String> environment, Appearance appearance)
            throws ContainerException {
        Optional<String> wanted = options.theme()
                .or(() -> Optional.ofNullable(environment.get("CLEAT_THEME")).filter(name -> !name.isEmpty()))
                .or(() -> appearance.themeOf(hostName()));
        try {
            // Without its files the console still works, as long as nobody asks for one of them.
            return wanted.isEmpty() && !themes.has(Themes.DEFAULT)
                    ? Theme.PLAIN
                    : themes.load(wanted.orElse(Themes.DEFAULT));
        } catch (ThemeException e) {
            throw new InvalidDefinitionException("cannot use the theme: " + e.getMessage(), null);
        }
    }

    /** The user's own themes go before those that come with Cleat. */
    private static List<Path> folders(SettingsFolders settings) {
        List<Path> folders = new ArrayList<>(settings.themes());
        Optional.ofNullable(System.getProperty("cleat.home")).ifPresent(home -> folders.add(Path.of(home, "themes")));
        return folders;
    }

    private static Facts facts(
            ConsoleOptions options,
            Theme theme,
            Themes themes,
            boolean ascii,
            KeyMap keys,
            List<CustomCommand> commands) {
        return new Facts(
                hostName(),
                System.getProperty("user.name"),
                options.readOnly(),
                Runtime.getRuntime().availableProcessors(),
                ascii,
                theme.thresholds(),
                ZoneId.systemDefault(),
                keys,
                themes.names(),
                commands,
                new Setup(theme.name(), false, options.refresh()));
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "localhost";
        }
    }

    /** As setlocale(3) decides: LC_ALL, else LC_CTYPE, else LANG. */
    private static boolean isUtf8(Map<String, String> environment) {
        for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                String lower = value.toLowerCase(Locale.ROOT);
                return lower.contains("utf-8") || lower.contains("utf8");
            }
        }
        return false;
    }
}
