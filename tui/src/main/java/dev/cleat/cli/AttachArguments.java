package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.WordList;
import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AttachRequest.Environment;
import dev.cleat.engine.api.AttachRequest.Privilege;
import dev.cleat.engine.api.AttachRequest.Pty;
import dev.cleat.engine.api.NamespaceType;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the words of {@code attach} into a request. */
final class AttachArguments {

    private static final String VERB = "attach";
    private static final List<String> PRIVILEGES = List.of("CGROUP", "CAP", "LSM");

    private AttachArguments() {}

    /**
     * The request; of the host only {@code --env-file} is read.
     *
     * <p><b>Errors.</b> {@link UsageException} for the first wrong value.
     */
    static AttachRequest request(Arguments arguments) throws UsageException {
        if (!arguments.values("--keep-var").isEmpty() && !arguments.has("--clear-env")) {
            throw new UsageException(VERB, "--keep-var needs --clear-env; without it every variable is kept");
        }
        Optional<Long> pid = pid(arguments);
        return AttachRequest.to(container(arguments, pid))
                .pid(pid)
                .groups(arguments.value("--groups").map(WordList::split))
                .architecture(notEmpty(arguments, "--arch"))
                .remount(arguments.has("--remount-sys-proc"))
                .definition(file(arguments, "--rcfile"))
                .command(arguments.command())
                .environment(arguments.has("--clear-env") ? Environment.CLEAR : Environment.KEEP)
                .keep(new LinkedHashSet<>(arguments.values("--keep-var")))
                .set(variables(arguments))
                .user(notEmpty(arguments, "--uid"))
                .group(notEmpty(arguments, "--gid"))
                .directory(notEmpty(arguments, "--cwd"))
                .pty(pty(arguments))
                .ptyLog(file(arguments, "--pty-log"))
                .logSync(TimeOption.logSync(VERB, arguments))
                .detachKeys(arguments.value("--detach-keys").orElse(AttachRequest.DEFAULT_DETACH_KEYS))
                .elevated(privileges(arguments))
                .namespaces(namespaces(arguments))
                .detached(arguments.has("--detach"))
                .reason(arguments.value("--reason"))
                .recording(RecordArguments.choice(VERB, arguments))
                .build();
    }

    private static Map<String, String> variables(Arguments arguments) throws UsageException {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String file : arguments.values("--env-file")) {
            EnvironmentFile.read(VERB, Places.path(VERB, "--env-file", file), variables);
        }
        for (String assignment : arguments.values("--set-var")) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new UsageException(VERB, "--set-var \"" + assignment + "\" is not KEY=VALUE");
            }
            variables.remove(assignment.substring(0, equals));
            variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return variables;
    }

    private static Optional<String> notEmpty(Arguments arguments, String option) throws UsageException {
        Optional<String> value = arguments.value(option);
        if (value.isPresent() && value.get().isEmpty()) {
            throw new UsageException(VERB, option + " is empty");
        }
        return value;
    }

    private static Pty pty(Arguments arguments) {
        if (arguments.has("--tty")) {
            return Pty.FORCE;
        }
        return arguments.has("--no-tty") ? Pty.NEVER : Pty.AUTO;
    }

    private static Optional<Path> file(Arguments arguments, String option) throws UsageException {
        Optional<String> file = arguments.value(option);
        return file.isEmpty() ? Optional.empty() : Optional.of(Places.path(VERB, option, file.get()));
    }

    private static String container(Arguments arguments, Optional<Long> pid) throws UsageException {
        if (pid.isPresent() && !arguments.operands().isEmpty()) {
            throw new UsageException(VERB, "--pid says what to attach to already; leave NAME away");
        }
        if (pid.isEmpty() && arguments.operands().isEmpty()) {
            throw new UsageException(VERB, "NAME is missing");
        }
        return pid.isPresent() ? "process " + pid.get() : arguments.operands().get(0);
    }

    private static Optional<Long> pid(Arguments arguments) throws UsageException {
        Optional<String> text = arguments.value("--pid");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(text.get());
            if (pid > 0 && pid <= Integer.MAX_VALUE) {
                return Optional.of(pid);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UsageException(VERB, "--pid \"" + text.get() + "\" is no process id");
    }

    /** {@code -s} alone keeps all privileges, as with lxc-attach: outside its own mounts a command needs them. */
    private static Set<Privilege> privileges(Arguments arguments) throws UsageException {
        Optional<String> list = arguments.value("--elevated-privileges");
        if (list.isEmpty()) {
            return arguments.has("--namespaces") ? EnumSet.allOf(Privilege.class) : Set.of();
        }
        if (list.get().isEmpty()) {
            return EnumSet.allOf(Privilege.class);
        }
        Set<Privilege> privileges = EnumSet.noneOf(Privilege.class);
        for (String word : WordList.split(list.get())) {
            privileges.add(Privilege.valueOf(KnownWord.of(VERB, "privilege", word, PRIVILEGES)));
        }
        return privileges;
    }

    private static Set<NamespaceType> namespaces(Arguments arguments) throws UsageException {
        Optional<String> list = arguments.value("--namespaces");
        return list.isEmpty() ? Set.of() : NamespaceWords.parse(VERB, list.get());
    }
}
