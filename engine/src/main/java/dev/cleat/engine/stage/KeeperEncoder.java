package dev.cleat.engine.stage;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.plan.StartPlan;
import dev.cleat.engine.plan.StartPlan.ConsolePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The keeper's part of a plan: how init is born, what is kept while it lives, what is done when it has ended. */
final class KeeperEncoder {

    private static final int CONTROLLING = 1;
    private static final int READ_ONLY = 2;
    private static final int APART = 4;

    private final StartPlan plan;
    private final KeeperResources resources;
    private final PassedDescriptors descriptors;
    private final List<Packet> packets;

    KeeperEncoder(StartPlan plan, KeeperResources resources, PassedDescriptors descriptors, List<Packet> packets) {
        this.plan = plan;
        this.resources = resources;
        this.descriptors = descriptors;
        this.packets = packets;
    }

    void encode() {
        cgroups();
        namespaces();
        add(RecordType.KEEP).u32(descriptors.pass(resources.lock())); // the first is the lock
        resources.pin().ifPresent(pin -> add(RecordType.KEEP).u32(descriptors.pass(pin)));
        add(RecordType.STATE_DIRECTORY).u32(descriptors.pass(resources.stateDirectory()));
        console(plan.console());
        life();
        end();
    }

    private void cgroups() {
        CgroupEntry.OF_STAGE.encode(resources.keeperCgroups(), packets);
        CgroupEntry.OF_INIT.encode(resources.initCgroups(), packets);
    }

    private void namespaces() {
        add(RecordType.CLONE).u64(NamespaceSplit.atClone(plan));
        add(RecordType.UNSHARE).u64(NamespaceSplit.afterMaps(plan));
        resources
                .shared()
                .forEach((type, file) ->
                        add(RecordType.JOIN_NAMESPACE).u64(type.cloneFlag()).u32(descriptors.pass(file)));
        if (plan.isPrivate(NamespaceType.TIME)) {
            offsets(
                    plan.namespaces().monotonicOffsetSeconds(),
                    plan.namespaces().bootOffsetSeconds());
        }
        if (plan.isPrivate(NamespaceType.USER) || resources.shared().containsKey(NamespaceType.USER)) {
            add(RecordType.BECOME_ROOT);
        }
        if (plan.network().loopback()) {
            add(RecordType.LOOPBACK);
        }
        if (plan.waitsForHost()) {
            add(RecordType.HOST_GATE);
        }
    }

    /** As /proc/PID/timens_offsets takes them (time_namespaces(7)). */
    private void offsets(long monotonicSeconds, long bootSeconds) {
        if (monotonicSeconds != 0 || bootSeconds != 0) {
            add(RecordType.TIME_OFFSETS)
                    .text("monotonic %d 0\nboottime %d 0\n".formatted(monotonicSeconds, bootSeconds));
        }
    }

    /** 0 would mean never. */
    private static int milliseconds(Duration time) {
        return (int) Math.max(1, time.toMillis());
    }

    private void console(ConsolePlan console) {
        add(RecordType.CONSOLE)
                .u32(descriptors.pass(resources.consoleLog()))
                .u32(console.ringBytes())
                .u32(console.size().rows())
                .u32(console.size().columns())
                .u32((console.controllingTerminal() ? CONTROLLING : 0)
                        | (console.readOnly() ? READ_ONLY : 0)
                        | (console.attached() ? 0 : APART))
                .text(console.ptmx());
        if (resources.consoleLogDirectory().isPresent()) {
            add(RecordType.CONSOLE_LOG_LIMIT)
                    .u32(descriptors.pass(resources.consoleLogDirectory()))
                    .text(console.log().orElseThrow().getFileName().toString())
                    .u64(console.logMaxBytes())
                    .u32(console.logKeep())
                    .u32(console.logSync().map(KeeperEncoder::milliseconds).orElse(0));
        }
        resources.consoleLogTimes().ifPresent(this::logTimes);
        if (plan.dev().ttys() > 0 || plan.dev().ttyDirectory().isPresent()) {
            add(RecordType.TTYS)
                    .u32(plan.dev().ttys())
                    .text(plan.dev().ttyDirectory().orElse(""));
        }
    }

    private void logTimes(LogTimesFile times) {
        for (LogTimesFile.Row row : LogTimesFile.Row.values()) {
            add(RecordType.CONSOLE_LOG_TIMES)
                    .u32(descriptors.pass(times.file()))
                    .u32(milliseconds(row.distance))
                    .u64(row.first())
                    .u64(row.slots())
                    .u64(times.nextNotes().get(row.ordinal()));
        }
    }

    private void life() {
        add(RecordType.PARENT_DEATH_SIGNAL).u32(plan.life().signals().monitorDeath());
        if (!plan.life().signals().forward()) {
            add(RecordType.NO_FORWARD);
        }
        if (plan.life().stub()) {
            add(RecordType.STUB);
        }
        if (plan.life().watchesRunLevel()) {
            add(RecordType.UTMP);
        }
    }

    private void end() {
        for (Map.Entry<Path, CgroupEnd> end : resources.cgroupEnds()) {
            add(RecordType.CGROUP_END)
                    .u32(end.getValue().number())
                    .text(end.getKey().toString());
        }
        resources
                .endCopies()
                .forEach(copy ->
                        add(RecordType.END_COPY).text(copy.file().toString()).text(copy.name()));
        resources
                .journal()
                .ifPresent(file -> add(RecordType.JOURNAL).text(file.toString()).text(plan.name()));
        resources
                .endCommand()
                .ifPresent(command -> add(RecordType.END_COMMAND)
                        .u32(command.ends().stream()
                                .mapToLong(end -> 1L << end.ordinal())
                                .sum())
                        .texts(command.keepNamespaces() ? allNamespaces() : List.of())
                        .texts(command.arguments())
                        .texts(command.environment()));
    }

    /** In the order of their numbers. */
    private static List<String> allNamespaces() {
        return Arrays.stream(NamespaceType.values())
                .map(NamespaceType::procName)
                .toList();
    }

    private Packet add(RecordType type) {
        Packet packet = Packet.of(type);
        packets.add(packet);
        return packet;
    }
}
