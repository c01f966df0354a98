package dev.cleat.cli.lxc;

import dev.cleat.cli.lxc.LxcWords.WrongException;
import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AttachRequest.Environment;
import dev.cleat.engine.api.AttachRequest.Privilege;
import dev.cleat.engine.api.CommandNotRunException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.NamespaceType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code lxc-attach}. */
final class AttachTool implements LxcTool {

    private static final Map<String, NamespaceType> NAMESPACES = Map.ofEntries(
            Map.entry("MOUNT", NamespaceType.MNT),
            Map.entry("MNT", NamespaceType.MNT),
            Map.entry("PID", NamespaceType.PID),
            Map.entry("UTSNAME", NamespaceType.UTS),
            Map.entry("UTS", NamespaceType.UTS),
            Map.entry("IPC", NamespaceType.IPC),
            Map.entry("USER", NamespaceType.USER),
            Map.entry("NETWORK", NamespaceType.NET),
            Map.entry("NET", NamespaceType.NET),
            Map.entry("CGROUP", NamespaceType.CGROUP),
            Map.entry("TIME", NamespaceType.TIME));

    @Override
    public String meaning() {
        return "executes COMMAND, or the user's shell, in the running container NAME";
    }

    @Override
    public List<LxcOption> options() {
        return List.of(
                LxcOption.optionalValue(
                        'e',
                        "elevated-privileges",
                        "PRIVILEGES",
                        "keep CGROUP|CAP|LSM of the caller; none: all of them"),
                LxcOption.value('a', "arch", "ARCH", "architecture that COMMAND sees"),
                LxcOption.value('s', "namespaces", "FLAGS", "only these namespaces, as NETWORK|PID; implies -e"),
                LxcOption.flag('R', "remount-sys-proc", "with -s without MOUNT: fresh /proc and /sys"),
                LxcOption.flag("clear-env", "clear the environment"),
                LxcOption.flag("keep-env", "keep the environment; the default"),
                LxcOption.value('L', "pty-log", "FILE", "append what passes the terminal to FILE"),
                LxcOption.value('v', "set-var", "VAR=VALUE", "set a variable"),
                LxcOption.value("keep-var", "VAR", "with --clear-env: keep this variable"),
                LxcOption.value('f', "rcfile", "FILE", "the definition or configuration FILE"),
                LxcOption.value('u', "uid", "UID", "execute COMMAND as UID"),
                LxcOption.value('g', "gid", "GID", "execute COMMAND as GID"));
    }

    @Override
    public int run(LxcCall call) throws ContainerException, WrongException {
        LxcWords words = call.words();
        boolean clears = words.has("clear-env");
        AttachRequest request = AttachRequest.to(call.name())
                .command(call.operands())
                .environment(clears ? Environment.CLEAR : Environment.KEEP)
                // The real tool takes and forgets it without --clear-env.
                .keep(clears ? new LinkedHashSet<>(words.values("keep-var")) : Set.of())
                .set(variables(words))
                .user(words.value("uid"))
                .group(words.value("gid"))
                .architecture(words.value("arch"))
                .remount(words.has("remount-sys-proc"))
                .namespaces(namespaces(words))
                .elevated(privileges(words))
                .ptyLog(file(words, "pty-log"))
                .detachKeys("none") // the real tool has none
                .definition(file(words, "rcfile"))
                .build();
        try (Engine engine = call.openEngine()) {
            return engine.attach(request, Optional.empty()).exitStatus();
        } catch (CommandNotRunException e) {
            call.messages().error(e.describe());
            return e.exitStatus();
        }
    }

    private static Map<String, String> variables(LxcWords words) throws WrongException {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String assignment : words.values("set-var")) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new WrongException("\"" + assignment + "\" is not VAR=VALUE");
            }
            variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return variables;
    }

    private static Set<Privilege> privileges(LxcWords words) throws WrongException {
        if (!words.has("elevated-privileges")) {
            return words.has("namespaces") ? EnumSet.allOf(Privilege.class) : Set.of();
        }
        String list = words.value("elevated-privileges").orElse("");
        if (list.isEmpty()) {
            return EnumSet.allOf(Privilege.class);
        }
        Set<Privilege> privileges = EnumSet.noneOf(Privilege.class);
        for (String word : list.split("[|,]", -1)) {
            try {
                privileges.add(Privilege.valueOf(word.strip()));
            } catch (IllegalArgumentException e) {
                throw new WrongException("\"" + word + "\" is none of CGROUP, CAP, LSM");
            }
        }
        return privileges;
    }

    private static Set<NamespaceType> namespaces(LxcWords words) throws WrongException {
        Set<NamespaceType> types = EnumSet.noneOf(NamespaceType.class);
        if (words.has("namespaces")) {
            for (String word : words.value("namespaces").orElse("").split("[|,]", -1)) {
                NamespaceType type = NAMESPACES.get(word.strip().toUpperCase(Locale.ROOT));
                if (type == null) {
                    throw new WrongException("\"" + word + "\" is not the name of a namespace");
                }
                types.add(type);
            }
        }
        return types;
    }

    private static Optional<Path> file(LxcWords words, String option) throws WrongException {
        try {
            return words.value(option).map(Path::of);
        } catch (InvalidPathException e) {
            throw new WrongException(
                    "--" + option + ": \"" + words.value(option).orElse("") + "\" is no path");
        }
    }
}
