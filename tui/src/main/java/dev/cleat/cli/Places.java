package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.UsageException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.EngineOptions;
import dev.cleat.engine.api.HostLimitException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Decides where definitions and state are: option, else environment, else the directories of root or of the user. */
final class Places {

    private final Arguments arguments;
    private final Map<String, String> environment;
    private final int userId;

    Places(Arguments arguments, Surroundings here) {
        this.arguments = arguments;
        this.environment = here.environment();
        this.userId = here.userId();
    }

    /**
     * The directories as absolute paths; nothing is created.
     *
     * <p><b>Errors.</b> {@link HostLimitException} when a user without home or run-time directory gave none.
     */
    EngineOptions engineOptions(Consumer<String> warnings) throws UsageException, ContainerException {
        Optional<Path> path = given("--path", "CLEAT_PATH");
        Optional<Path> state = given("--state", "CLEAT_STATE");
        return new EngineOptions(
                path.isPresent() ? path.get() : defaultPath(),
                state.isPresent() ? state.get() : defaultState(),
                samples(),
                config(),
                warnings);
    }

    /** The host's settings; empty where a user has no place for them. */
    private Optional<Path> config() throws UsageException {
        String given = environment.getOrDefault("CLEAT_CONFIG", "");
        if (!given.isEmpty()) {
            return Optional.of(path("", "CLEAT_CONFIG", given));
        }
        if (userId == 0) {
            return Optional.of(Path.of("/etc/cleat/config.yaml"));
        }
        return absolute("XDG_CONFIG_HOME")
                .or(() -> absolute("HOME").map(home -> home.resolve(".config")))
                .map(directory -> directory.resolve("cleat/config.yaml"));
    }

    /** {@code text} as an absolute path. */
    static Path path(String verb, String option, String text) throws UsageException {
        return relativePath(verb, option, text).toAbsolutePath();
    }

    /** {@code text} as the path that the user wrote, for messages that repeat it. */
    static Path relativePath(String verb, String option, String text) throws UsageException {
        if (text.isEmpty()) {
            throw new UsageException(verb, option + " is empty");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException(verb, option + " \"" + text + "\" is no path: " + whyNoPath(e));
        }
    }

    /** A JVM writes names of files in the user's locale: in the locale C it can name ASCII only. */
    private static String whyNoPath(InvalidPathException e) {
        boolean ascii = e.getInput().chars().allMatch(character -> character < 0x80);
        return ascii ? e.getReason() : "the locale has no such letters; set LC_ALL=C.UTF-8";
    }

    private Optional<Path> given(String option, String variable) throws UsageException {
        Optional<String> value = arguments.value(option);
        if (value.isPresent()) {
            return Optional.of(path("", option, value.get()));
        }
        String fromEnvironment = environment.getOrDefault(variable, "");
        return fromEnvironment.isEmpty() ? Optional.empty() : Optional.of(path("", variable, fromEnvironment));
    }

    private Path defaultPath() throws ContainerException {
        if (userId == 0) {
            return Path.of("/var/lib/cleat");
        }
        Optional<Path> data = absolute("XDG_DATA_HOME");
        if (data.isPresent()) {
            return data.get().resolve("cleat");
        }
        return absolute("HOME")
                .map(home -> home.resolve(".local/share/cleat"))
                .orElseThrow(() ->
                        new HostLimitException("no directory for definitions: HOME is not set", "give --path DIR"));
    }

    private Path defaultState() throws ContainerException {
        if (userId == 0) {
            return Path.of("/run/cleat");
        }
        Path runtime = absolute("XDG_RUNTIME_DIR").orElse(Path.of("/run/user/" + userId));
        if (!Files.isDirectory(runtime)) {
            throw new HostLimitException(
                    "no directory for what runs: " + runtime + " is missing", "log in, or give --state DIR");
        }
        return runtime.resolve("cleat");
    }

    /** The XDG base directory specification ignores relative paths. */
    private Optional<Path> absolute(String variable) {
        String value = environment.getOrDefault(variable, "");
        return value.startsWith("/") ? Optional.of(Path.of(value)) : Optional.empty();
    }

    private static Optional<Path> samples() {
        Path samples = home().resolve("sample-configs");
        return Files.isDirectory(samples) ? Optional.of(samples) : Optional.empty();
    }

    /** Tells the console where the themes are that come with Cleat; a home that is already told wins. */
    static void announceHome() {
        if (System.getProperty("cleat.home") == null) {
            System.setProperty("cleat.home", home().toString());
        }
    }

    /** The source tree that {@code tui/target/cleat.jar} or {@code tui/target/classes} was built in. */
    private static Path home() {
        return OwnJar.folder().toPath().resolve("../..").normalize();
    }
}
