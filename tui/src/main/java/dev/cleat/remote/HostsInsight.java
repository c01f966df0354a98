package dev.cleat.remote;

import dev.cleat.engine.api.CgroupDetail;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Drift;
import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostedName;
import dev.cleat.engine.api.Insight;
import dev.cleat.engine.api.MountEntry;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.NamespaceMember;
import dev.cleat.engine.api.NetAddresses;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A close look at what is on the host that its name says.
 *
 * @param others by name
 */
record HostsInsight(HostsEngine hosts, Map<String, FarEngine> others) implements Insight {

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

    /** Each host is asked for its own at once. */
    @Override
    public Map<String, Extra> extras(List<ContainerSummary> containers, Set<Extra.Part> wanted)
            throws ContainerException {
        Map<String, Supplier<Map<String, Extra>>> asked = new LinkedHashMap<>();
        others.forEach((host, other) -> asked.put(host, other.told().extras(wanted)));
        Map<String, Extra> all = new HashMap<>();
        hosts.local.insight().extras(ofThisHost(containers), wanted).forEach((name, extra) -> {
            all.put(FarNames.hosted(name, HostAddress.HERE), extra);
        });
        asked.forEach((host, extras) ->
                extras.get().forEach((name, extra) -> all.put(FarNames.hosted(name, host), extra)));
        return all;
    }

    private static List<ContainerSummary> ofThisHost(List<ContainerSummary> containers) {
        return containers.stream()
                .filter(container -> !HostedName.isElsewhere(container.name()))
                .map(container -> container.named(
                        HostedName.of(container.name()).map(HostedName::name).orElse(container.name())))
                .toList();
    }

    @Override
    public NetAddresses addresses(String container) throws ContainerException {
        HostsEngine.Place place = hosts.place(container);
        return place.engine().insight().addresses(place.name());
    }
}
