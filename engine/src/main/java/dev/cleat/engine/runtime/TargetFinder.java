package dev.cleat.engine.runtime;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.attach.AttachTarget;
import dev.cleat.engine.cgroup.Cgroups;
import dev.cleat.engine.discovery.FoundContainer;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.procfs.ProcessStat;
import dev.cleat.engine.runtime.OurContainers.Ours;
import dev.cleat.engine.storage.Definitions;
import java.util.Map;
import java.util.Optional;

/** Finds what to attach to: our own containers by name, then the foreign ones. */
final class TargetFinder implements AttachTarget.Finder {

    private final OurContainers ours;
    private final ForeignContainers foreign;
    private final Definitions definitions;
    private final Procfs procfs;
    private final Cgroups cgroups;

    TargetFinder(
            OurContainers ours, ForeignContainers foreign, Definitions definitions, Procfs procfs, Cgroups cgroups) {
        this.procfs = procfs;
        this.cgroups = cgroups;
        this.ours = ours;
        this.foreign = foreign;
        this.definitions = definitions;
    }

    @Override
    public AttachTarget find(String name) throws ContainerException {
        Optional<Ours> own = ours.find(name);
        if (own.isPresent() && own.get().state() != ContainerState.STOPPED) {
            return target(own.get());
        }
        Optional<FoundContainer> other = foreign.find(name);
        if (other.isPresent()) {
            return target(other.get());
        }
        throw own.isPresent() ? notRunning(name) : absent(name, definitions);
    }

    /** Nothing of that name was started since the host booted; what is stored is a container that does not run. */
    static ContainerException absent(String name, Definitions definitions) {
        return definitions.find(name).isPresent() ? notRunning(name) : unknown(name);
    }

    private static WrongStateException notRunning(String name) {
        return new WrongStateException(name + " is not running", "start it with 'cleat start " + name + "'");
    }

    /** What joins a frozen cgroup is frozen, too: nobody would ever hear of it again. */
    private AttachTarget target(FoundContainer found) throws WrongStateException {
        if (foreign.isFrozen(found)) {
            throw new WrongStateException(
                    found.name() + " is frozen: a command in it would not run",
                    "thaw it with " + found.runtime().jsonName());
        }
        return new AttachTarget(
                found.name(), Optional.of(found.id()), found.runtime(), found.pid(), found.startTicks(), Map.of());
    }

    private AttachTarget target(Ours own) throws WrongStateException {
        String name = own.saved().name();
        if (own.state() == ContainerState.FROZEN) {
            throw new WrongStateException(
                    name + " is frozen: a command in it would not run", "thaw it with 'cleat thaw " + name + "'");
        }
        if (!own.hasInit()) {
            throw new WrongStateException(name + " is " + own.state(), null);
        }
        return new AttachTarget(
                name,
                Optional.of(name),
                Runtime.CLEAT,
                own.saved().pid(),
                own.saved().pidStartTime(),
                own.saved().environment());
    }

    @Override
    public AttachTarget find(long pid) throws ContainerException {
        ProcessStat stat = procfs.stat(pid)
                .filter(ProcessStat::isAlive)
                .orElseThrow(() -> new UnknownContainerException("there is no process " + pid, null));
        if (procfs.cgroup(pid).filter(cgroups::isFrozen).isPresent()) {
            throw new WrongStateException(
                    "process " + pid + " is frozen: a command beside it would not run", "thaw its cgroup first");
        }
        return new AttachTarget("process " + pid, Optional.empty(), Runtime.UNKNOWN, pid, stat.startTicks(), Map.of());
    }

    static UnknownContainerException unknown(String name) {
        return new UnknownContainerException("there is no container called " + name, "'cleat ls' shows all");
    }
}
