package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AttachRequest.Environment;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code shell}: logs in to a running container. */
final class ShellVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "shell",
            "log in to a running container, as USER of USER@NAME or as its root",
            Operands.NAME,
            false,
            List.of(
                    Option.value("--reason", "TEXT", "why, kept with the session"),
                    Option.value("--record", "FILE", "record what the PTY shows in FILE, an asciicast v2"),
                    Option.flag("--no-record", "no recording by this host's policy, if it allows that"),
                    Option.value("--record-input", "MODE", "typed keys too: off, masked (not hidden ones), full")),
            List.of(List.of("--record", "--no-record")));

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
        String operand = call.arguments().operands().get(0);
        int at = operand.indexOf('@');
        if (at == 0 || at == operand.length() - 1) {
            throw new UsageException(SPEC.name(), "\"" + operand + "\" is not [USER@]NAME");
        }
        AttachRequest request = AttachRequest.to(operand.substring(at + 1))
                .login(true)
                .user(at > 0 ? Optional.of(operand.substring(0, at)) : Optional.empty())
                .environment(Environment.CLEAR)
                .reason(call.arguments().value("--reason"))
                .recording(RecordArguments.choice(SPEC.name(), call.arguments()))
                .build();
        try (Engine engine = call.openEngine()) {
            CommandOutcome outcome = engine.attach(request, Optional.empty());
            if (outcome instanceof CommandOutcome.Detached detached) {
                AttachVerb.tell(call, request, detached);
            }
            return outcome.exitStatus();
        }
    }
}
