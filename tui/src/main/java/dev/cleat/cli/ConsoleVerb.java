package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.Nearest;
import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.TimeValue;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.tui.Console;
import dev.cleat.tui.ConsoleOptions;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.Setup;
import dev.cleat.tui.plain.PlainConsole;
import dev.cleat.tui.settings.CommandsFile;
import dev.cleat.tui.settings.KeysFile;
import dev.cleat.tui.settings.SettingsFolders;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** {@code ui}: the console. */
final class ConsoleVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "ui",
            "open the console",
            Operands.NONE,
            false,
            List.of(
                    Option.value("--theme", "NAME", "how it looks (CLEAT_THEME)"),
                    Option.flag("--read-only", "look, change nothing"),
                    Option.value("--refresh", "TIME", "how often figures are read, default 1s"),
                    Option.value("--color", "MODE", "auto, none, 16, 256 or true"),
                    Option.flag("--ascii", "draw with ASCII only"),
                    Option.flag("--plain", "line by line, without a screen: for screen readers"),
                    Option.value("--host", "NAME", "these other hosts instead of those of config.yaml, by ssh")
                            .repeated()),
            List.of());

    private static final List<String> COLORS = List.of("auto", "none", "16", "256", "true");

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException {
        ConsoleOptions options = options(call.arguments());
        if (call.arguments().has("--plain")) {
            return plain(call, options);
        }
        Places.announceHome();
        // On the screen they would be in the way; they are told when it is gone.
        Queue<String> warnings = new ConcurrentLinkedQueue<>();
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, fault) -> warnings.add(thread.getName() + " ended: " + fault));
        try (Engine engine = HostChoice.engine(call, call.openEngine(warnings::add))) {
            return Console.run(engine, options);
        } finally {
            warnings.forEach(call.messages()::warn);
        }
    }

    /** Standard input and output are used as they are; where one is attached, the engine takes them for that time. */
    private static int plain(Call call, ConsoleOptions options) throws UsageException, ContainerException {
        List<Path> settings = new SettingsFolders(System.getenv()).configuration();
        List<CustomCommand> commands = CommandsFile.find(settings, KeysFile.find(settings));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        try (Engine engine = HostChoice.engine(call, call.openEngine())) {
            return new PlainConsole(
                            engine,
                            new FileInputStream(FileDescriptor.in),
                            out,
                            options.readOnly(),
                            call.here().clock(),
                            commands)
                    .run();
        }
    }

    private static ConsoleOptions options(Arguments arguments) throws UsageException {
        return new ConsoleOptions(
                arguments.value("--theme"),
                arguments.has("--read-only"),
                refresh(arguments),
                color(arguments),
                arguments.has("--ascii"));
    }

    private static Optional<Duration> refresh(Arguments arguments) throws UsageException {
        Optional<String> text = arguments.value("--refresh");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> time = TimeValue.parse(text.get());
        if (time.filter(Setup::canRefreshEvery).isEmpty()) {
            throw new UsageException("ui", "--refresh \"" + text.get() + "\" is no time from 100ms to 1h");
        }
        return time;
    }

    private static String color(Arguments arguments) throws UsageException {
        String color = arguments.value("--color").orElse(ConsoleOptions.DEFAULT.color());
        if (!COLORS.contains(color)) {
            throw new UsageException(
                    "ui",
                    "--color \"" + color + "\" is none of " + String.join(", ", COLORS) + Nearest.hint(color, COLORS));
        }
        return color;
    }
}
