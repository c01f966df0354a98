package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Devices;
import dev.cleat.engine.plan.HostFiles.Device;
import dev.cleat.engine.plan.StartPlan.DevicePlan;
import dev.cleat.engine.plan.StartPlan.NodePlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The device nodes a definition asks for. Who has a user namespace of its own may not make one (mknod(2)), so the host's
 * node of the same number is bound; everybody else gets nodes of its own.
 */
final class DeviceNodes {

    private static final int BLOCK = 0060000; // inode(7)
    private static final int CHARACTER = 0020000;
    private static final int FIFO = 0010000;
    private static final int TYPE = 0170000;
    private static final int DEFAULT_MODE = 0666;
    private static final Path DEV = Path.of("/dev");

    private final Planning planning;
    private final List<NodePlan> made = new ArrayList<>();
    private final List<Bound> bound = new ArrayList<>();
    private final List<Allowed> allowed = new ArrayList<>();

    DeviceNodes(Planning planning) {
        this.planning = planning;
        Devices devices = planning.definition().devices();
        devices.nodes().forEach(this::add);
        devices.fromHost().forEach(path -> bind(path, target(path), "rw"));
    }

    /** A host's node on {@code path}. */
    record Bound(String hostPath, String path, Device device) {}

    /** What the device policy must let through. */
    record Allowed(Device device, String access) {}

    List<NodePlan> made() {
        return List.copyOf(made);
    }

    /** True when some node made there is to be opened, which nodev would forbid; others are mounts of their own. */
    boolean areUsed() {
        return made.stream().anyMatch(node -> (node.mode() & TYPE) != FIFO);
    }

    List<DevicePlan> bound() {
        return bound.stream()
                .filter(node -> node.device().type() == 'c')
                .map(node -> new DevicePlan(
                        node.hostPath(),
                        node.path(),
                        node.device().major(),
                        node.device().minor()))
                .toList();
    }

    List<Bound> blockDevices() {
        return bound.stream().filter(node -> node.device().type() == 'b').toList();
    }

    List<Allowed> allowed() {
        return List.copyOf(allowed);
    }

    private void add(Devices.Node node) {
        if (node.host().isPresent()) {
            bind(node.host().get(), node.path().isEmpty() ? target(node.host().get()) : node.path(), node.access());
            return;
        }
        Device device = new Device(node.type(), node.major(), node.minor());
        if (node.type() != 'p') {
            allowed.add(new Allowed(device, node.access()));
        }
        if (node.type() == 'p' || !planning.inUserNamespace()) {
            made.add(new NodePlan(
                    node.path(),
                    type(node.type()) | node.mode().orElse(DEFAULT_MODE),
                    node.major(),
                    node.minor(),
                    node.uid(),
                    node.gid()));
            return;
        }
        bindSame(node, device);
    }

    /** The host has a device mostly under the same name. */
    private void bindSame(Devices.Node node, Device device) {
        Optional<Device> host = planning.files().device(Path.of(node.path()));
        if (host.filter(device::equals).isPresent()) {
            bound.add(new Bound(node.path(), node.path(), device));
        } else {
            planning.reasons()
                    .cannot(
                            "dev.nodes: " + node.path() + ": in a user namespace nodes are bound from the host, and the"
                                    + " host's " + node.path() + " is not " + node.type() + " " + node.major() + ":"
                                    + node.minor(),
                            "name the host's node with dev.nodes[].host");
        }
    }

    private void bind(Path host, String path, String access) {
        Optional<Device> device = planning.files().device(host);
        if (device.isEmpty()) {
            planning.reasons().cannot("dev: " + host + " is no device of this host");
            return;
        }
        bound.add(new Bound(host.toString(), path, device.get()));
        allowed.add(new Allowed(device.get(), access));
    }

    private static String target(Path host) {
        return host.startsWith(DEV)
                ? host.toString()
                : DEV.resolve(host.getFileName()).toString();
    }

    private static int type(char letter) {
        return switch (letter) {
            case 'b' -> BLOCK;
            case 'p' -> FIFO;
            default -> CHARACTER;
        };
    }
}
