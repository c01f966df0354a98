package dev.cleat.tui;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.tui.effect.EarlyList;
import dev.cleat.tui.model.Choices;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.Facts;
import dev.cleat.tui.model.KeyMap;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Remembered;
import dev.cleat.tui.model.Setup;
import dev.cleat.tui.settings.CommandsFile;
import dev.cleat.tui.settings.KeysFile;
import dev.cleat.tui.settings.MemoryFile;
import dev.cleat.tui.settings.SettingsFolders;
import dev.cleat.tui.terminal.ColorDepth;
import dev.cleat.tui.terminal.ConsoleTerminal;
import dev.cleat.tui.terminal.KeyReader;
import dev.cleat.tui.theme.Theme;
import dev.cleat.tui.theme.Themes;
import dev.cleat.tui.view.Display;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The console, from the first paint to the exit status. */
public final class Console {

    /** How often figures are read when nobody says it. */
    private static final Duration PACE = Duration.ofSeconds(1);

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
        MemoryFile memory = new MemoryFile(settings.state());
        MemoryFile.Found found = memory.read();
        Choices choices = found.remembered().choices();
        FirstLook look = FirstLook.of(options, environment, choices, themes, engine.appearance(), hostName());
        boolean ascii = look.isAscii(look.theme());
        ColorDepth depth = ColorDepth.ofOption(options.color()).orElseGet(() -> ColorDepth.of(environment));
        try (OperatorTerminal terminal = engine.openTerminal();
                Display display = new Display(new ConsoleTerminal(terminal, depth), look.theme(), ascii)) {
            display.mouse(found.remembered().mouse());
            Clock clock = Clock.systemUTC();
            Duration pace = options.refresh().or(choices::refresh).orElse(PACE);
            Setup setup = new Setup(
                    look.theme().name(), look.isOfHost(), found.remembered().mouse(), pace, choices);
            Facts facts = facts(options, look.theme(), themes, ascii, keys, commands, setup);
            Optional<String> problem = found.problem().or(look::problem);
            Model start = Model.start(facts, terminal.size(), clock.instant());
            Model model = remembering(found.remembered(), problem, start);
            KeyReader reader = new KeyReader(terminal, environment.containsKey("SSH_CONNECTION"), System::nanoTime);
            ThemeSwitch looks = new ThemeSwitch(themes, look.theme(), look::isAscii);
            MemoryWriter writer = new MemoryWriter(memory);
            return new ConsoleLoop(engine, lists, terminal, display, reader, clock, pace, looks, writer).run(model);
        }
    }

    private static Model remembering(Remembered remembered, Optional<String> problem, Model model) {
        Model left = remembered.in(model);
        return problem.map(why -> left.saying(why, true)).orElse(left);
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
            List<CustomCommand> commands,
            Setup setup) {
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
                setup);
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "localhost";
        }
    }
}
