package dev.cleat.engine.plan;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.plan.StartPlan.IdMaps;

/**
 * What every part of planning a start has at hand.
 *
 * @param idMaps decided first, because mounts and credentials depend on them
 */
record Planning(Definition definition, HostFacts host, Places places, HostFiles files, IdMaps idMaps, Reasons reasons) {

    boolean isPrivate(NamespaceType type) {
        return definition.isPrivate(type);
    }

    /** True when the container's root has no power over the host's mounts: a user namespace of its own. */
    boolean inUserNamespace() {
        return isPrivate(NamespaceType.USER);
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
