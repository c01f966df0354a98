package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code attach}, also {@code exec}: runs a command or a shell in a running container. */
final class AttachVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "attach",
            "run a command or a shell in a running container",
            new Operands("NAME", 0, 1, true), // none with --pid
            true,
            List.of(
                    Option.optionalValue(
                            "-e/--elevated-privileges",
                            "PRIV",
                            "keep CGROUP, CAP, LSM (a list; none: all) of the caller: breaks isolation"),
                    Option.value("-s/--namespaces", "LIST", "join only these namespaces; implies -e, breaks isolation"),
                    Option.value("-u/--uid", "ID|NAME", "user inside; HOME and USER are its own"),
                    Option.value("-g/--gid", "ID|NAME", "group inside; default that of the user, else init's"),
                    Option.value("-w/--cwd", "DIR", "directory inside; default the caller's if it exists, else /"),
                    Option.flag("--keep-env", "start from the caller's environment (default)"),
                    Option.flag("--clear-env", "start from an empty environment"),
                    Option.value("--keep-var", "NAME", "with --clear-env: keep this variable")
                            .repeated(),
                    Option.value("-v/--set-var", "KEY=VALUE", "set a variable, after everything else")
                            .repeated(),
                    Option.value("--env-file", "FILE", "set the variables of FILE, a KEY=VALUE per line")
                            .repeated(),
                    Option.flag("-t/--tty", "use a PTY in any case"),
                    Option.flag("-T/--no-tty", "use no PTY"),
                    Option.value("-L/--pty-log", "FILE", "append what passes the PTY to FILE"),
                    Option.optionalValue(
                            "--log-sync",
                            "TIME",
                            "bring log and recordings to the disk each TIME, 0: each piece; default 1s"),
                    Option.value("--reason", "TEXT", "why, kept with the session"),
                    Option.value("--detach-keys", "KEYS", "default ctrl-a,q|ctrl-a,d; none switches them off"),
                    Option.value("-f/--rcfile", "FILE", "architecture and variables of this definition"),
                    Option.flag("-R/--remount-sys-proc", "with -s without MOUNT: fresh /proc and /sys"),
                    Option.value("-a/--arch", "ARCH", "what uname -m says; default the container's"),
                    Option.value("-G/--groups", "LIST", "supplementary groups inside, ids or names"),
                    Option.value("--pid", "PID", "attach to the namespaces of this process; no NAME then"),
                    Option.value("--record", "FILE", "record what the PTY shows in FILE, an asciicast v2"),
                    Option.flag("--no-record", "no recording by this host's policy, if it allows that"),
                    Option.value("--record-input", "MODE", "typed keys too: off, masked (not hidden ones), full"),
                    Option.flag("-d/--detach", "start the command, print its session's id, leave it")),
            List.of(
                    List.of("--keep-env", "--clear-env"),
                    List.of("--tty", "--no-tty"),
                    List.of("--detach", "--no-tty"),
                    List.of("--record", "--no-record")));

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public boolean runsCommand(Arguments arguments) {
        return true;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        AttachRequest request = AttachArguments.request(call.arguments());
        try (Engine engine = call.openEngine()) {
            CommandOutcome outcome = engine.attach(request, Optional.empty());
            if (outcome instanceof CommandOutcome.Detached detached) {
                tell(call, request, detached);
            }
            return outcome.exitStatus();
        }
    }

    /** What an operator is told who has left a session. */
    static void tell(Call call, AttachRequest request, CommandOutcome.Detached detached) throws IOException {
        if (request.detached() && detached.session().isPresent()) {
            call.out().print(detached.session().get() + "\n");
        } else if (detached.session().isPresent()) {
            SessionsVerb.left(call, detached.session().get());
        } else {
            call.messages().info("detached from " + request.container() + "; its terminal was hung up");
        }
    }
}
