package dev.cleat.remote;

import dev.cleat.engine.api.CgroupDetail;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Drift;
import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.Insight;
import dev.cleat.engine.api.MountEntry;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.NamespaceMember;
import dev.cleat.engine.api.NetAddresses;
import dev.cleat.engine.api.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A close look at what is on another host. */
record FarInsight(FarHost host, FarTold told) implements Insight {

    private <T> T look(String what, String subject, FarHost.Reader<T> reader) throws ContainerException {
        return host.read(List.of(Protocol.LOOK_VERB, what, "--", subject), reader);
    }

    @Override
    public List<MountEntry> mounts(String container) throws ContainerException {
        return look(Protocol.MOUNTS, container, FarInsight::mounts);
    }

    static List<MountEntry> mounts(FarAnswer answer) throws StrangeAnswerException {
        List<MountEntry> mounts = new ArrayList<>();
        for (Fields row : answer.list("mount")) {
            mounts.add(new MountEntry(
                    row.text("target"),
                    row.text("type"),
                    row.text("source"),
                    row.text("root"),
                    row.textList("options"),
                    row.textList("propagation")));
        }
        return mounts;
    }

    @Override
    public CgroupDetail cgroupOf(String container) throws ContainerException {
        return look(Protocol.CGROUP_OF, container, FarInsight::cgroup);
    }

    @Override
    public CgroupDetail cgroup(String path) throws ContainerException {
        return look(Protocol.CGROUP, path, FarInsight::cgroup);
    }

    static CgroupDetail cgroup(FarAnswer answer) throws StrangeAnswerException {
        Fields row = answer.object("cgroup");
        Fields counters = row.object("counters");
        Map<String, Long> counted = new LinkedHashMap<>();
        for (String counter : counters.fields().keySet()) {
            counted.put(counter, counters.numberOr(counter, 0));
        }
        List<CgroupDetail.Pressure> pressure = new ArrayList<>();
        for (Fields one : row.objects("pressure")) {
            Optional<CgroupDetail.Share> full =
                    one.has("full") ? Optional.of(share(one.object("full"))) : Optional.empty();
            pressure.add(new CgroupDetail.Pressure(one.text("resource"), share(one.object("some")), full));
        }
        return new CgroupDetail(row.text("path"), row.textMap("limits"), counted, pressure);
    }

    private static CgroupDetail.Share share(Fields row) throws StrangeAnswerException {
        return new CgroupDetail.Share(
                row.fraction("last10").orElse(0),
                row.fraction("last60").orElse(0),
                row.fraction("last300").orElse(0));
    }

    @Override
    public Drift drift(String container) throws ContainerException {
        return look(Protocol.DRIFT, container, FarInsight::drift);
    }

    static Drift drift(FarAnswer answer) throws StrangeAnswerException {
        Fields row = answer.object("drift");
        return new Drift(
                row.has("started") ? Optional.of(row.textList("started")) : Optional.empty(),
                row.textList("now"),
                row.textList("problem"),
                row.time("changed"));
    }

    @Override
    public List<NamespaceMember> members(NamespaceGroup namespace) throws ContainerException {
        String subject = namespace.type().procName() + ":" + namespace.inode();
        return look(Protocol.MEMBERS, subject, FarInsight::members);
    }

    static List<NamespaceMember> members(FarAnswer answer) throws StrangeAnswerException {
        List<NamespaceMember> members = new ArrayList<>();
        for (Fields row : answer.list("member")) {
            members.add(new NamespaceMember(FarDetails.process(row.object("process")), row.texts("container")));
        }
        return members;
    }

    /** As told last; of a host that is not reached, or is too old, nothing. */
    @Override
    public Map<String, Extra> extras(List<ContainerSummary> containers, Set<Extra.Part> wanted) {
        return told.extras(wanted).get();
    }

    @Override
    public NetAddresses addresses(String container) throws ContainerException {
        if (!host.answers(Protocol.LEVEL)) {
            host.requireUp();
            throw new RefusedException(
                    "the Cleat of " + host.address().name() + " is older and tells no addresses", null);
        }
        return look(Protocol.ADDRESSES, container, FarExtras::addresses);
    }
}
