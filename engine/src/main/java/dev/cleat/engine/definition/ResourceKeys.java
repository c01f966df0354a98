package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Resources.Cpu;
import dev.cleat.engine.definition.Resources.Io;
import dev.cleat.engine.definition.Resources.Memory;
import dev.cleat.engine.definition.Resources.NetClass;
import dev.cleat.engine.definition.Resources.Rdma;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** The keys of {@code resources:}. Those of the CPU, of block devices and of raw files have classes of their own. */
final class ResourceKeys {

    /** One page: less cannot be charged. */
    private static final long SMALLEST_MEMORY = 4096;

    /** PID_MAX_LIMIT of include/linux/threads.h. */
    static final long MOST_PIDS = 4_194_304;

    private static final long UNSIGNED_INT = 4_294_967_295L;
    private static final int HEXADECIMAL = 16;

    private static final Key<OptionalLong> LIMIT = memory("limit", SMALLEST_MEMORY, "most memory; memory.max");
    private static final Key<OptionalLong> HIGH = memory("high", SMALLEST_MEMORY, "slowed down above it; memory.high");
    private static final Key<OptionalLong> LOW = memory("low", 0, "protected from reclaim below it; memory.low");
    private static final Key<OptionalLong> RESERVATION = memory("reservation", 0, "the same as low");
    private static final Key<OptionalLong> SWAP = memory("swap", 0, "most swap, memory not counted; memory.swap.max");
    private static final Key<OptionalInt> SWAPPINESS = Key.of(
            "swappiness",
            Scalars.number(0, 100).map(number -> OptionalInt.of(number.intValue())),
            OptionalInt.empty(),
            "0 (never) to 100; cgroup v1");
    private static final Key<OptionalLong> KERNEL = memory("kernel", SMALLEST_MEMORY, "kernel memory; cgroup v1");
    private static final Key<OptionalLong> KERNEL_TCP =
            memory("kernelTCP", SMALLEST_MEMORY, "buffers of TCP; cgroup v1");
    private static final Key<Optional<Boolean>> OOM_KILL =
            Key.maybe("oomKill", Scalars.flag(), "false: processes wait for memory instead of being killed; cgroup v1");
    private static final Key<Boolean> CHECK_BEFORE_UPDATE =
            Key.of("checkBeforeUpdate", Scalars.flag(), true, "of OCI, for limits that change; default true");
    private static final Section<Memory> MEMORY = new Section<>(
            List.of(LIMIT, HIGH, LOW, RESERVATION, SWAP, SWAPPINESS, KERNEL, KERNEL_TCP, OOM_KILL, CHECK_BEFORE_UPDATE),
            Set.of(),
            ResourceKeys::memory);
    private static final Key<Memory> MEMORY_KEY = Key.of("memory", MEMORY, Memory.NONE, "memory limits");
    private static final Key<Cpu> CPU = Key.lazy("cpu", () -> CpuKeys.SECTION, Cpu.NONE, "CPU limits");
    private static final Key<Io> IO = Key.lazy("io", () -> IoKeys.SECTION, Io.NONE, "block devices");
    private static final Key<Map<String, String>> V2 = Key.lazy(
            "v2", () -> RawLimits.TYPE, Map.of(), "files of cgroup v2 and values, as memory.oom.group: 1; only on v2");
    private static final Key<Map<String, String>> V1 = Key.lazy(
            "v1",
            () -> RawLimits.TYPE,
            Map.of(),
            "files of cgroup v1 and values, as memory.swappiness: 10; only on v1");

    private static final Key<OptionalLong> PIDS = Key.number("pids", 1, MOST_PIDS, "most processes and threads");

    private static final Key<Map<String, Long>> HUGEPAGES = Key.of(
            "hugepages",
            new MapOf<>(
                    Scalars.matching(
                            "a page size in the kernel's words (as 2MB)",
                            "",
                            text -> text.matches("[1-9][0-9]*[KMG]B")),
                    Scalars.size(0, Long.MAX_VALUE)),
            Map.of(),
            "most of each page size, as 2MB: 64M; hugetlb.2MB.max");

