package dev.cleat.remote;

import dev.cleat.engine.api.CgroupDetail;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Drift;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostedName;
import dev.cleat.engine.api.Insight;
import dev.cleat.engine.api.MountEntry;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.NamespaceMember;
import dev.cleat.engine.api.RefusedException;
import java.util.List;

/** A close look at what is on this host; what is on another one is looked at there. */
final class HereInsight implements Insight {

    private final Insight local;

    HereInsight(Insight local) {
        this.local = local;
    }

    @Override
    public List<MountEntry> mounts(String container) throws ContainerException {
        return local.mounts(here(container));
    }

    @Override
    public CgroupDetail cgroupOf(String container) throws ContainerException {
        return local.cgroupOf(here(container));
    }

    /** Below a root that is the host. */
    @Override
    public CgroupDetail cgroup(String path) throws ContainerException {
        String[] parts = path.split("/", 3);
        String host = parts.length > 1 ? parts[1] : HostAddress.HERE;
        return local.cgroup("/" + here(new HostedName(host, parts.length > 2 ? parts[2] : "")));
    }

    @Override
    public Drift drift(String container) throws ContainerException {
        return local.drift(here(container));
    }

    @Override
    public List<NamespaceMember> members(NamespaceGroup namespace) throws ContainerException {
        here(namespace.command());
        return local.members(namespace).stream()
                .map(member -> new NamespaceMember(
                        member.process(), member.container().map(name -> FarNames.hosted(name, HostAddress.HERE))))
                .toList();
    }

    private static String here(String name) throws RefusedException {
        return here(HostedName.of(name).orElse(new HostedName(HostAddress.HERE, name)));
    }

    private static String here(HostedName name) throws RefusedException {
        if (!name.host().equals(HostAddress.HERE)) {
            throw new RefusedException(
                    "this is looked at on " + name.host() + " itself", "log in there and run: cleat ui");
        }
        return name.name();
    }
}
