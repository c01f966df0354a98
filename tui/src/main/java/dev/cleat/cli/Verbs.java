package dev.cleat.cli;

import dev.cleat.cli.option.Nearest;
import dev.cleat.cli.option.UsageException;
import dev.cleat.remote.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The verbs by name. Only the class of the verb that is used gets loaded: that is most of a short command's time. */
final class Verbs {

    /** The verbs of this version, in the order of the help. */
    static final List<String> KNOWN = List.of(
            "start",
            "attach",
            "shell",
            "stop",
            "kill",
            "restart",
            "freeze",
            "thaw",
            "execute",
            "tty",
            "sessions",
            "ls",
            "info",
            "ps",
            "ns",
            "cg",
            "stats",
            "top",
            "logs",
            "why",
            "wait",
            "monitor",
            "create",
            "destroy",
            "import",
            "lint",
            "plan",
            "rec",
            "play",
            "search",
            "autostart",
            "unshare",
            "doctor",
            "ui",
            "help");

    /** Verbs of the contract that are still to come. */
    static final List<String> LATER = List.of("run");

    private Verbs() {}

    /** The verb of that name or alias; nothing for those still to come. */
    static Optional<Verb> find(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "start" -> new StartVerb();
                    case "attach", "exec" -> new AttachVerb();
                    case "shell" -> new ShellVerb();
                    case "stop" -> new StopVerb();
                    case "kill" -> new KillVerb();
                    case "restart" -> new RestartVerb();
                    case "freeze" -> new FreezeVerb();
                    case "thaw" -> new ThawVerb();
                    case "execute" -> new ExecuteVerb();
                    case "tty" -> new TtyVerb();
                    case "sessions" -> new SessionsVerb();
                    case "ls" -> new ListVerb();
                    case "info" -> new InfoVerb();
                    case "ps" -> new ProcessesVerb();
                    case "ns" -> new NamespacesVerb();
                    case "cg" -> new CgroupsVerb();
                    case "stats" -> new StatsVerb();
                    case "top" -> new TopVerb();
                    case "logs" -> new LogsVerb();
                    case "why" -> new WhyVerb();
                    case "wait" -> new WaitVerb();
                    case "monitor" -> new MonitorVerb();
                    case "create" -> new CreateVerb();
                    case "destroy" -> new DestroyVerb();
                    case "import" -> new ImportVerb();
                    case "lint" -> new LintVerb();
                    case "plan" -> new PlanVerb();
                    case "rec" -> new RecordingVerb();
                    case "play" -> new PlayVerb();
                    case "search" -> new SearchVerb();
                    case "autostart" -> new AutostartVerb();
                    case "unshare" -> new UnshareVerb();
                    case "doctor" -> new DoctorVerb();
                    case "ui" -> new ConsoleVerb();
                    case "help" -> new HelpVerb();
                    case Protocol.ANSWER_VERB -> new ServeVerb();
                    case Protocol.LOG_VERB -> new LogPieceVerb();
                    case Protocol.LOOK_VERB -> new LookVerb();
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
