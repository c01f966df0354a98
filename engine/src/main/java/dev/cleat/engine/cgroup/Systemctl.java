package dev.cleat.engine.cgroup;

import dev.cleat.engine.host.ProgramPath;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.HostProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells systemd something with systemctl(1), in the C locale.
 *
 * @param ofUser the systemd of this user, else the system's
 */
record Systemctl(boolean ofUser) {

    private static final Duration BOUND = Duration.ofSeconds(25);
    private static final int WORDS = 4096;
    private static final String RUNTIME = "XDG_RUNTIME_DIR";

    /** Where systemd of a unit of ours has its processes, below the top of a hierarchy; empty text: nowhere. */
    String controlGroup(String unit) throws CgroupException {
        return run(unit, "show", "--property=ControlGroup", "--value", "--", unit);
    }

    /** Ends a unit; when this returns it is not there any more, or systemd does not let it go. */
    void stop(String unit) throws CgroupException {
        run(unit, "stop", "--", unit);
    }

    private String run(String unit, String... arguments) throws CgroupException {
        Path program = ProgramPath.find("systemctl")
                .orElseThrow(() -> CgroupException.of(Path.of(unit), "systemctl is not installed"));
        List<String> command = new ArrayList<>(List.of(program.toString(), "--no-ask-password"));
        if (ofUser) {
            command.add("--user");
        }
        command.addAll(List.of(arguments));
        try {
            return HostProgram.run(command, environment(), "", BOUND, WORDS)
                    .out()
                    .strip();
        } catch (ErrnoException e) {
            throw CgroupException.of(Path.of(unit), "systemctl", e);
        }
    }

    /** What its programs need to find it. */
    static List<String> environment() {
        List<String> environment = new ArrayList<>(List.of("LC_ALL=C", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"));
        String usual = "/run/user/" + Integer.toUnsignedString(Credentials.effectiveUid());
        environment.add(RUNTIME + "=" + System.getenv().getOrDefault(RUNTIME, usual));
        Optional.ofNullable(System.getenv("DBUS_SESSION_BUS_ADDRESS"))
                .ifPresent(address -> environment.add("DBUS_SESSION_BUS_ADDRESS=" + address));
        return environment;
    }
}
