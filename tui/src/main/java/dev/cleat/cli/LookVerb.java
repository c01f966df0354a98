package dev.cleat.cli;

import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.InsightJson;
import dev.cleat.cli.output.JsonDocument;
import dev.cleat.cli.output.RecordingJson;
import dev.cleat.engine.api.CgroupDetail;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Drift;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.Insight;
import dev.cleat.engine.api.MountEntry;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.NamespaceMember;
import dev.cleat.engine.api.NetAddresses;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.remote.Protocol;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code internal-look}: a close look at one thing, for the console of another host. */
final class LookVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            Protocol.LOOK_VERB,
            "print a close look at one thing",
            new Operands("WHAT SUBJECT", 2, 2, false),
            false,
            List.of(),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        String what = call.arguments().operands().get(0);
        String subject = call.arguments().operands().get(1);
        try (Engine engine = call.openEngine()) {
            JsonDocument.Body body = body(engine, what, subject);
            JsonDocument.write(call.out(), body);
        }
        return ExitStatus.DONE;
    }

    private static JsonDocument.Body body(Engine engine, String what, String subject)
            throws UsageException, ContainerException {
        Insight insight = engine.insight();
        switch (what) {
            case Protocol.MOUNTS -> {
                List<MountEntry> mounts = insight.mounts(subject);
                return json -> InsightJson.writeMounts(json, mounts);
            }
            case Protocol.CGROUP_OF -> {
                CgroupDetail cgroup = insight.cgroupOf(subject);
                return json -> InsightJson.writeCgroup(json, cgroup);
            }
            case Protocol.CGROUP -> {
                CgroupDetail cgroup = insight.cgroup(subject);
                return json -> InsightJson.writeCgroup(json, cgroup);
            }
            case Protocol.DRIFT -> {
                Drift drift = insight.drift(subject);
                return json -> InsightJson.writeDrift(json, drift);
            }
            case Protocol.MEMBERS -> {
                List<NamespaceMember> members = members(engine, subject);
                return json -> InsightJson.writeMembers(json, members);
            }
            case Protocol.EXTRAS -> {
                Map<String, Extra> extras = insight.extras(engine.list(), parts(subject));
                return json -> InsightJson.writeExtras(json, extras);
            }
            case Protocol.ADDRESSES -> {
                NetAddresses addresses = insight.addresses(subject);
                return json -> InsightJson.writeAddresses(json, addresses);
            }
            case Protocol.RECORDINGS -> {
                List<RecordingInfo> latest = latest(engine.recordings().list(), subject);
                return json -> RecordingJson.writeAll(json, latest);
            }
            default -> throw new UsageException(SPEC.name(), "\"" + what + "\" is not looked at");
        }
    }

    /** None when the namespace is gone. */
    private static List<NamespaceMember> members(Engine engine, String subject) throws ContainerException {
        Optional<NamespaceGroup> group = engine.namespaces().stream()
                .filter(one -> subject.equals(one.type().procName() + ":" + one.inode()))
                .findFirst();
        return group.isPresent() ? engine.insight().members(group.get()) : List.of();
    }

    /** What a newer Cleat asks for besides is not known here. */
    private static Set<Extra.Part> parts(String words) {
        List<String> wanted = List.of(words.split(","));
        return Arrays.stream(Extra.Part.values())
                .filter(part -> wanted.contains(part.name()))
                .collect(Collectors.toSet());
    }

    private static List<RecordingInfo> latest(List<RecordingInfo> all, String most) throws UsageException {
        try {
            return all.subList(Math.max(0, all.size() - Integer.parseUnsignedInt(most)), all.size());
        } catch (NumberFormatException e) {
            throw new UsageException(SPEC.name(), "\"" + most + "\" is no number");
        }
    }
}
