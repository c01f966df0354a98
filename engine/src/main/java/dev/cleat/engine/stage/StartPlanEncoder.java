package dev.cleat.engine.stage;

import dev.cleat.engine.plan.MountPlan;
import dev.cleat.engine.plan.StartPlan;
import dev.cleat.engine.plan.StartPlan.RootPlan;
import dev.cleat.engine.plan.StartPlan.StagingStep;
import java.util.ArrayList;
import java.util.List;

/** A start plan as records, in the order in which the stage carries them out. */
final class StartPlanEncoder {

    private static final int VERSION = 1;
    private static final int ROLE_KEEPER = 1;

    private final StartPlan plan;
    private final KeeperResources resources;
    private final PassedDescriptors descriptors = new PassedDescriptors();
    private final List<Packet> packets = new ArrayList<>();

    StartPlanEncoder(StartPlan plan, KeeperResources resources) {
        this.plan = plan;
        this.resources = resources;
    }

    /** Descriptors to pass, once {@link #encode} has run. */
    PassedDescriptors descriptors() {
        return descriptors;
    }

    List<Packet> encode() {
        new KeeperEncoder(plan, resources, descriptors, packets).encode();
        plan.root().ifPresent(this::root);
        plan.entries().forEach(this::mount);
        contents();
        HookEncoder.encode(plan.hooks(), resources.hookOutput(), descriptors, packets);
        program();
        packets.add(Packet.of(RecordType.END_OF_PLAN));
        packets.add(0, hello()); // last, because only now all descriptors are counted
        return packets;
    }

    private Packet hello() {
        return Packet.of(RecordType.HELLO)
                .u32(VERSION)
                .u32(ROLE_KEEPER)
                .u32(descriptors.all().size())
                .text(plan.name());
    }

    private void root(RootPlan root) {
        for (StagingStep step : root.staging()) {
            step.directory()
                    .ifPresent(d -> add(RecordType.MAKE_DIRECTORY).u32(0755).text(d.toString()));
            step.mount().ifPresent(this::mount);
        }
        add(RecordType.ROOT).text(root.directory().toString()).u64(root.propagation());
    }

    private void mount(MountPlan mount) {
        long flags = 0;
        for (MountPlan.Flag flag : mount.flags()) {
            flags |= 1L << flag.ordinal();
        }
        Packet packet = add(RecordType.MOUNT)
                .u32(mount.kind().ordinal() + 1L)
                .u32(flags)
                .u64(mount.attributes())
                .u64(mount.cleared())
                .u64(mount.propagation())
                .text(mount.source())
                .text(mount.fileSystemType())
                .text(mount.target())
                .u32(mount.parameters().size());
        for (MountPlan.Parameter parameter : mount.parameters()) {
            packet.text(parameter.key())
                    .u32(parameter.value().isPresent() ? 1 : 0)
                    .text(parameter.value().orElse(""));
        }
    }

    private void contents() {
        devices();
        plan.hiddenPaths().forEach(p -> add(RecordType.HIDE).text(p));
        plan.protectedPaths().forEach(p -> add(RecordType.PROTECT).text(p));
        if (plan.names().hostname().isPresent() || plan.names().domainname().isPresent()) {
            add(RecordType.NAMES)
                    .text(plan.names().hostname().orElse(""))
                    .text(plan.names().domainname().orElse(""));
        }
        plan.sysctls()
                .forEach((path, value) -> add(RecordType.SYSCTL).text(path).text(value));
    }

    private void devices() {
        plan.dev()
                .devices()
                .forEach(d -> add(RecordType.DEVICE)
                        .text(d.hostPath())
                        .text(d.target())
                        .u32(d.major())
                        .u32(d.minor()));
        plan.dev()
                .nodes()
                .forEach(n -> add(RecordType.NODE)
                        .u32(n.mode())
                        .u32(n.major())
                        .u32(n.minor())
                        .u32(n.uid())
                        .u32(n.gid())
                        .text(n.path()));
        plan.dev()
                .links()
                .forEach(l -> add(RecordType.SYMLINK).text(l.content()).text(l.path()));
    }

    private void program() {
        ProgramEncoder.encode(plan.program(), packets);
        plan.program()
                .label()
                .ifPresent(label -> add(RecordType.EXEC_LABEL)
                        .text(ProgramEncoder.labelFile(label))
                        .text(label));
        if (plan.tuning().process().newKeyring()) {
            add(RecordType.KEYRING).text(plan.tuning().keyringLabel().orElse(""));
        }
        resources.filter().ifPresent(filter -> packets.add(ProgramEncoder.filter(filter)));
    }

    private Packet add(RecordType type) {
        Packet packet = Packet.of(type);
        packets.add(packet);
        return packet;
    }
}
