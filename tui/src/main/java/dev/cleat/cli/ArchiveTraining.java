package dev.cleat.cli;

import dev.cleat.cli.output.StandardOutput;
import dev.cleat.engine.api.Engine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs what short commands run, so that the JVM sees which classes an archive should hold: of a container that does not
 * exist, and for root of a small one that is gone a moment later, with a console that looks at it. Its directories are its own.
 */
final class ArchiveTraining {

    private static final List<List<String>> COMMAND_LINES = List.of(
            List.of("ls", "-a"),
            List.of("ls", "--json"),
            List.of("ls", "-f", "NAME,STATE", "none"),
            List.of("attach", "no-such-container", "-e", "-s", "NET", "-v", "A=B", "--", "true"),
            List.of("start", "no-such-container", "-s", "process.cwd=/", "--", "true"),
            List.of("plan", "no-such-container"),
            List.of("stop", "no-such-container", "-t", "5s"),
            List.of("kill", "no-such-container", "TERM"),
            List.of("restart", "no-such-container"),
            List.of("freeze", "no-such-container"),
            List.of("thaw", "no-such-container"),
            List.of("wait", "no-such-container", "-s", "RUNNING", "-t", "0"),
            List.of("autostart", "-L"),
            List.of("info", "no-such-container"),
            List.of("no-such-verb"));

    private static final String PREFIX = "cleat-training";

    /** Several may be trained at once, with directories of their own on a machine that they share. */
    static final String NAME = PREFIX + "-" + ProcessHandle.current().pid();

    private static final List<String> CONSOLE = List.of("ui", "--refresh", "100ms");

    /** Ends by itself, should the training be killed. */
    private static final String DEFINITION = """
            schema: 1
            name: %s
            description: lives while the class-data archive is made
            rootfs: host
            process:
              command: [/bin/sleep, "20"]
              terminal: true
            resources:
              memory:
                limit: 64M
              pids: 16
            """.formatted(NAME);

    private static final List<List<String>> LIFE = List.of(
            List.of("ls"),
            List.of("ls", "--json"),
            List.of("attach", NAME, "--", "true"),
            List.of("attach", NAME, "-T", "--", "true"),
            List.of("info", NAME),
            List.of("ps", NAME),
            List.of("logs", NAME),
            List.of("wait", NAME, "-s", "RUNNING", "-t", "5s"),
            List.of("freeze", NAME),
            List.of("thaw", NAME),
            List.of("why", NAME),
            List.of("restart", "-k", NAME));

    private ArchiveTraining() {}

    /** Runs them all; failures are expected and say nothing. */
    static void run(Surroundings here) {
        try {
            Path place = Files.createTempDirectory("cleat-archive");
            try {
                Map<String, String> environment = ownFiles(here.environment(), place);
                Surroundings quiet = quiet(here, environment, here.engines());
                Surroundings untouchable = quiet(here, environment, options -> new TrainingEngine());
                for (List<String> words : COMMAND_LINES) {
                    new CommandLine(quiet).run("cleat", at(place, words));
                }
                Path definition = Files.writeString(place.resolve("training.yaml"), DEFINITION);
                new CommandLine(quiet).run("cleat", at(place, List.of("plan", "-f", definition.toString())));
                if (here.userId() == 0) {
                    live(quiet, place, definition);
                }
                new CommandLine(untouchable).run("cleat", at(place, List.of("ls")));
                new CommandLine(untouchable).run("cleat", at(place, CONSOLE));
            } finally {
                remove(place);
            }
        } catch (IOException e) {
            // Without a temporary directory the archive holds less, and everything works as well.
            here.err().println("cleat: the class-data archive is incomplete: " + e.getMessage());
        }
    }

    /** Neither the operator's settings are obeyed, which may ask for recordings or other hosts, nor anything is remembered. */
    private static Map<String, String> ownFiles(Map<String, String> environment, Path place) throws IOException {
        Path config = Files.writeString(place.resolve("config.yaml"), "# as without one\n");
        Map<String, String> own = new HashMap<>(environment);
        own.put("CLEAT_CONFIG", config.toString());
        own.put("XDG_CONFIG_HOME", place.toString());
        own.put("XDG_STATE_HOME", place.toString());
        return own;
    }

    private static void live(Surroundings quiet, Path place, Path definition) {
        CommandLine cleat = new CommandLine(quiet);
        if (cleat.run("cleat", at(place, List.of("start", "-f", definition.toString()))) == ExitStatus.DONE) {
            try {
                LIFE.forEach(words -> cleat.run("cleat", at(place, words)));
                Surroundings unwatched = quiet(
                        quiet,
                        quiet.environment(),
                        options -> unwatched(quiet.engines().open(options)));
                new CommandLine(unwatched).run("cleat", at(place, CONSOLE));
            } finally {
                cleat.run("cleat", at(place, List.of("stop", "-k", NAME)));
            }
        }
    }

    /** An engine whose console nobody sees. */
    private static Engine unwatched(Engine engine) {
        Class<?>[] interfaces = {Engine.class};
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), interfaces, (proxy, method, arguments) -> {
                    if (method.getName().equals("openTerminal")) {
                        return new TrainingTerminal(PREFIX);
                    }
                    try {
                        return method.invoke(engine, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Surroundings quiet(
            Surroundings here, Map<String, String> environment, Surroundings.EngineOpener engines) {
        OutputStream nowhere = OutputStream.nullOutputStream();
        return new Surroundings(
                environment,
                here.userId(),
                here.self(),
                new StandardOutput(nowhere, true, false),
                new PrintStream(nowhere, false, StandardCharsets.UTF_8),
                here.clock(),
                engines);
    }

    private static List<String> at(Path place, List<String> words) {
        List<String> all = new ArrayList<>(List.of(
                "--path",
                place.resolve("path").toString(),
                "--state",
                place.resolve("state").toString()));
        all.addAll(words);
        return all;
    }

    private static void remove(Path place) throws IOException {
        try (Stream<Path> paths = Files.walk(place)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
