package dev.cleat.engine.discovery;

import dev.cleat.engine.api.Runtime;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the supervisor of a container, the parent of its init, says about it in its argv. */
final class ParentNames {
    private static final String LXC_MONITOR = "[lxc monitor] ";

    /** containerd's identifiers; files are looked up by them. */
    private static final Pattern SHIM_ID = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?");

    private ParentNames() {}

    /**
     * The container that a supervisor looks after.
     *
     * @param command the supervisor's comm
     * @param arguments its argv
     */
    static Optional<Identity> find(String command, List<String> arguments) {
        return claimed(command, arguments).filter(Identity::isPossible);
    }

    private static Optional<Identity> claimed(String command, List<String> arguments) {
        if (command.equals("conmon")) {
            return ofConmon(arguments);
        }
        if (command.startsWith("containerd-shim")) {
            return ofShim(arguments);
        }
        if (command.equals("systemd-nspawn")) {
            return ofNspawn(arguments);
        }
        return ofLxcMonitor(arguments);
    }

    /** conmon(8): -c ID, -n NAME, -r the runtime, -l or --exit-command of podman or cri-o. */
    private static Optional<Identity> ofConmon(List<String> arguments) {
        Optional<String> id = valueOf(arguments, "-c", "--cid");
        boolean podman = arguments.stream().anyMatch(argument -> argument.endsWith("/podman"));
        Runtime runtime = podman ? Runtime.PODMAN : ociRuntime(arguments);
        return id.map(value -> new Identity(
                runtime,
                value,
                valueOf(arguments, "-n", "--name")
                        .orElse(Identity.ofHash(runtime, value).name())));
    }

    private static Runtime ociRuntime(List<String> arguments) {
        String program = valueOf(arguments, "-r", "--runtime").orElse("");
        if (program.endsWith("crun")) {
            return Runtime.CRUN;
        }
        return program.endsWith("runc") ? Runtime.RUNC : Runtime.UNKNOWN;
    }

    /** containerd-shim-runc-v2 -namespace NAMESPACE -id ID; docker's namespace is moby. */
    private static Optional<Identity> ofShim(List<String> arguments) {
        boolean docker = valueOf(arguments, "-namespace", "--namespace")
                .filter("moby"::equals)
                .isPresent();
        return valueOf(arguments, "-id", "--id")
                .filter(id -> SHIM_ID.matcher(id).matches())
                .map(id -> Identity.ofHash(docker ? Runtime.DOCKER : Runtime.CONTAINERD, id));
    }

    /** systemd-nspawn(1): -M NAME, else the last part of -D. */
    private static Optional<Identity> ofNspawn(List<String> arguments) {
        return valueOf(arguments, "-M", "--machine")
                .or(() -> valueOf(arguments, "-D", "--directory")
                        .map(directory -> directory.substring(directory.lastIndexOf('/') + 1)))
                .map(name -> Identity.of(Runtime.NSPAWN, name));
    }

    /** {@code [lxc monitor] /var/lib/lxc NAME}, all in argv[0] (lxc: src/lxc/start.c, set_process_title). */
    private static Optional<Identity> ofLxcMonitor(List<String> arguments) {
        String title = arguments.isEmpty() ? "" : arguments.get(0);
        if (!title.startsWith(LXC_MONITOR)) {
            return Optional.empty();
        }
        int space = title.lastIndexOf(' ');
        String name = title.substring(space + 1);
        String home = title.substring(LXC_MONITOR.length(), Math.max(space, LXC_MONITOR.length()));
        try {
            return Optional.of(home)
                    .map(text -> text.startsWith("/") ? Optional.of(Path.of(text)) : Optional.<Path>empty())
                    .map(path -> new Identity(Runtime.LXC, name, name, path));
        } catch (InvalidPathException e) {
            return Optional.empty(); // no path in this locale: not one that lxc-stop could be told
        }
    }

    private static Optional<String> valueOf(List<String> arguments, String shortName, String longName) {
        for (int i = 1; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if ((argument.equals(shortName) || argument.equals(longName)) && i + 1 < arguments.size()) {
                return Optional.of(arguments.get(i + 1));
            }
            if (argument.startsWith(longName + "=")) {
                return Optional.of(argument.substring(longName.length() + 1));
            }
        }
        return Optional.empty();
    }
}
