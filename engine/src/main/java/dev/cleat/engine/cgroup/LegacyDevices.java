package dev.cleat.engine.cgroup;

import dev.cleat.engine.cgroup.DevicePolicy.DeviceException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * A device policy for the v1 controller (cgroup-v1/devices.rst). It cannot deny everything once there are cgroups below, so
 * that is done before init's is made, with one exception for all devices: it is taken away when init has set itself up.
 */
final class LegacyDevices {

    private static final List<DeviceException> ANY = List.of(any('c', DevicePolicy.ALL), any('b', DevicePolicy.ALL));

    private final Path cgroup;
    private final DevicePolicy policy;

    LegacyDevices(Path cgroup, DevicePolicy policy) {
        this.cgroup = cgroup;
        this.policy = policy;
    }

    private static DeviceException any(char type, int access) {
        return new DeviceException(type, OptionalInt.empty(), OptionalInt.empty(), access);
    }

    /** Before there is a cgroup below. */
    void begin() throws CgroupException {
        if (!policy.allowsOthers()) {
            write("devices.deny", List.of("a *:* rwm"));
            write("devices.allow", lines(policy.exceptions()));
            write("devices.allow", lines(ANY));
        }
    }

    /** Once init has set itself up. */
    void finish() throws CgroupException {
        if (policy.allowsOthers()) {
            write("devices.deny", lines(policy.exceptions())); // handed down to the cgroups below
            return;
        }
        List<DeviceException> surplus = ANY.stream()
                .map(any -> any(any.type(), any.access() & ~allowedFor(any.type())))
                .filter(any -> any.access() != 0)
                .toList();
        write("devices.deny", lines(surplus)); // handed down as well
    }

    /** What the policy itself allows with every device of a type. */
    private int allowedFor(char type) {
        return policy.exceptions().stream()
                .filter(e ->
                        e.type() == type && e.major().isEmpty() && e.minor().isEmpty())
                .mapToInt(DeviceException::access)
                .findFirst()
                .orElse(0);
    }

    private static List<String> lines(List<DeviceException> exceptions) {
        return exceptions.stream().map(DevicePolicy::line).toList();
    }

    /** One write(2) for each line, as the controller wants it. */
    private void write(String name, List<String> lines) throws CgroupException {
        if (lines.isEmpty()) {
            return;
        }
        Path file = cgroup.resolve(name);
        String current = lines.get(0);
        try (OutputStream out = CgroupFile.open(file)) {
            for (String line : lines) {
                current = line;
                out.write(line.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw CgroupException.ofWrite(file, current, "dev.rules", e);
        }
    }
}
