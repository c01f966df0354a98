package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.StartRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code start} and {@code execute} have in common: their options, and the request these make. */
final class StartArguments {

    /** All but those that choose between detached and foreground. */
    static final List<Option> OPTIONS = List.of(
            Option.value("-f/--file", "FILE", "the definition, instead of the stored one of NAME"),
            Option.value("-s/--set", "KEY=VALUE", "replace a key, as process.cwd=/tmp")
                    .repeated(),
            Option.value("-p/--pidfile", "FILE", "write init's pid to FILE"),
            Option.value("-L/--console-log", "FILE", "log the container console to FILE"),
            Option.optionalValue("--log-sync", "TIME", "bring that log to the disk each TIME, 0: at once; default 1s"),
            Option.flag("-C/--close-all-fds", "close inherited descriptors; they are closed in any case"),
            Option.value("--share-net", "NAME|PID", "use the network of a container or process"),
            Option.value("--share-ipc", "NAME|PID", "use its System V IPC and POSIX message queues"),
            Option.value("--share-uts", "NAME|PID", "use its host name"),
            Option.value("--share-pid", "NAME|PID", "use its pids"),
            Option.value("--share-user", "NAME|PID", "use its user namespace"));

    private StartArguments() {}

    /**
     * The request; of the host only the place of the pid file is looked at, because a start would fail at its very end.
     *
     * <p><b>Errors.</b> {@link UsageException} for the first wrong value.
     */
    static StartRequest request(String verb, Arguments arguments, boolean execute) throws UsageException {
        Optional<Path> file = path(verb, arguments, "--file");
        if (file.isEmpty() && arguments.operands().isEmpty()) {
            throw new UsageException(verb, "NAME or -f FILE is missing");
        }
        return new StartRequest(
                arguments.operand(0),
                file,
                withLogSync(verb, arguments),
                arguments.command(),
                consoleLog(verb, arguments),
                pidFile(verb, arguments),
                shared(verb, arguments),
                execute);
    }

    private static Optional<Path> pidFile(String verb, Arguments arguments) throws UsageException {
        Optional<Path> file = path(verb, arguments, "--pidfile");
        if (file.isPresent() && Files.isDirectory(file.get())) {
            throw new UsageException(verb, "--pidfile " + file.get() + " is a directory");
        }
        requireDirectory(verb, "--pidfile", file);
        return file;
    }

    private static Optional<Path> consoleLog(String verb, Arguments arguments) throws UsageException {
        Optional<Path> file = path(verb, arguments, "--console-log");
        requireDirectory(verb, "--console-log", file);
        return file;
    }

    /** A directory that an option does not name but needs is mistyped more often than missing. */
    private static void requireDirectory(String verb, String option, Optional<Path> file) throws UsageException {
        Optional<Path> directory = file.map(Path::getParent);
        if (directory.isPresent() && !Files.isDirectory(directory.get())) {
            throw new UsageException(verb, option + ": there is no directory " + directory.get());
        }
    }

    /** The values of {@code --set}. */
    static List<String> overrides(String verb, Arguments arguments) throws UsageException {
        for (String override : arguments.values("--set")) {
            if (override.indexOf('=') < 1) {
                throw new UsageException(verb, "--set \"" + override + "\" is not KEY=VALUE");
            }
        }
        return arguments.values("--set");
    }

    /** What {@code --log-sync} says stands in the definition, too. */
    private static List<String> withLogSync(String verb, Arguments arguments) throws UsageException {
        List<String> overrides = new ArrayList<>(overrides(verb, arguments));
        Optional<Duration> sync = TimeOption.logSync(verb, arguments);
        if (sync.isPresent()) {
            overrides.add("console.log.sync=" + sync.get().toMillis() + "ms");
        }
        return overrides;
    }

    /** The value of an option that names a file. */
    static Optional<Path> path(String verb, Arguments arguments, String option) throws UsageException {
        Optional<String> text = arguments.value(option);
        return text.isEmpty() ? Optional.empty() : Optional.of(Places.path(verb, option, text.get()));
    }

    private static Map<NamespaceType, String> shared(String verb, Arguments arguments) throws UsageException {
        Map<NamespaceType, String> shared = new EnumMap<>(NamespaceType.class);
        for (NamespaceType type : NamespaceType.values()) {
            String option = "--share-" + type.procName();
            Optional<String> source = arguments.value(option);
            if (source.isPresent()) {
                if (source.get().isEmpty()) {
                    throw new UsageException(verb, option + " is empty");
                }
                shared.put(type, source.get());
            }
        }
        return shared;
    }
}
