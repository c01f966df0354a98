package dev.cleat.engine.plan;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.definition.NamespaceSource;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.plan.StartPlan.IdMaps;

/**
 * What every part of planning a start has at hand.
 *
 * @param idMaps decided first, because mounts and credentials depend on them
 * @param sources mounts the host makes, collected by whoever needs one
 */
record Planning(
        Definition definition,
        HostFacts host,
        Places places,
        HostFiles files,
        IdMaps idMaps,
        Sources sources,
        Reasons reasons) {

    boolean isPrivate(NamespaceType type) {
        return definition.isPrivate(type);
    }

    /** True when it has the host's namespace of this kind. */
    boolean isHost(NamespaceType type) {
        return definition.namespaces().get(type) instanceof NamespaceSource.Host;
    }

    /** True when it has the namespace of this kind of another container or process. */
    boolean isShared(NamespaceType type) {
        return !isPrivate(type) && !isHost(type);
    }

    /** True when the container's root has no power over the host's mounts: a user namespace of its own or another's. */
    boolean inUserNamespace() {
        return !isHost(NamespaceType.USER);
    }

    /**
     * True when a new file system that shows a namespace of this kind is refused: its maker needs power over that
     * namespace, which a root of another user namespace has not.
     */
    boolean lacksPowerOver(NamespaceType type) {
        return inUserNamespace() && !isPrivate(type) && !(isShared(type) && isShared(NamespaceType.USER));
    }

    /** True when container root is another user of the host than who starts it, whose directories may be closed to it. */
    boolean isShifted() {
        return inUserNamespace() && idMaps.hostUid(0) != Integer.toUnsignedLong(host.uid());
    }

    /** True when {@code uid} of the container exists on the host. */
    boolean hasUid(long uid) {
        return idMaps.hostUid(uid) >= 0;
    }

    /** True when {@code gid} of the container exists on the host. */
    boolean hasGid(long gid) {
        return idMaps.hostGid(gid) >= 0;
    }
}
