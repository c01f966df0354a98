package dev.cleat.cli;

import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.remote.Protocol;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.List;

/** {@code internal-serve}: answers the console of another host over standard input and output, which are ssh's. */
final class ServeVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            Protocol.ANSWER_VERB,
            "answer the console of another host on standard input and output",
            Operands.NONE,
            false,
            List.of(),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        try (Engine engine = call.openEngine()) {
            new QuestionServer(call.here(), engine, call.out()).answer(new FileInputStream(FileDescriptor.in));
        }
        return ExitStatus.DONE;
    }
}
