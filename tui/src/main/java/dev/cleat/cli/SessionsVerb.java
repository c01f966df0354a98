package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.Nearest;
import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.JsonDocument;
import dev.cleat.cli.output.SessionJson;
import dev.cleat.cli.output.SessionTable;
import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.SessionInfo.State;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code sessions}: who is attached to what, and what of it can be gone on with, watched or ended. */
final class SessionsVerb implements Verb {

    private static final String NAME = "sessions";
    private static final List<String> WORDS = List.of("attach", "watch", "kill");
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final VerbSpec SPEC = new VerbSpec(
            NAME,
            "list live sessions; attach to one that was left, watch or kill one",
            new Operands("[attach|watch|kill ID]", 0, Integer.MAX_VALUE, false),
            false,
            List.of(
                    Option.flag("--json", "as JSON"),
                    Option.flag("-a/--all", "those too that have ended with nobody at them"),
                    Option.flag("-k/--kill", "with kill: at once, without SIGHUP and 2 seconds before"),
                    Option.value("--detach-keys", "KEYS", "default ctrl-a,q|ctrl-a,d; none switches them off")),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public boolean runsCommand(Arguments arguments) {
        return arguments.operand(0).filter("attach"::equals).isPresent();
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        List<String> operands = call.arguments().operands();
        try (Engine engine = call.openEngine()) {
            if (operands.isEmpty()) {
                return list(call, engine.sessions());
            }
            String word = word(operands.get(0));
            List<String> ids = operands.subList(1, operands.size());
            if (ids.isEmpty() || ids.size() > 1 && !word.equals("kill")) {
                throw new UsageException(NAME, word + " needs the id of " + (ids.isEmpty() ? "a" : "one") + " session");
            }
            if (word.equals("kill")) {
                return kill(call, engine, ids);
            }
            String keys = call.arguments().value("--detach-keys").orElse(AttachRequest.DEFAULT_DETACH_KEYS);
            return word.equals("watch")
                    ? watch(call, engine, ids.get(0), keys)
                    : attach(call, engine, ids.get(0), keys);
        }
    }

    private static String word(String word) throws UsageException {
        if (WORDS.contains(word)) {
            return word;
        }
        throw new UsageException(NAME, "unknown word \"" + word + "\"" + Nearest.hint(word, WORDS));
    }

    private static int list(Call call, List<SessionInfo> all) throws IOException {
        List<SessionInfo> sessions = all.stream()
                .filter(session -> call.arguments().has("--all") || session.state() != State.ENDED)
                .toList();
        if (call.arguments().has("--json")) {
            JsonDocument.write(call.out(), json -> SessionJson.writeList(json, sessions));
        } else {
            call.out()
                    .print(SessionTable.render(
                            sessions, call.here().clock().instant(), call.here().coloursResults()));
            tellHidden(call, all.size() - sessions.size());
        }
        return ExitStatus.DONE;
    }

    private static void tellHidden(Call call, int ended) {
        if (ended > 0) {
            call.messages()
                    .info(ended + (ended == 1 ? " session has" : " sessions have")
                            + " ended with nobody there: cleat sessions -a");
        }
    }

    private static int kill(Call call, Engine engine, List<String> ids) throws ContainerException {
        for (String id : ids) {
            engine.killSession(id, call.arguments().has("--kill") ? Duration.ZERO : GRACE);
        }
        return ExitStatus.DONE;
    }

    private static int watch(Call call, Engine engine, String id, String keys) throws ContainerException {
        CommandOutcome outcome = engine.watchSession(id, keys, Optional.empty());
        if (outcome instanceof CommandOutcome.Exited) {
            call.messages().info("session " + id + " has ended");
        }
        return outcome.exitStatus();
    }

    private static int attach(Call call, Engine engine, String id, String keys) throws ContainerException {
        CommandOutcome outcome = engine.attachSession(id, keys, Optional.empty());
        if (outcome instanceof CommandOutcome.Detached detached) {
            left(call, detached.session().orElse(id));
        }
        return outcome.exitStatus();
    }

    /** What an operator is told who has left a session. */
    static void left(Call call, String id) {
        call.messages().info("left session " + id + "; it runs on: cleat sessions attach " + id);
    }
}
