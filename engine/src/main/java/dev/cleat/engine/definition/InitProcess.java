package dev.cleat.engine.definition;

import dev.cleat.engine.api.TerminalSize;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The program that is PID 1.
 *
 * @param mode how it is PID 1
 * @param command argv; empty when the file gives none
 * @param executeCommand for {@code cleat execute} without a command
 * @param cwd working directory, made when missing
 * @param environment of init, hooks and attached commands
 * @param terminal the container console is its controlling terminal
 * @param consoleSize first window size of the container console
 */
public record InitProcess(
        Mode mode,
        List<String> command,
        List<String> executeCommand,
        String cwd,
        Environment environment,
        User user,
        boolean terminal,
        OptionalInt umask,
        Optional<TerminalSize> consoleSize) {
    public InitProcess {
        command = List.copyOf(command);
        executeCommand = List.copyOf(executeCommand);
    }

    InitProcess withCommand(List<String> other) {
        return new InitProcess(mode, other, executeCommand, cwd, environment, user, terminal, umask, consoleSize);
    }

    InitProcess withTerminal() {
        return new InitProcess(mode, command, executeCommand, cwd, environment, user, true, umask, consoleSize);
    }

    InitProcess withMode(Mode other) {
        return new InitProcess(other, command, executeCommand, cwd, environment, user, terminal, umask, consoleSize);
    }

    /** SYSTEM: an init program. APP: any program, as PID 1 itself. STUB: any program, below our own init. */
    public enum Mode {
        SYSTEM,
        APP,
        STUB
    }

    /**
     * Who it runs as.
     *
     * @param user a uid (digits) or a name of the container's /etc/passwd
     * @param group a gid or a name of the container's /etc/group; empty: the user's
     * @param additionalGroups gids or names
     */
    public record User(String user, Optional<String> group, List<String> additionalGroups) {
        public User {
            additionalGroups = List.copyOf(additionalGroups);
        }
    }

    /**
     * Environment variables.
     *
     * @param variables for init and hooks
     * @param initOnly for init alone
     * @param hooksOnly for hooks alone
     * @param files of NAME=VALUE lines, read at the start
     * @param inherited names or globs, taken from whoever starts it
     */
    public record Environment(
            Map<String, String> variables,
            Map<String, String> initOnly,
            Map<String, String> hooksOnly,
            List<Path> files,
            List<String> inherited) {
        public Environment {
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
            initOnly = Collections.unmodifiableMap(new LinkedHashMap<>(initOnly));
            hooksOnly = Collections.unmodifiableMap(new LinkedHashMap<>(hooksOnly));
            files = List.copyOf(files);
            inherited = List.copyOf(inherited);
        }
    }
}