    private static final Key<OptionalLong> HCA_HANDLES = Key.number("hcaHandles", 0, UNSIGNED_INT, "most handles");
    private static final Key<OptionalLong> HCA_OBJECTS = Key.number("hcaObjects", 0, UNSIGNED_INT, "most objects");
    private static final Key<Map<String, Rdma>> RDMA = Key.of(
            "rdma",
            new MapOf<>(
                    deviceName(),
                    new Section<>(
                            List.of(HCA_HANDLES, HCA_OBJECTS),
                            Set.of(),
                            values -> new Rdma(values.get(HCA_HANDLES), values.get(HCA_OBJECTS)))),
            Map.of(),
            "by device, as mlx5_1: {hcaHandles: 3}; rdma.max");

    private static final Key<OptionalLong> CLASS_ID = Key.of(
            "classID",
            new ScalarType<>("a number (as 0x100001)", (text, reading) -> classId(text), Shape.of("string", "integer")),
            OptionalLong.empty(),
            "for tc(8), as 0x100001; net_cls.classid of cgroup v1");
    private static final Key<Map<String, Integer>> PRIORITIES = Key.of(
            "priorities",
            new MapOf<>(
                    Names.networkInterface(),
                    Scalars.number(0, Integer.MAX_VALUE).map(Long::intValue)),
            Map.of(),
            "by interface, as eth0: 5; net_prio.ifpriomap of cgroup v1");
    private static final Key<NetClass> NETCLS = Key.of(
            "netcls",
            new Section<>(
                    List.of(CLASS_ID, PRIORITIES),
                    Set.of(),
                    values -> new NetClass(values.get(CLASS_ID), values.get(PRIORITIES))),
            NetClass.NONE,
            "marks on what it sends; cgroup v1");

    static final Section<Resources> SECTION = new Section<>(
            List.of(MEMORY_KEY, CPU, PIDS, IO, HUGEPAGES, RDMA, NETCLS, V2, V1),
            Set.of("intelRdt"),
            values -> new Resources(
                    values.get(MEMORY_KEY),
                    values.get(CPU),
                    values.get(PIDS),
                    values.get(IO),
                    values.get(HUGEPAGES),
                    values.get(RDMA),
                    values.get(NETCLS),
                    values.get(V2),
                    values.get(V1)));

    private ResourceKeys() {}

    private static Memory memory(Values values) {
        if (values.has(LOW) && values.has(RESERVATION)) {
            values.problem(RESERVATION, "resources.memory.reservation: is another name of low; give one of them");
        }
        return new Memory(
                values.get(LIMIT),
                values.get(HIGH),
                values.has(LOW) ? values.get(LOW) : values.get(RESERVATION),
                values.get(SWAP),
                values.get(SWAPPINESS),
                values.get(KERNEL),
                values.get(KERNEL_TCP),
                values.get(OOM_KILL),
                values.get(CHECK_BEFORE_UPDATE));
    }

    private static Key<OptionalLong> memory(String name, long smallest, String meaning) {
        return Key.of(
                name, Scalars.size(smallest, Long.MAX_VALUE).map(OptionalLong::of), OptionalLong.empty(), meaning);
    }

    private static ScalarType<String> deviceName() {
        return Scalars.matching(
                "a device's name (as mlx5_1)", "^[A-Za-z0-9_-]+$", text -> text.matches("[A-Za-z0-9_-]+"));
    }

    private static OptionalLong classId(String text) throws WrongValue {
        boolean isHex = text.matches("0[xX][0-9a-fA-F]{1,8}");
        Optional<Long> number = isHex
                ? Optional.of(Long.parseLong(text.substring(2), HEXADECIMAL))
                : Numbers.parse(text, 0, UNSIGNED_INT);
        return OptionalLong.of(number.orElseThrow(() -> new WrongValue("is not a number (as 0x100001)")));
    }
}
