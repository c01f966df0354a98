package dev.cleat.engine.testing;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AttachRequest.Environment;
import dev.cleat.engine.api.AttachRequest.Pty;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.EngineOptions;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.RecordingChoice;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.UnshareRequest;
import dev.cleat.engine.runtime.LocalEngine;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A front end in a JVM of its own, for what concerns a whole process: its standard descriptors, its death.
 *
 * <p>{@code PATH STATE start NAME [STEP]} starts a container and stops for ever, at STEP or afterwards, saying {@code at
 * STEP}; {@code PATH STATE run NAME [PIDFILE]} starts it and ends, {@code foreground NAME} follows it,
 * {@code console NAME} views it, {@code attach-as NAME USER} executes id(1) there, {@code unshare
 * NAMESPACES SCRIPT} runs a script in new ones, {@code kill NAME} stops it, {@code list NAME} shows all; {@code PATH STATE attach NAME PTY LOG COMMAND...} ends with the
 * command's status, or 200 and a message; {@code attach-for-good} has no detach keys.
 */
public final class EngineProgram {

    private static final int FAILED = 200;
    private static final int COMMAND = 6;

    private EngineProgram() {}

    /** The command line of this program in a JVM that starts fast; faster with an archive of its class path's classes. */
    public static List<String> commandLine(Bench bench, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable"));
        Optional.ofNullable(System.getenv("CLEAT_TEST_ARCHIVE"))
                .ifPresent(archive -> line.add("-XX:SharedArchiveFile=" + archive));
        line.addAll(List.of(
                "-cp",
                classPath(),
                EngineProgram.class.getName(),
                bench.path().toString(),
                bench.state().toString()));
        line.addAll(Arrays.asList(arguments));
        return line;
    }

    /** The class path of this JVM, absolute, so that the program can be run in another directory. */
    public static String classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return String.join(
                File.pathSeparator,
                Arrays.stream(path.split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    public static void main(String[] arguments) {
        EngineOptions options =
                new EngineOptions(Path.of(arguments[0]), Path.of(arguments[1]), Optional.empty(), System.err::println);
        int status;
        try (Engine engine = LocalEngine.open(options)) {
            status = run(engine, arguments);
        } catch (ContainerException e) {
            System.err.println(e.getClass().getSimpleName() + ": " + e.getMessage());
            status = FAILED;
        }
        System.exit(status);
    }

    private static int run(Engine engine, String[] arguments) throws ContainerException {
        String name = arguments[3];
        switch (arguments[2]) {
            case "start" -> start(engine, name, arguments.length > 4 ? arguments[4] : "");
            case "run" -> engine.start(run(name, arguments), step -> {});
            case "foreground" -> {
                return engine.startForeground(StartRequest.of(name), step -> {}, Optional.empty())
                        .exitStatus();
            }
            case "console" -> {
                return engine.console(name, 0, false, true, Optional.empty()).exitStatus();
            }
            case "unshare" -> {
                return unshare(engine, name, arguments[4]);
            }
            case "attach-as" -> {
                AttachRequest as = AttachRequest.to(name)
                        .command(List.of("id"))
                        .user(Optional.of(arguments[4]))
                        .build();
                return engine.attach(as, Optional.empty()).exitStatus();
            }
            case "kill" -> engine.stop(new StopRequest(name, Optional.empty(), true, false, true));
            case "list" -> engine.list().forEach(row -> System.out.println(row.name() + " " + row.state()));
            default -> {
                return engine.attach(attach(arguments), Optional.empty()).exitStatus();
            }
        }
        return 0;
    }

    private static StartRequest run(String name, String[] arguments) {
        return new StartRequest(
                Optional.of(name),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                arguments.length > 4 ? Optional.of(Path.of(arguments[4])) : Optional.empty());
    }

    private static int unshare(Engine engine, String namespaces, String script) throws ContainerException {
        Set<NamespaceType> types = Arrays.stream(namespaces.split(","))
                .map(NamespaceType::valueOf)
                .collect(java.util.stream.Collectors.toSet());
        Optional<String> hostname = types.contains(NamespaceType.UTS) ? Optional.of("inside") : Optional.empty();
        UnshareRequest request =
                new UnshareRequest(types, Optional.empty(), hostname, true, List.of("/bin/sh", "-c", script));
        return engine.unshare(request, Optional.empty()).exitStatus();
    }

    private static void start(Engine engine, String name, String last) throws ContainerException {
        engine.start(StartRequest.of(name), step -> {
            if (step.name().equals(last)) {
                stopForEver(last);
            }
        });
        stopForEver("the end");
    }

    private static void stopForEver(String where) {
        System.out.println("at " + where);
        while (true) {
            java.util.concurrent.locks.LockSupport.park();
        }
    }

    private static AttachRequest attach(String[] arguments) {
        String log = arguments[5];
        return AttachRequest.to(arguments[3])
                .command(Arrays.asList(arguments).subList(COMMAND, arguments.length))
                .environment(Environment.CLEAR)
                .directory(Optional.of("/"))
                .pty(Pty.valueOf(arguments[4]))
                .detachKeys(arguments[2].equals("attach-for-good") ? "none" : AttachRequest.DEFAULT_DETACH_KEYS)
                .ptyLog(log.equals("-") || log.endsWith(".cast") ? Optional.empty() : Optional.of(Path.of(log)))
                .recording(
                        log.endsWith(".cast")
                                ? new RecordingChoice(Optional.of(Path.of(log)), false, Optional.empty())
                                : RecordingChoice.BY_POLICY)
                .build();
    }
}
