package dev.cleat.engine.definition;

import static dev.cleat.engine.definition.Scalars.anyText;
import static dev.cleat.engine.definition.Scalars.flag;
import static dev.cleat.engine.definition.Scalars.insidePath;
import static dev.cleat.engine.definition.Scalars.octal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The keys of {@code process:}. */
final class ProcessKeys {

    private static final Key<List<String>> COMMAND = Key.of(
            "command",
            new ListOf<>(anyText(), "; write [program, argument, ...], there is no shell to split it"),
            List.of(),
            "the program that becomes PID 1, and its arguments");
    private static final Key<String> CWD =
            Key.of("cwd", insidePath(), "/", "working directory in the container, made when missing");
    private static final Key<Map<String, String>> ENV =
            Key.of("env", new MapOf<>(Names.variable(), anyText()), Map.of(), "environment variables");
    private static final Key<UserAndGroup> USER = Key.of(
            "user", Names.userAndGroup(), UserAndGroup.ROOT, "uid, uid:gid, name or name:group, in the container");
    private static final Key<Boolean> TERMINAL =
            Key.of("terminal", flag(), false, "the container console is the controlling terminal of PID 1");
    private static final Key<Optional<Integer>> UMASK =
            Key.of("umask", new Maybe<>(octal(0777)), Optional.empty(), "octal; default 022");
    private static final Key<List<String>> ADDITIONAL_GROUPS =
            Key.of("additionalGroups", ListOf.of(Names.userOrGroup()), List.of(), "gids or names in the container");
    private static final Section<InitProcess> SECTION = new Section<>(
            List.of(COMMAND, CWD, ENV, USER, TERMINAL, UMASK, ADDITIONAL_GROUPS),
            Set.of(
                    "mode",
                    "execCommand",
                    "envRuntime",
                    "envHooks",
                    "envFiles",
                    "envInherit",
                    "consoleSize",
                    "rlimits",
                    "proc",
                    "scheduler",
                    "ioPriority",
                    "cpuAffinity",
                    "execCpuAffinity",
                    "memoryPolicy",
                    "keyring",
                    "preserveFds",
                    "notifySocket"),
            ProcessKeys::process);

    static final Key<InitProcess> KEY = Key.of("process", SECTION, SECTION.defaults(), "the program that is PID 1");

    private ProcessKeys() {}

    private static InitProcess process(Values values) {
        if (!values.get(COMMAND).isEmpty() && values.get(COMMAND).get(0).isEmpty()) {
            values.problem(COMMAND, "process.command: the program's name is empty");
        }
        return new InitProcess(
                InitProcess.Mode.SYSTEM,
                values.get(COMMAND),
                List.of(),
                values.get(CWD),
                new InitProcess.Environment(values.get(ENV), Map.of(), Map.of(), List.of(), List.of()),
                new InitProcess.User(values.get(USER).user(), values.get(USER).group(), values.get(ADDITIONAL_GROUPS)),
                values.get(TERMINAL),
                values.get(UMASK).map(OptionalInt::of).orElse(OptionalInt.empty()),
                Optional.empty());
    }
}
