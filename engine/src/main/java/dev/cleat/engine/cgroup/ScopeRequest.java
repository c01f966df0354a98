package dev.cleat.engine.cgroup;

import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.host.ProgramPath;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.HeldProgram;
import dev.cleat.engine.linux.HostProgram;
import dev.cleat.engine.plan.ScopePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What systemd is told with its own programs, systemd-run(1) and systemctl(1), in the C locale. */
final class ScopeRequest {

    /** The scope of a life before this one is taken away as soon as systemd hears that it is empty. */
    private static final Duration LAST_ONE_GOES = Duration.ofSeconds(2);

    private static final Duration COMMAND = Duration.ofSeconds(25);
    private static final int WORDS = 4096;

    /** bus_unit_check_load_state() and method_start_transient_unit() of systemd: UnitExists. */
    private static final String IS_THERE = "already loaded";

    private final ScopePlan plan;
    private final CgroupLayout layout;

    ScopeRequest(ScopePlan plan, CgroupLayout layout) {
        this.plan = plan;
        this.layout = layout;
    }

    /** A process in a new scope. */
    HeldProgram make(Duration answer) throws CgroupException {
        var attempt = new Attempt(answer);
        if (!Until.isTrue(attempt::isOver, LAST_ONE_GOES)) {
            stopEmptyOne();
            Until.isTrue(attempt::isOver, LAST_ONE_GOES);
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
                HeldProgram program = HeldProgram.start(command(), environment());
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

    private static List<String> environment() {
        List<String> environment = new ArrayList<>(List.of("LC_ALL=C", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"));
        String runtime = "XDG_RUNTIME_DIR";
        environment.add(runtime + "="
                + System.getenv()
                        .getOrDefault(runtime, "/run/user/" + Integer.toUnsignedString(Credentials.effectiveUid())));
        Optional.ofNullable(System.getenv("DBUS_SESSION_BUS_ADDRESS"))
                .ifPresent(address -> environment.add("DBUS_SESSION_BUS_ADDRESS=" + address));
        return environment;
    }

    private String program(String name) throws CgroupException {
        return ProgramPath.find(name).map(Path::toString).orElseThrow(() -> refusal(name + " is not installed"));
    }

    /** Where systemd hears late that it is empty, as on v1 in a container. One that has processes is somebody else's. */
    private void stopEmptyOne() throws CgroupException {
        String cgroup = systemctl("show", "--property=ControlGroup", "--value", "--", plan.unit());
        for (Hierarchy hierarchy : layout.hierarchies()) {
            List<Long> pids = !cgroup.isEmpty() && hierarchy.reaches(cgroup)
                    ? new CgroupTree(hierarchy.directory(cgroup)).processes()
                    : List.of();
            if (!pids.isEmpty()) {
                throw refusal("it is there, with processes " + pids);
            }
        }
        systemctl("stop", "--", plan.unit());
    }

    private String systemctl(String... arguments) throws CgroupException {
        List<String> command = new ArrayList<>(List.of(program("systemctl"), "--no-ask-password"));
        if (plan.ofUser()) {
            command.add("--user");
        }
        command.addAll(List.of(arguments));
        try {
            return HostProgram.run(command, environment(), "", COMMAND, WORDS)
                    .out()
                    .strip();
        } catch (ErrnoException e) {
            throw CgroupException.of(Path.of(plan.unit()), "systemctl", e);
        }
    }

    private CgroupException refusal(String why) {
        return CgroupException.of(Path.of(plan.unit()), "systemd has not made the scope: " + why);
    }
}
