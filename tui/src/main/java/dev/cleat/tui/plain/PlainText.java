package dev.cleat.tui.plain;

import dev.cleat.cli.output.Figures;
import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.ProcessInfo;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What there is, in sentences that are heard from the left to the right: the name first, then what matters most. */
final class PlainText {

    private PlainText() {}

    static String container(int number, ContainerSummary c, Instant now) {
        List<String> parts = new ArrayList<>();
        parts.add(state(c.state()));
        if (c.state().isLive()) {
            usage(c.usage(), parts);
            c.started().ifPresent(time -> parts.add("up " + Figures.age(Duration.between(time, now))));
            parts.add("process " + c.pid());
        }
        if (!c.isOurs() && c.runtime() != Runtime.UNKNOWN) {
            parts.add("of " + c.runtime().jsonName());
        }
        if (c.sessions() > 0) {
            parts.add(c.sessions() + (c.sessions() == 1 ? " session" : " sessions"));
        }
        return number + ". " + c.name() + ": " + String.join(", ", parts);
    }

    private static void usage(Usage usage, List<String> parts) {
        usage.cpuPercent().ifPresent(cpu -> parts.add("processor " + Figures.percent(cpu)));
        if (usage.memoryBytes().isPresent()) {
            String limit = usage.memoryLimitBytes().isPresent()
                    ? " of " + Figures.bytes(usage.memoryLimitBytes().getAsLong())
                    : "";
            parts.add("memory " + Figures.bytes(usage.memoryBytes().getAsLong()) + limit);
        }
        usage.pids().ifPresent(pids -> parts.add(pids + (pids == 1 ? " task" : " tasks")));
    }

    static String state(ContainerState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static String definition(DefinitionSummary d) {
        String validity = d.problems().isEmpty()
                ? ""
                : ", not valid: " + d.problems().get(0).message();
        String state = d.state().map(s -> ", " + state(s)).orElse("");
        String description = d.description().isEmpty() ? "" : ", " + d.description();
        return d.name() + state + validity + description + (d.sample() ? ", a sample" : "");
    }

    static String process(ProcessInfo p) {
        return "process " + p.pid() + (p.insidePid() == p.pid() ? "" : ", inside " + p.insidePid()) + ": " + p.command()
                + ", memory " + Figures.bytes(p.memoryBytes()) + ", user " + p.uid();
    }

    static String namespace(NamespaceGroup n) {
        return n.type().name().toLowerCase(Locale.ROOT) + " namespace " + n.inode() + (n.host() ? ", the host's" : "")
                + ", shared by " + PlainQuestions.listed(n.containers());
    }

    static String cgroup(CgroupNode n) {
        List<String> parts = new ArrayList<>();
        usage(n.usage(), parts);
        waits("a processor", n.cpuPressure(), parts);
        waits("memory", n.memoryPressure(), parts);
        waits("a disk", n.ioPressure(), parts);
        return n.container().map(name -> name + " in ").orElse("")
                + (n.depth() == 0 ? "the whole host" : n.path())
                + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }

    private static void waits(String what, OptionalDouble percent, List<String> parts) {
        percent.ifPresent(share -> parts.add("waits for " + what + " " + Figures.percent(share) + " of the time"));
    }

    static String host(HostStatus h) {
        return h.name() + ": " + h.state().name().toLowerCase(Locale.ROOT)
                + h.problem().map(why -> ", " + why).orElse("");
    }

    static String recording(int number, RecordingInfo r, Instant now) {
        return number + ". " + r.user() + " in " + r.container()
                + r.started()
                        .map(time -> ", " + Figures.age(Duration.between(time, now)) + " ago")
                        .orElse("")
                + r.duration().map(time -> ", for " + Figures.age(time)).orElse("")
                + (r.command().isEmpty() ? ", a shell" : ", " + String.join(" ", r.command()));
    }

    static String session(int number, SessionInfo s, Instant now) {
        return number + ". " + s.who().user() + " in " + s.container() + ", "
                + s.state().name().toLowerCase(Locale.ROOT)
                + ", since " + Figures.age(Duration.between(s.started(), now))
                + (s.command().isEmpty() ? ", a shell" : ", " + String.join(" ", s.command()))
                + ", its id is " + s.id();
    }

    static String event(StateEvent e) {
        return e.container() + " is " + state(e.state())
                + e.by().map(who -> ", by " + who).orElse("")
                + e.reason().map(why -> ", " + why).orElse("");
    }

    static String end(CommandOutcome outcome) {
        if (outcome instanceof CommandOutcome.Exited exited) {
            return "it ended with status " + exited.status();
        }
        if (outcome instanceof CommandOutcome.Killed killed) {
            return "it was killed by signal " + killed.number();
        }
        return outcome instanceof CommandOutcome.Detached ? "left; it runs on" : "the terminal has gone";
    }
}
