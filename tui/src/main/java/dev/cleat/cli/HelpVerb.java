package dev.cleat.cli;

import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code help}: the list of verbs, or the manual of one. */
final class HelpVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "help", "print the manual of a verb", new Operands("[VERB]", 0, 1, false), false, List.of(), List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, IOException {
        Optional<String> verb = call.arguments().operand(0);
        String page = verb.isPresent() ? HelpPage.of(Verbs.require(verb.get()).spec()) : HelpPage.ofAll();
        call.out().print(page);
        return ExitStatus.DONE;
    }
}
