package dev.cleat.engine.testing;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.host.HostFacts.HostMount;
import dev.cleat.engine.host.HostFacts.IdRange;
import dev.cleat.engine.host.SecurityFacts;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A machine made by hand: one that has nothing but a kernel with filters, or another one, and what differs from it. */
public final class HostFactsBuilder {

    private String kernel;
    private int uid;
    private int gid;
    private Set<NamespaceType> namespaces;
    private CgroupLayout layout;
    private List<IdRange> ids;
    private boolean hasNewIdMap;
    private int lastCapability;
    private long boundingCapabilities;
    private List<HostMount> mounts;
    private Set<String> programs;
    private boolean hasSystemd;
    private Map<String, String> environment;
    private SecurityFacts security;

    private HostFactsBuilder(HostFacts host) {
        kernel = host.kernel();
        uid = host.uid();
        gid = host.gid();
        namespaces = host.namespaces();
        layout = host.layout();
        ids = host.subUids();
        hasNewIdMap = host.hasNewIdMap();
        lastCapability = host.lastCapability();
        boundingCapabilities = host.boundingCapabilities();
        mounts = host.mounts();
        programs = host.programs();
        hasSystemd = host.hasSystemd();
        environment = host.environment();
        security = host.security();
    }

    /** Root's. */
    public static HostFactsBuilder of(String kernel, CgroupLayout layout) {
        return like(new HostFacts(
                kernel,
                0,
                0,
                Set.of(NamespaceType.values()),
                layout,
                List.of(),
                List.of(),
                false,
                40,
                0,
                List.of(),
                Set.of(),
                false,
                Map.of(),
                SecurityFacts.FILTERS_ONLY));
    }

    /** As {@code host} is. */
    public static HostFactsBuilder like(HostFacts host) {
        return new HostFactsBuilder(host);
    }

    public HostFactsBuilder kernel(String value) {
        kernel = value;
        return this;
    }

    /** As seen by a user whose group has the same number. */
    public HostFactsBuilder user(int value) {
        uid = value;
        gid = value;
        return this;
    }

    public HostFactsBuilder namespaces(Set<NamespaceType> value) {
        namespaces = value;
        return this;
    }

    /** Subordinate ids of users and groups, and whether newuidmap and newgidmap are installed. */
    public HostFactsBuilder ids(List<IdRange> value, boolean isInstalled) {
        ids = value;
        hasNewIdMap = isInstalled;
        return this;
    }

    public HostFactsBuilder bounding(long value) {
        boundingCapabilities = value;
        return this;
    }

    public HostFactsBuilder mounts(List<HostMount> value) {
        mounts = value;
        return this;
    }

    public HostFactsBuilder programs(Set<String> value) {
        programs = value;
        return this;
    }

    /** Its systemd takes orders. */
    public HostFactsBuilder withSystemd() {
        hasSystemd = true;
        return this;
    }

    public HostFactsBuilder environment(Map<String, String> value) {
        environment = value;
        return this;
    }

    public HostFactsBuilder security(SecurityFacts value) {
        security = value;
        return this;
    }

    public HostFacts build() {
        return new HostFacts(
                kernel,
                uid,
                gid,
                namespaces,
                layout,
                ids,
                ids,
                hasNewIdMap,
                lastCapability,
                boundingCapabilities,
                mounts,
                programs,
                hasSystemd,
                environment,
                security);
    }
}
