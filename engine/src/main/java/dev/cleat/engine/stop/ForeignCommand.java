package dev.cleat.engine.stop;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.StopRequest;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The commands with which each runtime ends its containers. An id is an argument of its own, never part of a shell line.
 */
final class ForeignCommand {

    static final String BEHIND_THEIR_BACK = "Cleat does not change containers of others behind their back";

    private static final int SAID_AT_MOST = 4096;

    private ForeignCommand() {}

    /** Stops one as {@code request} says; empty: its runtime has no command for that. */
    static List<String> stop(ForeignTarget target, StopRequest request) {
        String id = target.id();
        return switch (target.runtime()) {
            case LXC -> lxc(target, request);
            case DOCKER, PODMAN -> engine(target.runtime().jsonName(), id, request);
            case RUNC, CRUN -> signal(target, request.kill() ? "KILL" : "TERM");
            case NSPAWN -> List.of("machinectl", request.kill() ? "terminate" : "poweroff", id);
            case SYSTEMD -> List.of("systemctl", "stop", id);
            case CLEAT, CONTAINERD, UNKNOWN -> List.of();
        };
    }

    /** lxc-stop(1). */
    private static List<String> lxc(ForeignTarget target, StopRequest request) {
        List<String> command = new ArrayList<>(List.of("lxc-stop", "-n", target.id()));
        target.home().ifPresent(home -> command.addAll(List.of("-P", home.toString())));
        if (request.kill()) {
            command.add("-k");
            return command;
        }
        request.timeout().ifPresent(timeout -> command.addAll(List.of("-t", seconds(timeout))));
        if (request.neverKill()) {
            command.add("--nokill");
        }
        if (!request.await()) {
            command.add("-W");
        }
        return command;
    }

    /** docker-stop(1), podman-stop(1): they kill at the end of the time in any case. */
    private static List<String> engine(String program, String id, StopRequest request) {
        if (request.kill()) {
            return List.of(program, "kill", id);
        }
        if (request.neverKill()) {
            return List.of();
        }
        return request.timeout()
                .map(timeout -> List.of(program, "stop", "-t", seconds(timeout), id))
                .orElse(List.of(program, "stop", id));
    }

    private static String seconds(Duration timeout) {
        return Long.toString(timeout.plusMillis(999).toSeconds());
    }

    /** Sends a signal, by name without SIG or by number, to init; empty: its runtime has no command for that. */
    static List<String> signal(ForeignTarget target, String signal) {
        String id = target.id();
        return switch (target.runtime()) {
            case DOCKER, PODMAN -> List.of(target.runtime().jsonName(), "kill", "-s", signal, id);
            case RUNC, CRUN -> List.of(target.runtime().jsonName(), "kill", id, signal);
            case SYSTEMD -> List.of("systemctl", "kill", "-s", signal, id);
            case CLEAT, LXC, CONTAINERD, NSPAWN, UNKNOWN -> List.of();
        };
    }

    /** Runs one of the commands above to its end. */
    static void run(ForeignTarget target, List<String> command) throws ContainerException {
        if (command.isEmpty()) {
            throw new RefusedException(
                    target.name() + " belongs to " + target.runtime().jsonName() + ", which has no command for this",
                    BEHIND_THEIR_BACK);
        }
        if (find(command.get(0)).isEmpty()) {
            throw new RefusedException(
                    target.name() + " belongs to " + target.runtime().jsonName() + ", whose command " + command.get(0)
                            + " is not installed",
                    BEHIND_THEIR_BACK);
        }
        execute(target.name(), command);
    }

    private static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/sbin:/usr/bin:/sbin:/bin");
        return Stream.of(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void execute(String name, List<String> command) throws HostLimitException {
        String what = String.join(" ", command) + ", for " + name;
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            byte[] said = process.getInputStream().readNBytes(SAID_AT_MOST);
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
            int status = process.waitFor();
            if (status != 0) {
                throw new HostLimitException(
                        what + ", ended with status " + status + ": "
                                + new String(said, StandardCharsets.UTF_8).strip(),
                        null);
            }
        } catch (IOException e) {
            throw new HostLimitException(what + ": " + e.getMessage(), null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostLimitException(what + ": interrupted", null, e);
        }
    }
}
