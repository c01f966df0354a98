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
 * that is done before init's is made; what init still needs to make its nodes, mknod(2), is taken away when they are made.
 */
final class LegacyDevices {

    private static final List<DeviceException> ANY_NODE = List.of(
            new DeviceException('c', OptionalInt.empty(), OptionalInt.empty(), DevicePolicy.MKNOD),
            new DeviceException('b', OptionalInt.empty(), OptionalInt.empty(), DevicePolicy.MKNOD));

    private final Path cgroup;
    private final DevicePolicy policy;

    LegacyDevices(Path cgroup, DevicePolicy policy) {
        this.cgroup = cgroup;
        this.policy = policy;
    }

    /** Before there is a cgroup below: everything is denied but the exceptions, and nodes can be made. */
    void begin() throws CgroupException {
        if (!policy.allowsOthers()) {
            write("devices.deny", List.of("a *:* rwm"));
            write("devices.allow", lines(policy.exceptions()));
            write("devices.allow", lines(ANY_NODE));
        }
    }

    /** Once init has set itself up. */
    void finish() throws CgroupException {
        if (policy.allowsOthers()) {
            write("devices.deny", lines(policy.exceptions())); // handed down to the cgroups below
            return;
        }
        List<DeviceException> surplus =
                ANY_NODE.stream().filter(any -> !isAllowed(any)).toList();
        write("devices.deny", lines(surplus));
    }

    private boolean isAllowed(DeviceException any) {
        return policy.exceptions().stream()
                .anyMatch(e -> e.type() == any.type()
                        && e.major().isEmpty()
                        && e.minor().isEmpty()
                        && (e.access() & DevicePolicy.MKNOD) != 0);
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
