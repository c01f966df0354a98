package dev.cleat.remote;

import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostedName;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.NamespaceInfo;
import dev.cleat.engine.api.NamespaceMember;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.StateEvent;
import java.nio.file.Path;
import java.util.List;

/** What one host tells, with the host's name before those of its containers. */
final class FarNames {

    private FarNames() {}

    static String hosted(String name, String host) {
        return new HostedName(host, name).toString();
    }

    private static List<String> hosted(List<String> names, String host) {
        return names.stream().map(name -> hosted(name, host)).toList();
    }

    static ContainerSummary hosted(ContainerSummary c, String host) {
        return c.named(hosted(c.name(), host));
    }

    static ContainerDetail hosted(ContainerDetail d, String host) {
        return new ContainerDetail(
                hosted(d.summary(), host),
                d.hostname(),
                d.rootfs(),
                d.command(),
                d.processes(),
                d.namespaces().stream()
                        .map(n -> new NamespaceInfo(n.type(), n.inode(), n.host(), hosted(n.members(), host)))
                        .toList(),
                d.cgroups(),
                d.pressure(),
                d.definition(),
                d.consoleLog(),
                d.lastEnd());
    }

    static DefinitionSummary hosted(DefinitionSummary d, String host) {
        return new DefinitionSummary(
                hosted(d.name(), host), d.file(), d.description(), d.sample(), d.problems(), d.state(), d.lastStart());
    }

    static EndReport hosted(EndReport e, String host) {
        return new EndReport(
                hosted(e.container(), host),
                e.state(),
                e.started(),
                e.ended(),
                e.exitCode(),
                e.signal(),
                e.conclusion(),
                e.facts(),
                e.lastLines());
    }

    /** Another host cannot say that its session is one of somebody else's: whose it is stands before its id. */
    static SessionInfo hosted(SessionInfo s, String host) {
        return new SessionInfo(
                host.equals(HostAddress.HERE) ? s.id() : hosted(s.id(), host),
                hosted(s.container(), host),
                s.state(),
                s.who(),
                s.command(),
                s.started(),
                s.idle(),
                s.bytesIn(),
                s.bytesOut(),
                s.elevated(),
                s.reason(),
                host.equals(HostAddress.HERE) ? s.recording() : s.recording().map(file -> hosted(file, host)),
                s.exitStatus());
    }

    /** A path of another host names nothing here. */
    private static Path hosted(Path file, String host) {
        return Path.of(hosted(file.toString(), host));
    }

    /** A recording of another host. */
    static RecordingInfo hosted(RecordingInfo r, String host) {
        return r.of(
                r.container().isEmpty() ? "" : hosted(r.container(), host),
                r.id().isEmpty() ? "" : hosted(r.id(), host),
                hosted(r.file(), host));
    }

    static NamespaceGroup hosted(NamespaceGroup g, String host) {
        return new NamespaceGroup(
                g.type(),
                g.inode(),
                g.host(),
                g.processes(),
                g.leader(),
                g.owner(),
                hosted(g.command(), host),
                hosted(g.containers(), host));
    }

    static NamespaceMember hosted(NamespaceMember m, String host) {
        return new NamespaceMember(m.process(), m.container().map(name -> hosted(name, host)));
    }

    /** One step further down, below a root that is the host. */
    static CgroupNode hosted(CgroupNode n, String host) {
        return new CgroupNode(
                "/" + host + (n.depth() == 0 ? "" : n.path()),
                n.depth() == 0 ? 0 : n.depth(),
                n.container().map(name -> hosted(name, host)),
                n.usage(),
                n.cpuPressure(),
                n.memoryPressure(),
                n.ioPressure());
    }

    static StateEvent hosted(StateEvent e, String host) {
        return new StateEvent(e.sequence(), e.time(), hosted(e.container(), host), e.state(), e.by(), e.reason());
    }
}
