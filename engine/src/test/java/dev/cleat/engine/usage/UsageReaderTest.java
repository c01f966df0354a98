package dev.cleat.engine.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.Usage;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.host.CgroupLayout.Kind;
import dev.cleat.engine.procfs.ProcessCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With directories of the form that the kernel documents, and a clock that the test moves. */
class UsageReaderTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path root;

    private long nowNanos = 77 * SECOND;
    private long keptOpen = 10;
    private UsageReader reader;

    @AfterEach
    void every_file_is_closed() {
        reader.close();
    }

    @Test
    void all_figures_of_v2_are_read() throws IOException {
        UsageTarget web = unified();
        file("cleat/web/cpu.stat", "usage_usec 2000000\nuser_usec 1\nthrottled_usec 300\n");
        file("cleat/web/cpu.max", "50000 100000\n");
        file("cleat/web/memory.current", "10000\n");
        file("cleat/web/memory.stat", "anon 1\ninactive_file 4000\n");
        file("cleat/web/memory.max", "max\n");
        file("cleat/memory.max", "900000\n");
        file("cleat/web/memory.events", "oom 3\noom_kill 2\n");
        file("cleat/web/pids.current", "7\n");
        file("cleat/web/pids.max", "64\n");
        file("cleat/web/io.stat", "8:0 rbytes=11 wbytes=22 rios=1 wios=1\n");

        Usage usage = reader.read(web);

        assertThat(usage.cpuPercent()).isEmpty();
        assertThat(usage.cpuNanos()).hasValue(2 * SECOND);
        assertThat(usage.cpuLimitPercent()).hasValue(50);
        assertThat(usage.throttledNanos()).hasValue(300_000);
        assertThat(usage.memoryBytes()).hasValue(6000);
        assertThat(usage.memoryLimitBytes()).hasValue(900_000);
        assertThat(usage.oomKills()).hasValue(2);
        assertThat(usage.pids()).hasValue(7);
        assertThat(usage.pidsLimit()).hasValue(64);
        assertThat(usage.ioReadBytes()).hasValue(11);
        assertThat(usage.ioWriteBytes()).hasValue(22);
    }

    @Test
    void all_figures_of_v1_are_read() throws IOException {
        UsageTarget web = legacy();
        file("cpu/web/cpuacct.usage", "2000000000\n");
        file("cpu/web/cpu.cfs_quota_us", "150000\n");
        file("cpu/web/cpu.cfs_period_us", "100000\n");
        file("cpu/web/cpu.stat", "nr_periods 1\nthrottled_time 42\n");
        file("memory/web/memory.usage_in_bytes", "10000\n");
        file("memory/web/memory.stat", "inactive_file 1\nhierarchical_memory_limit 900000\ntotal_inactive_file 4000\n");
        file("memory/web/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 5\n");
        file("blkio/web/blkio.throttle.io_service_bytes_recursive", "8:0 Read 11\n8:0 Write 22\nTotal 33\n");
        file("pids/web/pids.current", "7\n");
        file("pids/web/pids.max", "max\n");

        Usage usage = reader.read(web);

        assertThat(usage.cpuNanos()).hasValue(2 * SECOND);
        assertThat(usage.cpuLimitPercent()).hasValue(150);
        assertThat(usage.throttledNanos()).hasValue(42);
        assertThat(usage.memoryBytes()).hasValue(6000);
        assertThat(usage.memoryLimitBytes()).hasValue(900_000);
        assertThat(usage.oomKills()).hasValue(5);
        assertThat(usage.pids()).hasValue(7);
        assertThat(usage.pidsLimit()).isEmpty();
        assertThat(usage.ioReadBytes()).hasValue(11);
        assertThat(usage.ioWriteBytes()).hasValue(22);
    }

    @Test
    void the_largest_number_of_v1_is_no_limit() throws IOException {
        UsageTarget web = legacy();
        file("cpu/web/cpu.cfs_quota_us", "-1\n");
        file("memory/web/memory.stat", "hierarchical_memory_limit 9223372036854771712\n");

        Usage usage = reader.read(web);

        assertThat(usage.memoryLimitBytes()).isEmpty();
        assertThat(usage.cpuLimitPercent()).isEmpty();
    }

    @Test
    void the_share_of_cpu_is_that_since_the_previous_reading() throws IOException {
        UsageTarget web = unified();
        file("cleat/web/cpu.stat", "usage_usec 1000000\n");
        reader.read(web);

        nowNanos += 2 * SECOND;
        file("cleat/web/cpu.stat", "usage_usec 4000000\n");

        assertThat(reader.read(web).cpuPercent()).hasValue(150);
    }

    @Test
    void a_second_look_in_the_same_moment_repeats_the_share() throws IOException {
        UsageTarget web = unified();
        file("cleat/web/cpu.stat", "usage_usec 1000000\n");
        reader.read(web);
        nowNanos += SECOND;
        file("cleat/web/cpu.stat", "usage_usec 1500000\n");
        reader.read(web);

        nowNanos += 1000;

        assertThat(reader.read(web).cpuPercent()).hasValue(50);
    }

    @Test
    void whatever_a_process_of_the_container_may_have_changed_is_read_at_once_when_one_ran() throws IOException {
        UsageTarget web = unified();
        file("cleat/web/cpu.stat", "usage_usec 1000000\n");
        file("cleat/web/memory.current", "10000\n");
        file("cleat/web/memory.stat", "inactive_file 4000\n");
        file("cleat/web/memory.events", "oom_kill 0\n");
        file("cleat/web/pids.max", "64\n");
        reader.read(web);

        nowNanos += SECOND;
        file("cleat/web/cpu.stat", "usage_usec 1000001\n");
        file("cleat/web/memory.stat", "inactive_file 5000\n");
        file("cleat/web/memory.events", "oom_kill 1\n");
        file("cleat/web/pids.max", "65\n");

        Usage usage = reader.read(web);
        assertThat(usage.memoryBytes()).hasValue(5000);
        assertThat(usage.oomKills()).hasValue(1);
        assertThat(usage.pidsLimit()).hasValue(65);
    }

    @Test
    void what_changes_while_no_process_runs_is_read_each_time() throws IOException {
        UsageTarget web = unified();
        file("cleat/web/cpu.stat", "usage_usec 1000000\n");
        file("cleat/web/memory.current", "10000\n");
        file("cleat/web/memory.stat", "inactive_file 4000\n");
        file("cleat/web/pids.current", "7\n");
        file("cleat/web/io.stat", "8:0 rbytes=11 wbytes=22 rios=1 wios=1\n");
        reader.read(web);

        nowNanos += SECOND;
        file("cleat/web/io.stat", "8:0 rbytes=11 wbytes=33 rios=1 wios=1\n"); // brought to the disk by the kernel
        assertThat(reader.read(web).ioWriteBytes()).hasValue(33);

        nowNanos += SECOND;
        file("cleat/web/memory.current", "9000\n"); // given back, because others want it
        file("cleat/web/memory.stat", "inactive_file 3000\n");
        assertThat(reader.read(web).memoryBytes()).hasValue(6000);

        nowNanos += SECOND;
        file("cleat/web/pids.current", "8\n"); // one that was put there
        assertThat(reader.read(web).pids()).hasValue(8);
    }

    @Test
    void a_limit_that_somebody_else_changes_is_seen_within_four_seconds_when_no_process_runs() throws IOException {
        UsageTarget web = legacy();
        file("cpu/web/cpuacct.usage", "2000000000\n");
        file("cpu/web/cpu.cfs_quota_us", "150000\n");
        file("cpu/web/cpu.cfs_period_us", "100000\n");
        file("memory/web/memory.stat", "hierarchical_memory_limit 900000\n");
        reader.read(web);

        file("cpu/web/cpu.cfs_quota_us", "-1\n");
        file("memory/web/memory.stat", "hierarchical_memory_limit 800000\n");
        nowNanos += 4 * SECOND;

        Usage usage = reader.read(web);
        assertThat(usage.cpuLimitPercent()).isEmpty();
        assertThat(usage.memoryLimitBytes()).hasValue(800_000);
    }

    @Test
    void a_reading_that_says_the_same_is_the_same_object() throws IOException {
        UsageTarget web = unified();
        file("cleat/web/cpu.stat", "usage_usec 1000000\n");
        reader.read(web);
        nowNanos += SECOND;
        Usage idle = reader.read(web);

        nowNanos += SECOND;

        assertThat(reader.read(web)).isSameAs(idle);
    }

    @Test
    void a_container_without_a_cgroup_of_its_own_has_no_figures() throws IOException {
        unified();
        file("cpu.stat", "usage_usec 1000000\n");

        assertThat(reader.read(target("0::/\n"))).isEqualTo(Usage.NONE);
        assertThat(reader.read(target(""))).isEqualTo(Usage.NONE);
    }

    @Test
    void a_container_that_is_asked_for_no_more_is_forgotten() throws IOException {
        UsageTarget web = unified();
        file("cleat/web/cpu.stat", "usage_usec 1000000\n");
        reader.readAll(List.of(web));

        reader.readAll(List.of());
        nowNanos += SECOND;
        Map<UsageTarget, Usage> usages = reader.readAll(List.of(web));

        assertThat(usages.get(web).cpuPercent()).isEmpty();
    }

    @Test
    void an_interrupted_reading_is_made_good_by_the_next() throws IOException {
        UsageTarget web = unified();
        file("cleat/web/pids.current", "7\n");
        reader.read(web);

        Thread.currentThread().interrupt();
        Usage interrupted = reader.read(web);
        assertThat(Thread.interrupted()).isTrue();

        assertThat(interrupted.pids()).isEmpty();
        assertThat(reader.read(web).pids()).hasValue(7);
    }

    @Test
    void a_frozen_container_is_told_by_the_kernel_s_events() throws IOException {
        UsageTarget web = unified();
        file("cleat/web/cgroup.events", "populated 1\nfrozen 0\n");
        assertThat(reader.isFrozen(web)).isFalse();

        file("cleat/web/cgroup.events", "populated 1\nfrozen 1\n");

        assertThat(reader.isFrozen(web)).isTrue();
    }

    @Test
    void v1_says_frozen_only_when_all_of_it_is() throws IOException {
        UsageTarget web = legacy();
        file("freezer/web/freezer.state", "FREEZING\n");
        assertThat(reader.isFrozen(web)).isFalse();

        file("freezer/web/freezer.state", "FROZEN\n");

        assertThat(reader.isFrozen(web)).isTrue();
    }

    @Test
    void beyond_what_may_be_kept_open_files_are_opened_for_each_reading() throws IOException {
        keptOpen = 0;
        UsageTarget web = unified();
        file("cleat/web/cpu.stat", "usage_usec 1000000\n");
        reader.read(web);

        nowNanos += SECOND;
        Files.delete(root.resolve("cleat/web/cpu.stat"));
        file("cleat/web/cpu.stat", "usage_usec 1500000\n");

        assertThat(reader.read(web).cpuPercent()).hasValue(50);
    }

    private UsageTarget unified() {
        var hierarchy = new Hierarchy(root, List.of("cpu", "io", "memory", "pids"), true, "/", "/");
        reader = new UsageReader(new CgroupLayout(Kind.V2, List.of(hierarchy)), () -> nowNanos, keptOpen);
        return target("0::/cleat/web\n");
    }

    private UsageTarget legacy() {
        List<Hierarchy> hierarchies = List.of(
                new Hierarchy(root.resolve("cpu"), List.of("cpu", "cpuacct"), false, "/", "/"),
                new Hierarchy(root.resolve("memory"), List.of("memory"), false, "/", "/"),
                new Hierarchy(root.resolve("freezer"), List.of("freezer"), false, "/", "/"),
                new Hierarchy(root.resolve("blkio"), List.of("blkio"), false, "/", "/"),
                new Hierarchy(root.resolve("pids"), List.of("pids"), false, "/", "/"));
        reader = new UsageReader(new CgroupLayout(Kind.V1, hierarchies), () -> nowNanos, keptOpen);
        return target("5:freezer:/web\n4:cpu,cpuacct:/web\n3:memory:/web\n2:blkio:/web\n1:pids:/web\n");
    }

    private static UsageTarget target(String place) {
        return new UsageTarget(4711, 1, ProcessCgroup.parse(place));
    }

    private void file(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
