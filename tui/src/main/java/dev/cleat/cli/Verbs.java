package dev.cleat.cli;

import dev.cleat.cli.option.Nearest;
import dev.cleat.cli.option.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The verbs by name. Only the class of the verb that is used gets loaded: that is most of a short command's time. */
final class Verbs {

    /** The verbs of this version, in the order of the help. */
    static final List<String> KNOWN = List.of(
            "start", "attach", "stop", "kill", "ls", "info", "ps", "logs", "lint", "plan", "doctor", "ui", "help");

    /** Verbs of the contract that are still to come. */
    static final List<String> LATER = List.of(
            "create",
            "import",
            "destroy",
            "run",
            "execute",
            "restart",
            "freeze",
            "thaw",
            "wait",
            "autostart",
            "unshare",
            "shell",
            "tty",
            "sessions",
            "rec",
            "play",
            "search",
            "top",
            "stats",
            "ns",
            "cg",
            "monitor",
            "why");

    private Verbs() {}

    /** The verb of that name or alias; nothing for those still to come. */
    static Optional<Verb> find(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "start" -> new StartVerb();
                    case "attach", "exec" -> new AttachVerb();
                    case "stop" -> new StopVerb();
                    case "kill" -> new KillVerb();
                    case "ls" -> new ListVerb();
                    case "info" -> new InfoVerb();
                    case "ps" -> new ProcessesVerb();
                    case "logs" -> new LogsVerb();
                    case "lint" -> new LintVerb();
                    case "plan" -> new PlanVerb();
                    case "doctor" -> new DoctorVerb();
                    case "ui" -> new ConsoleVerb();
                    case "help" -> new HelpVerb();
                    default -> null;
                });
    }

    /**
     * The verb of that name or alias.
     *
     * <p><b>Errors.</b> {@link UsageException} when there is none, or not yet.
     */
    static Verb require(String name) throws UsageException {
        Optional<Verb> verb = find(name);
        if (verb.isPresent()) {
            return verb.get();
        }
        if (LATER.contains(name)) {
            throw UsageException.notYet("", name);
        }
        throw new UsageException("", "unknown verb \"" + name + "\"" + Nearest.hint(name, suggestions()));
    }

    private static List<String> suggestions() {
        List<String> all = new ArrayList<>(KNOWN);
        all.add("exec");
        all.addAll(LATER);
        return all;
    }
}
