package dev.cleat.engine.definition;

import static dev.cleat.engine.definition.Scalars.anyText;
import static dev.cleat.engine.definition.Scalars.flag;
import static dev.cleat.engine.definition.Scalars.insidePath;
import static dev.cleat.engine.definition.Scalars.octal;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.definition.Definition.ConsoleMode;
import dev.cleat.engine.definition.InitProcess.Mode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The keys of {@code process:}. */
final class ProcessKeys {

    /** struct winsize has 16 bits for each (ioctl_tty(2)). */
    private static final int LARGEST_SIZE = 65_535;

    private static final Key<Mode> MODE = Key.of(
            "mode",
            Scalars.word(Map.of("system", Mode.SYSTEM, "app", Mode.APP, "stub", Mode.STUB)),
            Mode.SYSTEM,
            "how PID 1 is: system (an init), app (any program), stub (any program below Cleat's own init)");
    private static final Key<List<String>> COMMAND =
            Key.of("command", commandLine(), List.of(), "the program that becomes PID 1, and its arguments");
    private static final Key<List<String>> EXEC_COMMAND =
            Key.of("execCommand", commandLine(), List.of(), "what cleat execute runs without a command");
    private static final Key<String> CWD =
            Key.of("cwd", insidePath(), "/", "working directory in the container, made when missing");
    private static final Key<Map<String, String>> ENV = variables("env", "environment variables of init and hooks");
    private static final Key<Map<String, String>> ENV_RUNTIME = variables("envRuntime", "for init alone");
    private static final Key<Map<String, String>> ENV_HOOKS = variables("envHooks", "for hooks alone");
    private static final Key<List<Path>> ENV_FILES = Key.of(
            "envFiles", ListOf.of(Scalars.hostPath()), List.of(), "files of NAME=VALUE lines, read at the start");
    private static final Key<List<String>> ENV_INHERIT = Key.of(
            "envInherit",
            ListOf.of(Names.variable()),
            List.of(),
            "names, * and ? allowed, taken from whoever starts the container");
    private static final Key<UserAndGroup> USER = Key.of(
            "user", Names.userAndGroup(), UserAndGroup.ROOT, "uid, uid:gid, name or name:group, in the container");
    private static final Key<Boolean> TERMINAL =
            Key.of("terminal", flag(), false, "the container console is the controlling terminal of PID 1");
    private static final Key<Optional<Integer>> UMASK = Key.maybe("umask", octal(0777), "octal; default 022");
    private static final Key<List<String>> ADDITIONAL_GROUPS =
            Key.of("additionalGroups", ListOf.of(Names.userOrGroup()), List.of(), "gids or names in the container");

    private static final Key<Long> ROWS = Key.required("rows", Scalars.number(1, LARGEST_SIZE), 1L, "lines");
    private static final Key<Long> COLUMNS = Key.required("cols", Scalars.number(1, LARGEST_SIZE), 1L, "columns");
    private static final Key<Optional<TerminalSize>> CONSOLE_SIZE = Key.maybe(
            "consoleSize",
            new Section<>(
                    List.of(ROWS, COLUMNS),
                    Set.of(),
                    values -> new TerminalSize(
                            values.get(ROWS).intValue(), values.get(COLUMNS).intValue())),
            "size of the container console until somebody looks at it, {rows: 25, cols: 80}");

    private static final Section<Init> SECTION = new Section<>(
            keys(), Set.of("execCpuAffinity", "memoryPolicy", "preserveFds", "notifySocket"), ProcessKeys::init);

    static final Key<Init> KEY = Key.of("process", SECTION, SECTION.defaults(), "the program that is PID 1");

    private ProcessKeys() {}

    /** Both halves of what the section says. */
    record Init(InitProcess process, ProcessTuning tuning) {}

    private static List<Key<?>> keys() {
        List<Key<?>> keys = new ArrayList<>(
                List.of(MODE, COMMAND, EXEC_COMMAND, CWD, USER, ADDITIONAL_GROUPS, UMASK, ENV, ENV_RUNTIME, ENV_HOOKS));
        keys.addAll(List.of(ENV_FILES, ENV_INHERIT, TERMINAL, CONSOLE_SIZE));
        keys.addAll(TuningKeys.KEYS);
        return keys;
    }

    private static Key<Map<String, String>> variables(String name, String meaning) {
        return Key.of(name, new MapOf<>(Names.variable(), anyText()), Map.of(), meaning);
    }

    private static ListOf<String> commandLine() {
        return new ListOf<>(anyText(), "; write [program, argument, ...], there is no shell to split it");
    }

    private static Init init(Values values) {
        for (Key<List<String>> key : List.of(COMMAND, EXEC_COMMAND)) {
            if (!values.get(key).isEmpty() && values.get(key).get(0).isEmpty()) {
                values.problem(key, values.path(key) + ": the program's name is empty");
            }
        }
        if (values.get(TERMINAL)) {
            reportTerminal(values);
        }
        return new Init(process(values), TuningKeys.tuning(values));
    }

    private static InitProcess process(Values values) {
        return new InitProcess(
                values.get(MODE),
                values.get(COMMAND),
                values.get(EXEC_COMMAND),
                values.get(CWD),
                new InitProcess.Environment(
                        values.get(ENV),
                        values.get(ENV_RUNTIME),
                        values.get(ENV_HOOKS),
                        values.get(ENV_FILES),
                        values.get(ENV_INHERIT)),
                new InitProcess.User(values.get(USER).user(), values.get(USER).group(), values.get(ADDITIONAL_GROUPS)),
                values.get(TERMINAL),
                values.get(UMASK).map(OptionalInt::of).orElse(OptionalInt.empty()),
                values.get(CONSOLE_SIZE));
    }

    private static void reportTerminal(Values values) {
        values.contradiction(
                TERMINAL,
                definition -> definition.console().mode() == ConsoleMode.NONE
                        || definition.console().mode() == ConsoleMode.PIPE,
                definition -> "process.terminal: needs a console with a terminal, but console.mode is "
                        + (definition.console().mode() == ConsoleMode.NONE ? "none" : "pipe"));
        values.contradiction(
                TERMINAL,
                definition -> !definition.autoMounts().devpts(),
                definition -> "process.terminal: needs /dev/pts, but autoMounts.devpts is false");
    }
}
