package dev.cleat.engine.runtime;

import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.plan.StartPlan;
import dev.cleat.engine.start.EndWish;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The command line that a keeper becomes in the end: this Java with this program's classes, its options and its native
 * libraries, and {@link Afterlife} as the main class.
 */
final class AfterlifeCommand implements EndWish.Program {

    /** java(1): options that take the next word as their value. */
    private static final Set<String> TAKE_A_WORD =
            Set.of("-cp", "-classpath", "--class-path", "-jar", "-p", "--module-path", "--add-modules", "-m");

    /** Kept: how the JVM runs. Not kept: what it loads beside the class path, debuggers, what it writes at its end. */
    private static final List<String> KEPT = List.of("-X", "-D", "--enable-native-access");

    private static final List<String> NOT_KEPT = List.of(
            "-Xmx",
            "-Xms",
            "-Xshare",
            "-Xrun",
            "-Xdebug",
            "-XX:ArchiveClassesAtExit",
            "-XX:AOTCacheOutput",
            "-XX:AOTMode");

    /** Set by the program itself, before its first native library. */
    private static final List<String> PROPERTIES = List.of(
            "jna.boot.library.path",
            "jna.noclasspath",
            "jna.nosys",
            "jna.nounpack",
            "jna.tmpdir",
            "jna.platform.library.path",
            "pty4j.preferred.native.folder",
            "java.util.logging.config.file");

    private static final List<String> ENVIRONMENT = List.of(
            "PATH", "HOME", "LANG", "LC_ALL", "USER", "LOGNAME", "TZ", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS");

    private final Path path;
    private final Path state;

    AfterlifeCommand(Path path, Path state) {
        this.path = path;
        this.state = state;
    }

    @Override
    public List<String> arguments(String name) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(options(ownCommandLine()));
        line.addAll(List.of("-cp", classPath(), Afterlife.class.getName()));
        line.addAll(List.of(path.toString(), state.toString(), name));
        return line;
    }

    /** From those of {@code line}, a running JVM's. An archive stays and -Xshare goes: no Java takes AOTCache with it. */
    static List<String> options(List<String> line) {
        List<String> options = kept(line);
        options.add("-Xmx64m");
        for (String property : PROPERTIES) {
            String value = System.getProperty(property);
            if (value != null) {
                options.add("-D" + property + "=" + value);
            }
        }
        return options;
    }

    /** What its hooks and its next life find as they would at the first start. */
    @Override
    public List<String> environment(StartPlan plan) {
        return ENVIRONMENT.stream()
                .filter(name -> System.getenv(name) != null)
                .map(name -> name + "=" + System.getenv(name))
                .toList();
    }

    /** The JVM's own options of a command line, up to its main class. */
    private static List<String> kept(List<String> line) {
        List<String> kept = new ArrayList<>();
        for (int i = 1; i < line.size() && line.get(i).startsWith("-"); i++) {
            String option = line.get(i);
            if (TAKE_A_WORD.contains(option)) {
                i++;
            } else if (startsWithAny(option, KEPT) && !startsWithAny(option, NOT_KEPT) && !isSetAnyway(option)) {
                kept.add(option);
            }
        }
        return kept;
    }

    /** Given anew with each life, and not once more with each. */
    private static boolean isSetAnyway(String option) {
        return PROPERTIES.stream().anyMatch(property -> option.startsWith("-D" + property + "="));
    }

    private static boolean startsWithAny(String option, List<String> beginnings) {
        return beginnings.stream().anyMatch(option::startsWith);
    }

    private static List<String> ownCommandLine() {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc/" + Credentials.processId() + "/cmdline"));
            return Arrays.asList(new String(line, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException e) {
            return List.of(); // without options it is slower, no more
        }
    }

    /** Absolute: it runs in another directory. */
    private static String classPath() {
        return String.join(
                File.pathSeparator,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }
}
