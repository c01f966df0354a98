package dev.cleat.cli.lxc;

import dev.cleat.cli.lxc.LxcContainers.LxcContainer;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.WrongStateException;
import java.util.List;

/** {@code lxc-freeze} and {@code lxc-unfreeze}. */
final class FreezeTool implements LxcTool {

    private final boolean freezes;

    FreezeTool(boolean freezes) {
        this.freezes = freezes;
    }

    @Override
    public String meaning() {
        return freezes ? "holds every process of the container NAME" : "lets the processes of the container NAME go on";
    }

    @Override
    public List<LxcOption> options() {
        return List.of();
    }

    /** What is so already is no failure; only one that does not run cannot be frozen. */
    @Override
    public int run(LxcCall call) throws ContainerException {
        ContainerState state = LxcContainers.read(call)
                .find(call.name())
                .map(LxcContainer::state)
                .orElseThrow(() -> new UnknownContainerException("no container is called " + call.name(), null));
        if (freezes && state == ContainerState.FROZEN || !freezes && state != ContainerState.FROZEN) {
            return 0;
        }
        if (!state.isLive()) {
            throw new WrongStateException(call.name() + " is not running", null);
        }
        try (Engine engine = call.openEngine()) {
            if (freezes) {
                engine.freeze(call.name());
            } else {
                engine.thaw(call.name());
            }
            return 0;
        }
    }
}
