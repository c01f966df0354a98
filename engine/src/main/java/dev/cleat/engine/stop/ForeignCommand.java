package dev.cleat.engine.stop;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.Runtime;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks a foreign container's own runtime to end it: Cleat never changes one behind its runtime's back. The name is an
 * argument of its own, never part of a shell line.
 */
public final class ForeignCommand {

    private static final int SAID_AT_MOST = 4096;

    private ForeignCommand() {}

    /** Stops {@code name}, {@code kill} at once. */
    public static void stop(Runtime runtime, String name, boolean kill) throws ContainerException {
        run(runtime, name, switch (runtime) {
            case LXC -> kill ? List.of("lxc-stop", "-k", "-n", name) : List.of("lxc-stop", "-n", name);
            case DOCKER -> List.of("docker", kill ? "kill" : "stop", name);
            case PODMAN -> List.of("podman", kill ? "kill" : "stop", name);
            case RUNC -> List.of("runc", "kill", name, kill ? "KILL" : "TERM");
            case CRUN -> List.of("crun", "kill", name, kill ? "KILL" : "TERM");
            case NSPAWN -> List.of("machinectl", kill ? "terminate" : "poweroff", name);
            case SYSTEMD -> List.of("systemctl", "stop", name);
            case CLEAT, CONTAINERD, UNKNOWN -> List.of();
        });
    }

    /** Sends a signal to init of {@code name}. */
    public static void kill(Runtime runtime, String name, int signal) throws ContainerException {
        String number = Integer.toString(signal);
        run(runtime, name, switch (runtime) {
            case DOCKER -> List.of("docker", "kill", "-s", number, name);
            case PODMAN -> List.of("podman", "kill", "-s", number, name);
            case RUNC -> List.of("runc", "kill", name, number);
            case CRUN -> List.of("crun", "kill", name, number);
            case SYSTEMD -> List.of("systemctl", "kill", "-s", number, name);
            case CLEAT, LXC, CONTAINERD, NSPAWN, UNKNOWN -> List.of();
        });
    }

    private static void run(Runtime runtime, String name, List<String> command) throws ContainerException {
        if (command.isEmpty()) {
            throw new RefusedException(
                    name + " belongs to " + runtime.jsonName() + ", which has no command for this",
                    "Cleat does not change containers of others behind their back");
        }
        if (find(command.get(0)).isEmpty()) {
            throw new RefusedException(
                    name + " belongs to " + runtime.jsonName() + ", whose command " + command.get(0)
                            + " is not installed",
                    "Cleat does not change containers of others behind their back");
        }
        execute(name, command);
    }

    private static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/sbin:/usr/bin:/sbin:/bin");
        return Stream.of(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void execute(String name, List<String> command) throws HostLimitException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            byte[] said = process.getInputStream().readNBytes(SAID_AT_MOST);
            process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            int status = process.waitFor();
            if (status != 0) {
                throw new HostLimitException(
                        "cannot stop " + name + ": " + command.get(0) + " ended with status " + status + ": "
                                + new String(said, StandardCharsets.UTF_8).strip(),
                        null);
            }
        } catch (IOException e) {
            throw new HostLimitException("cannot stop " + name + ": " + e.getMessage(), null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostLimitException("stopping " + name + " was interrupted", null, e);
        }
    }
}
