package dev.cleat.engine.stop;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Hooks.Point;
import dev.cleat.engine.hook.HookRunner;
import dev.cleat.engine.hook.SavedHooks;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.network.HostNetwork;
import dev.cleat.engine.plan.HookPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is left to do on the host when nothing of a container runs any more, in LXC's order (lxc_end): stop hooks, who can
 * still look into its namespaces; its interfaces; post-stop hooks. A failure of one keeps nobody from the others.
 */
public final class LifeEnd {

    private final HookRunner hooks;
    private final Consumer<String> warnings;

    public LifeEnd(HookRunner hooks, Consumer<String> warnings) {
        this.hooks = hooks;
        this.warnings = warnings;
    }

    /** True when there is something that a killed process has not done. */
    static boolean isOpen(Fd stateDirectory) {
        return SavedHooks.load(stateDirectory).filter(HookPlan::hasEnd).isPresent()
                || HostNetwork.isOwed(stateDirectory);
    }

    /**
     * Does all of it, once: a second call has nothing to do.
     *
     * @param stateDirectory the container's
     * @param namespaces those that are still held, closed here; none when they have gone
     * @param reboot whether it will live again
     */
    public void run(Fd stateDirectory, Map<NamespaceType, Fd> namespaces, boolean reboot) throws IOException {
        Optional<HookPlan> plan = SavedHooks.load(stateDirectory);
        Map<String, String> known = Map.of(HookPlan.TARGET, reboot ? "reboot" : "stop");
        try {
            plan.ifPresent(p -> hooks.runAll(p.commands(Point.STOP, with(known, namespaces))));
            giveBackNetwork(stateDirectory, Optional.ofNullable(namespaces.get(NamespaceType.NET)));
        } finally {
            namespaces.values().forEach(Fd::close);
        }
        plan.ifPresent(p -> hooks.runAll(p.commands(Point.POST_STOP, known)));
        SavedHooks.forget(stateDirectory);
    }

    private void giveBackNetwork(Fd stateDirectory, Optional<Fd> namespace) {
        Optional<HostNetwork> left = HostNetwork.left(stateDirectory, hooks);
        if (left.isEmpty()) {
            return;
        }
        try (HostNetwork network = left.get()) {
            network.giveBack(namespace.map(LifeEnd::path));
        } catch (IOException e) {
            warnings.accept("cannot give all interfaces back: " + e.getMessage());
        }
    }

    private static Map<String, String> with(Map<String, String> known, Map<NamespaceType, Fd> namespaces) {
        Map<String, String> all = new LinkedHashMap<>(known);
        namespaces.forEach((type, fd) -> all.put(HookPlan.namespace(type), path(fd).toString()));
        return all;
    }

    /** As another process finds it. */
    private static Path path(Fd fd) {
        return Path.of("/proc/" + Credentials.processId() + "/fd/" + fd.number());
    }
}
