package dev.cleat.engine.stop;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.TimedOutException;
import dev.cleat.engine.host.ProgramPath;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.HostProgram;
import dev.cleat.engine.linux.PidFd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands with which each runtime ends its containers. An id is an argument of its own, never part of a shell line.
 */
final class ForeignCommand {

    static final String BEHIND_THEIR_BACK = "Cleat does not change containers of others behind their back";

    private static final int SAID_AT_MOST = 4096;

    private static final Duration LONGEST = Duration.ofHours(1);

    /** What a command that is called back gets to let go of what it holds. */
    private static final Duration GRACE = Duration.ofSeconds(2);

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
        Path program = ProgramPath.find(command.get(0))
                .orElseThrow(() -> new RefusedException(
                        target.name() + " belongs to " + target.runtime().jsonName() + ", whose command "
                                + command.get(0) + " is not installed",
                        BEHIND_THEIR_BACK));
        List<String> arguments = new ArrayList<>(command);
        arguments.set(0, program.toString());
        execute(target, command, arguments);
    }

    private static void execute(ForeignTarget target, List<String> command, List<String> arguments)
            throws ContainerException {
        String what = String.join(" ", command) + ", for " + target.name();
        HostProgram.Outcome outcome;
        try {
            outcome = HostProgram.run(arguments, environment(), "", LONGEST, GRACE, SAID_AT_MOST);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EINTR) {
                throw calledBack(target);
            }
            throw new HostLimitException(what + ": " + e.getMessage(), null, e);
        }
        if (!outcome.isSuccess()) {
            String how = outcome.timedOut() ? "took longer than an hour" : "ended with " + end(outcome.end());
            String said = (outcome.out() + outcome.err()).strip();
            throw new HostLimitException(what + ", " + how + (said.isEmpty() ? "" : ": " + said), null);
        }
    }

    private static TimedOutException calledBack(ForeignTarget target) {
        return target.runtime().stopsByService()
                ? new TimedOutException(
                        target.runtime().jsonName() + " was asked to stop " + target.name() + ", and goes on with it",
                        null)
                : EndWait.calledBack(target.name());
    }

    private static String end(PidFd.End end) {
        return (end.killed() ? "signal " : "status ") + end.value();
    }

    private static List<String> environment() {
        return System.getenv().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
    }
}
