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
import java.util.List;

/** A close look at what is on the host that its name says. */
record HostsInsight(HostsEngine hosts) implements Insight {

    @Override
    public List<MountEntry> mounts(String container) throws ContainerException {
        HostsEngine.Place place = hosts.place(container);
        return place.engine().insight().mounts(place.name());
    }

    @Override
    public CgroupDetail cgroupOf(String container) throws ContainerException {
        HostsEngine.Place place = hosts.place(container);
        return place.engine().insight().cgroupOf(place.name());
    }

    /** Below a root that is the host. */
    @Override
    public CgroupDetail cgroup(String path) throws ContainerException {
        String[] parts = path.split("/", 3);
        String host = parts.length > 1 ? parts[1] : HostAddress.HERE;
        HostsEngine.Place place = hosts.place(new HostedName(host, parts.length > 2 ? parts[2] : ""));
        return place.engine().insight().cgroup("/" + place.name());
    }

    @Override
    public Drift drift(String container) throws ContainerException {
        HostsEngine.Place place = hosts.place(container);
        return place.engine().insight().drift(place.name());
    }

    @Override
    public List<NamespaceMember> members(NamespaceGroup namespace) throws ContainerException {
        HostsEngine.Place place = hosts.place(namespace.command());
        return place.engine().insight().members(namespace).stream()
                .map(member -> FarNames.hosted(member, place.host()))
                .toList();
    }
}
