package dev.cleat.engine.discovery;

import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.procfs.ProcessCgroup;
import java.util.List;
import java.util.Optional;

/** Tells who a container is, once it is known that a process is the init of one. */
final class Recognition {
    private static final String INIT_SCOPE = "/init.scope";
    private static final String SERVICE = ".service";

    private final Procfs procfs;
    private final RuntimeState state;

    Recognition(Procfs procfs, RuntimeState state) {
        this.procfs = procfs;
        this.state = state;
    }

    /** To be called before a new look at /proc. */
    void refresh() {
        state.forget();
    }

    /**
     * The container of an init, with its cgroup's top in every hierarchy, whoever else is in it.
     *
     * @param parent init's parent, or PID 1 when it cannot be seen
     * @param outer the container around it
     */
    Optional<FoundContainer> recognise(ProcessEntry init, ProcessEntry parent, Optional<FoundContainer> outer) {
        return procfs.cgroup(init.pid).map(cgroup -> {
            Identity identity = identity(init, parent, cgroup, outer);
            String name = outer.map(around -> around.name() + "/").orElse("") + identity.name();
            return new FoundContainer(
                    name,
                    identity.runtime(),
                    identity.id(),
                    identity.home(),
                    init.pid,
                    init.startTicks,
                    procfs.namespaces(init.pid),
                    cgroup,
                    tops(cgroup, outer));
        });
    }

    private Identity identity(
            ProcessEntry init, ProcessEntry parent, ProcessCgroup cgroup, Optional<FoundContainer> outer) {
        return ofSupervisor(parent)
                .or(() -> ofCgroup(cgroup, outer))
                .map(this::withPeopleName)
                .or(() -> state.ofInit(init.pid))
                .or(() -> unit(cgroup).filter(unit -> isService(init, parent)))
                .orElseGet(() -> new Identity(Runtime.UNKNOWN, Long.toString(init.pid), "pid-" + init.pid));
    }

    private Optional<Identity> ofSupervisor(ProcessEntry parent) {
        return ParentNames.find(parent.command, procfs.commandLine(parent.pid).orElse(List.of()));
    }

    private static Optional<Identity> ofCgroup(ProcessCgroup cgroup, Optional<FoundContainer> outer) {
        return cgroup.entries().stream()
                .map(entry -> CgroupNames.find(entry.path(), lengthOfOuter(entry, outer)))
                .flatMap(Optional::stream)
                .map(CgroupNames.Match::identity)
                .findFirst();
    }

    private Identity withPeopleName(Identity identity) {
        String id = identity.id();
        Optional<String> name = switch (identity.runtime()) {
            case DOCKER -> state.dockerName(id);
            case CONTAINERD -> state.containerdName(id);
            case CLEAT, LXC, PODMAN, RUNC, CRUN, NSPAWN, SYSTEMD, UNKNOWN -> Optional.empty();
        };
        return name.map(found -> new Identity(identity.runtime(), id, found)).orElse(identity);
    }

    /** A service with namespaces of its own, such as PrivateTmp= and PrivateNetwork= give it (systemd.exec(5)). */
    private static boolean isService(ProcessEntry init, ProcessEntry parent) {
        return parent.pidNamespace == init.pidNamespace && parent.command.equals("systemd");
    }

    private static Optional<Identity> unit(ProcessCgroup cgroup) {
        return cgroup.of("name=systemd")
                .or(cgroup::unified)
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .filter(leaf -> leaf.endsWith(SERVICE))
                .map(leaf -> new Identity(Runtime.SYSTEMD, leaf, leaf.substring(0, leaf.length() - SERVICE.length())));
    }

    /** An init such as systemd moves itself into a cgroup below the container's, and the container's is what counts. */
    private static ProcessCgroup tops(ProcessCgroup cgroup, Optional<FoundContainer> outer) {
        return new ProcessCgroup(cgroup.entries().stream()
                .map(entry -> new ProcessCgroup.Entry(entry.controllers(), top(entry, outer), entry.deleted()))
                .toList());
    }

    private static String top(ProcessCgroup.Entry entry, Optional<FoundContainer> outer) {
        String path = entry.path();
        String above = path.endsWith(INIT_SCOPE) ? path.substring(0, path.length() - INIT_SCOPE.length()) : path;
        return CgroupNames.find(path, lengthOfOuter(entry, outer))
                .map(CgroupNames.Match::top)
                .orElse(above.isEmpty() ? "/" : above);
    }

    private static int lengthOfOuter(ProcessCgroup.Entry entry, Optional<FoundContainer> outer) {
        return outer.stream()
                .flatMap(around -> around.ownCgroup().entries().stream())
                .filter(around -> around.key().equals(entry.key()))
                .filter(around -> entry.path().startsWith(around.path() + "/"))
                .mapToInt(around -> around.path().length())
                .findFirst()
                .orElse(0);
    }
}
