package dev.cleat.engine.stage;

import dev.cleat.engine.cgroup.Membership;
import java.nio.file.Path;
import java.util.List;

/** How a process of the stage gets into its cgroups. The values are the protocol's. */
enum CgroupEntry {
    OF_STAGE(1, 2),
    OF_INIT(3, 4);

    private final int bornIn;
    private final int enters;

    CgroupEntry(int bornIn, int enters) {
        this.bornIn = bornIn;
        this.enters = enters;
    }

    void encode(Membership membership, List<Packet> packets) {
        membership.bornIn().ifPresent(directory -> packets.add(packet(bornIn, directory)));
        membership.tasks().forEach(file -> packets.add(packet(enters, file)));
    }

    private static Packet packet(int kind, Path path) {
        return Packet.of(RecordType.CGROUP).u32(kind).text(path.toString());
    }
}
