package dev.cleat.engine.usage;

import dev.cleat.engine.plan.StartPlan.CgroupPlan;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Meters of v1 controllers (Documentation/admin-guide/cgroup-v1: cpuacct.rst, memory.rst, pids.rst, blkio-controller.rst). */
final class LegacyMeters {
    private LegacyMeters() {}

    /** cpuacct.usage: nanoseconds. */
    static final class CpuTime implements Meter {
        private final OpenFile usage;

        CpuTime(Path cgroup) {
            usage = new OpenFile(cgroup.resolve("cpuacct.usage"));
        }

        @Override
        public void glance(ByteBuffer text, Reading reading) {
            usage.read(text);
            reading.cpuNanos = Figures.first(text);
        }

        @Override
        public void close() {
            usage.close();
        }
    }

    /** cpu.cfs_quota_us (-1: none), cpu.cfs_period_us, cpu.stat. */
    static final class CpuLimit implements Meter {
        private static final byte[] THROTTLED_TIME = Figures.ascii("throttled_time");

        private final OpenFile quota;
        private final OpenFile period;
        private final OpenFile stat;

        CpuLimit(Path cgroup) {
            quota = new OpenFile(cgroup.resolve("cpu.cfs_quota_us"));
            period = new OpenFile(cgroup.resolve("cpu.cfs_period_us"));
            stat = new OpenFile(cgroup.resolve("cpu.stat"));
        }

        @Override
        public void readRest(ByteBuffer text, Reading reading) {
            quota.read(text);
            long quotaMicros = Figures.first(text);
            boolean limited = quotaMicros > 0 && period.read(text);
            reading.cpuLimitPercent = limited ? 100.0 * quotaMicros / Figures.first(text) : -1;
            stat.read(text);
            reading.throttledNanos = Figures.keyed(text, THROTTLED_TIME);
        }

        @Override
        public void close() {
            quota.close();
            period.close();
            stat.close();
        }
    }

    /** memory.usage_in_bytes, memory.stat, memory.oom_control. */
    static final class Memory implements Meter {
        private static final byte[] INACTIVE_FILE = Figures.ascii("total_inactive_file");
        private static final byte[] OOM_KILL = Figures.ascii("oom_kill");
        /** The tightest of the cgroup's own limit and those above it. */
        private static final byte[] LIMIT = Figures.ascii("hierarchical_memory_limit");
        /** No limit is the largest signed number rounded down to a page, whatever the page size. */
        private static final long UNLIMITED = 1L << 62;

        private final OpenFile usage;
        private final OpenFile stat;
        private final OpenFile oomControl;

        Memory(Path cgroup) {
            usage = new OpenFile(cgroup.resolve("memory.usage_in_bytes"));
            stat = new OpenFile(cgroup.resolve("memory.stat"));
            oomControl = new OpenFile(ofInit(cgroup).resolve("memory.oom_control"));
        }

        /** Kills are counted where the killed process was, and nowhere above (memcg_memory_event(), memcontrol.h). */
        private static Path ofInit(Path cgroup) {
            Path init = cgroup.resolve(CgroupPlan.INIT);
            return Files.isDirectory(init) ? init : cgroup;
        }

        @Override
        public void glance(ByteBuffer text, Reading reading) {
            usage.read(text);
            reading.chargedBytes = Figures.first(text);
        }

        @Override
        public void readRest(ByteBuffer text, Reading reading) {
            stat.read(text);
            reading.memoryBytes = reading.chargedWithout(Figures.keyed(text, INACTIVE_FILE));
            long limit = Figures.keyed(text, LIMIT);
            reading.memoryLimitBytes = limit < UNLIMITED ? limit : -1;
            oomControl.read(text);
            reading.oomKills = Figures.keyed(text, OOM_KILL);
        }

        @Override
        public void close() {
            usage.close();
            stat.close();
            oomControl.close();
        }
    }

    /** Lines {@code 8:0 Read 4096}: blkio.throttle.io_service_bytes_recursive, of older kernels without "recursive". */
    static final class BlockIo implements Meter {
        private static final byte[] READ = Figures.ascii(" Read ");
        private static final byte[] WRITE = Figures.ascii(" Write ");

        private final OpenFile recursive;
        private final OpenFile own;

        BlockIo(Path cgroup) {
            recursive = new OpenFile(cgroup.resolve("blkio.throttle.io_service_bytes_recursive"));
            own = new OpenFile(cgroup.resolve("blkio.throttle.io_service_bytes"));
        }

        /** What was written is counted when the kernel's own threads bring it to the disk. */
        @Override
        public void glance(ByteBuffer text, Reading reading) {
            boolean known = recursive.read(text) || own.read(text);
            reading.ioReadBytes = known ? Figures.sum(text, READ) : -1;
            reading.ioWriteBytes = known ? Figures.sum(text, WRITE) : -1;
        }

        @Override
        public void close() {
            recursive.close();
            own.close();
        }
    }
}
