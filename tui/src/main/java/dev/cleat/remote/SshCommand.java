package dev.cleat.remote;

import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.ShellWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How ssh(1) is called: the operator's own, with its configuration, agent and jump hosts. What is set here holds for a
 * connection of ours whatever the configuration says.
 *
 * @param control the socket over which what comes later shares the first connection (ssh_config(5), ControlPath)
 * @param overUsers true: the operator has a connection open, which is shared instead
 */
record SshCommand(HostAddress host, Path control, boolean overUsers) {

    SshCommand(HostAddress host, Path control) {
        this(host, control, false);
    }

    /** As it is best called now. */
    SshCommand now() {
        return new SshCommand(host, control, UsersMaster.isOpen(host));
    }

    /**
     * The connection that stays: no terminal, and nobody there to answer a question for a password. A jump host is reached by
     * an ssh of its own, which would ask on the operator's terminal: setsid(1) leaves it none, and Ctrl-C reaches neither.
     */
    List<String> questions() {
        return command(
                List.of("setsid", "ssh"),
                List.of(
                        "-T",
                        "-o",
                        "BatchMode=yes",
                        "-o",
                        overUsers ? "ControlMaster=no" : "ControlMaster=auto",
                        "-o",
                        "ControlPersist=no",
                        "-o",
                        "ServerAliveInterval=5",
                        "-o",
                        "ServerAliveCountMax=3"),
                List.of(Protocol.ANSWER_VERB));
    }

    /** Words of Cleat's on a terminal of the other host; every byte passes, so that there is no escape character. */
    List<String> onTerminal(List<String> words) {
        return command(List.of("ssh"), List.of("-t", "-e", "none", "-o", "ControlMaster=no"), words);
    }

    private List<String> command(List<String> program, List<String> options, List<String> words) {
        List<String> command = new ArrayList<>(program);
        command.addAll(options);
        if (!overUsers) {
            command.addAll(List.of("-o", "ControlPath=" + control));
        }
        command.addAll(List.of(
                "-x",
                "-o",
                "ConnectTimeout=15",
                "-o",
                "ClearAllForwardings=yes",
                "-o",
                "RemoteCommand=none",
                "-o",
                "LogLevel=ERROR",
                "--",
                host.destination()));
        List<String> there = new ArrayList<>(List.of(host.program()));
        there.addAll(words);
        command.add(ShellWords.loginLine(there));
        return List.copyOf(command);
    }
}
