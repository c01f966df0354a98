package dev.cleat.engine.usage;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Meters of the v2 hierarchy (Documentation/admin-guide/cgroup-v2.rst), and of pids, which is the same in v1. */
final class UnifiedMeters {
    private UnifiedMeters() {}

    /** cpu.stat, there without the controller, too; cpu.max. Microseconds. */
    static final class Cpu implements Meter {
        private static final byte[] USAGE = Figures.ascii("usage_usec");
        private static final byte[] THROTTLED = Figures.ascii("throttled_usec");
        private static final long NANOS_PER_MICRO = 1000;

        private final OpenFile stat;
        private final OpenFile max;

        Cpu(Path cgroup) {
            stat = new OpenFile(cgroup.resolve("cpu.stat"));
            max = new OpenFile(cgroup.resolve("cpu.max"));
        }

        @Override
        public void glance(ByteBuffer text, Reading reading) {
            stat.read(text);
            reading.cpuNanos = nanos(Figures.keyed(text, USAGE));
            reading.throttledNanos = nanos(Figures.keyed(text, THROTTLED));
        }

        @Override
        public void readRest(ByteBuffer text, Reading reading) {
            max.read(text);
            long quota = Figures.first(text);
            reading.cpuLimitPercent = quota > 0 ? 100.0 * quota / Figures.second(text) : -1;
        }

        private static long nanos(long micros) {
            return micros < 0 ? -1 : micros * NANOS_PER_MICRO;
        }

        @Override
        public void close() {
            stat.close();
            max.close();
        }
    }

    /** memory.current, memory.stat, memory.events; memory.max of the cgroup and of all above it, the smallest counts. */
    static final class Memory implements Meter {
        private static final byte[] INACTIVE_FILE = Figures.ascii("inactive_file");
        private static final byte[] OOM_KILL = Figures.ascii("oom_kill");

        private final OpenFile current;
        private final OpenFile stat;
        private final OpenFile events;
        private final List<OpenFile> limits = new ArrayList<>();

        Memory(Path cgroup, Path mountPoint) {
            current = new OpenFile(cgroup.resolve("memory.current"));
            stat = new OpenFile(cgroup.resolve("memory.stat"));
            events = new OpenFile(cgroup.resolve("memory.events"));
            for (Path level = cgroup; level.startsWith(mountPoint); level = level.getParent()) {
                limits.add(new OpenFile(level.resolve("memory.max")));
            }
        }

        @Override
        public void glance(ByteBuffer text, Reading reading) {
            current.read(text);
            reading.chargedBytes = Figures.first(text);
        }

        @Override
        public void readRest(ByteBuffer text, Reading reading) {
            stat.read(text);
            reading.memoryBytes = reading.chargedWithout(Figures.keyed(text, INACTIVE_FILE));
            reading.memoryLimitBytes = -1;
            for (OpenFile limit : limits) {
                limit.read(text);
                long max = Figures.first(text);
                if (max >= 0 && (reading.memoryLimitBytes < 0 || max < reading.memoryLimitBytes)) {
                    reading.memoryLimitBytes = max;
                }
            }
            events.read(text);
            reading.oomKills = Figures.keyed(text, OOM_KILL);
        }

        @Override
        public void close() {
            current.close();
            stat.close();
            events.close();
            limits.forEach(OpenFile::close);
        }
    }

    /** pids.current, pids.max. */
    static final class Pids implements Meter {
        private final OpenFile current;
        private final OpenFile max;

        Pids(Path cgroup) {
            current = new OpenFile(cgroup.resolve("pids.current"));
            max = new OpenFile(cgroup.resolve("pids.max"));
        }

        @Override
        public void glance(ByteBuffer text, Reading reading) {
            current.read(text);
            reading.pids = Figures.first(text);
        }

        @Override
        public void readRest(ByteBuffer text, Reading reading) {
            max.read(text);
            reading.pidsLimit = Figures.first(text);
        }

        @Override
        public void close() {
            current.close();
            max.close();
        }
    }

    /** Lines {@code 8:0 rbytes=4096 wbytes=0 rios=1 ...}: io.stat. */
    static final class Io implements Meter {
        private static final byte[] READ = Figures.ascii("rbytes=");
        private static final byte[] WRITE = Figures.ascii("wbytes=");

        private final OpenFile stat;

        Io(Path cgroup) {
            stat = new OpenFile(cgroup.resolve("io.stat"));
        }

        /** What was written is counted when the kernel's own threads bring it to the disk. */
        @Override
        public void glance(ByteBuffer text, Reading reading) {
            boolean known = stat.read(text);
            reading.ioReadBytes = known ? Figures.sum(text, READ) : -1;
            reading.ioWriteBytes = known ? Figures.sum(text, WRITE) : -1;
        }

        @Override
        public void close() {
            stat.close();
        }
    }
}
