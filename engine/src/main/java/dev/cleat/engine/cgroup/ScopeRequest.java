package dev.cleat.engine.cgroup;

import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.ProgramPath;
import dev.cleat.engine.linux.HeldProgram;
import dev.cleat.engine.plan.ScopePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What systemd is told with its own program, systemd-run(1), in the C locale. */
final class ScopeRequest {

    /** The last process of a life before this one is about to end. */
    private static final Duration LAST_ONE_GOES = Duration.ofSeconds(2);

    /** bus_unit_check_load_state() and method_start_transient_unit() of systemd: UnitExists. */
    private static final String IS_THERE = "already loaded";

    private final ScopePlan plan;
    private final CgroupLayout layout;
    private final Systemctl systemctl;

    ScopeRequest(ScopePlan plan, CgroupLayout layout) {
        this.plan = plan;
        this.layout = layout;
        this.systemctl = new Systemctl(plan.ofUser());
    }

    /** A process in a new scope. */
    HeldProgram make(Duration answer) throws CgroupException {
        var attempt = new Attempt(answer);
        if (!attempt.isOver()) {
            if (processes().isEmpty()) {
                systemctl.stop(plan.unit());
            }
            if (!Until.isTrue(attempt::isOver, LAST_ONE_GOES)) {
                throw refusal("it is there, with processes " + processes());
            }
        }
        return attempt.result();
    }

    /** Tries, and tries again only while the one before is there. */
    private final class Attempt {
        private final Duration answer;
        private Optional<HeldProgram> made = Optional.empty();
        private String complaint = "";

        Attempt(Duration answer) {
            this.answer = answer;
        }

        boolean isOver() {
            try {
                HeldProgram program = HeldProgram.start(command(), Systemctl.environment());
                if (program.answers(answer)) {
                    made = Optional.of(program);
                    return true;
                }
                complaint = program.complaint();
                program.close();
            } catch (IOException e) {
                complaint = String.valueOf(e.getMessage());
            }
            return !complaint.contains(IS_THERE);
        }

        HeldProgram result() throws CgroupException {
            return made.orElseThrow(() -> refusal(complaint.isEmpty() ? "systemd does not answer" : complaint));
        }
    }

    /**
     * Delegated, it is ours, and its controllers with it; without a limit on tasks, of which systemd gives each unit one
     * (DefaultTasksMax=): the definition says what the limits are. A failed one does not stay to be looked at.
     */
    private List<String> command() throws CgroupException {
        List<String> command = new ArrayList<>(List.of(program("systemd-run")));
        if (plan.ofUser()) {
            command.add("--user");
        }
        command.addAll(List.of(
                "--scope",
                "--quiet",
                "--collect",
                "--no-ask-password",
                "--unit=" + plan.unit(),
                "--slice=" + plan.slice(),
                "--description=Cleat container " + plan.container(),
                "--property=Delegate=yes",
                "--property=TasksMax=infinity",
                "--",
                program("cat")));
        return command;
    }

    private String program(String name) throws CgroupException {
        return ProgramPath.find(name).map(Path::toString).orElseThrow(() -> refusal(name + " is not installed"));
    }

    /** One that has processes may be about to end, or is somebody else's. */
    private List<Long> processes() throws CgroupException {
        return new ForgottenScope(layout).processes(systemctl.controlGroup(plan.unit()));
    }

    private CgroupException refusal(String why) {
        return CgroupException.of(Path.of(plan.unit()), "systemd has not made the scope: " + why);
    }
}
