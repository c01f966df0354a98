package dev.cleat.engine.api;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is looked at closely, one thing at a time. Nothing is changed. Thread-safe.
 *
 * <p><b>Errors.</b> All calls that name a container: {@link UnknownContainerException}.
 */
public interface Insight {

    /** The mounts of a container's init in the order of mounting; none when it does not run. */
    List<MountEntry> mounts(String container) throws ContainerException;

    /**
     * A container's own cgroup.
     *
     * <p><b>Errors.</b> {@link WrongStateException} when it does not run, or has none of its own.
     */
    CgroupDetail cgroupOf(String container) throws ContainerException;

    /**
     * Any cgroup of this host.
     *
     * @param path as {@link CgroupNode#path()}
     *     <p><b>Errors.</b> {@link HostLimitException} when there is none of that path.
     */
    CgroupDetail cgroup(String path) throws ContainerException;

    /**
     * A container of ours, or one that is stored, beside its definition.
     *
     * <p><b>Errors.</b> {@link WrongStateException} for one of another runtime.
     */
    Drift drift(String container) throws ContainerException;

    /** The processes in a namespace that we may look at, by pid; none when it is gone. */
    List<NamespaceMember> members(NamespaceGroup namespace) throws ContainerException;

    /**
     * What costs something to read, by the container's name. Asked for again and again it tells more: not everything is
     * looked up at once.
     *
     * @param containers as listed
     */
    Map<String, Extra> extras(List<ContainerSummary> containers, Set<Extra.Part> wanted) throws ContainerException;

    /** How a container is reached; nothing where it does not run. */
    NetAddresses addresses(String container) throws ContainerException;
}
