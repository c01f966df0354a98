package dev.cleat.engine.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.host.CgroupLayout.Kind;
import dev.cleat.engine.procfs.MountInfo;
import dev.cleat.engine.procfs.ProcessCgroup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded mountinfo files; the cgroup file systems they name are directories of the test. */
class CgroupMountsTest {
    private static final String HYBRID_PLACE = """
            9:name=systemd:/
            8:pids:/
            7:blkio:/
            6:freezer:/
            5:devices:/
            4:memory:/job/42
            3:cpuset:/
            2:cpuacct:/
            1:cpu:/
            0::/
            """;

    @TempDir
    Path root;

    @Test
    void on_a_hybrid_host_every_v1_controller_and_the_v2_hierarchy_are_found() throws IOException {
        CgroupLayout layout = layout(recorded("mountinfo-hybrid.txt"), HYBRID_PLACE);

        assertThat(layout.kind()).isEqualTo(Kind.HYBRID);
        assertThat(layout.byKey().keySet())
                .containsExactly(
                        "cpu",
                        "cpuacct",
                        "cpuset",
                        "memory",
                        "devices",
                        "freezer",
                        "blkio",
                        "pids",
                        "name=systemd",
                        "");
        assertThat(layout.of("memory").orElseThrow().own()).isEqualTo("/job/42");
        assertThat(layout.unified().orElseThrow().controllers()).containsExactly("cpu", "memory");
    }

    @Test
    void on_a_v2_host_one_hierarchy_has_all_controllers() throws IOException {
        CgroupLayout layout = layout(recorded("mountinfo-v2.txt"), "0::/\n");

        assertThat(layout.kind()).isEqualTo(Kind.V2);
        Hierarchy unified = layout.unified().orElseThrow();
        assertThat(layout.of("memory")).contains(unified);
        assertThat(unified.directory("/cleat/web")).isEqualTo(root.resolve("sys/fs/cgroup/cleat/web"));
        assertThat(unified.base()).contains(unified.mountPoint());
    }

    @Test
    void controllers_mounted_together_are_one_hierarchy_under_each_name() throws IOException {
        String mounts = "31 23 0:28 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
                + "32 23 0:29 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd\n";

        CgroupLayout layout = layout(mounts, "2:cpu,cpuacct:/\n1:name=systemd:/\n");

        assertThat(layout.kind()).isEqualTo(Kind.V1);
        assertThat(layout.of("cpuacct")).isEqualTo(layout.of("cpu")).isPresent();
        assertThat(layout.byKey()).containsOnlyKeys("cpu,cpuacct", "name=systemd");
    }

    @Test
    void of_several_mounts_of_a_hierarchy_the_first_whole_one_counts() throws IOException {
        String mounts = "31 23 0:28 /docker/1 /container/cgroup rw - cgroup2 cgroup rw\n"
                + "32 23 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup rw\n"
                + "33 23 0:28 / /mnt/again rw - cgroup2 cgroup rw\n";

        CgroupLayout layout = layout(mounts, "0::/docker/1\n");

        assertThat(layout.hierarchies()).hasSize(1);
        assertThat(layout.hierarchies().get(0).mountPoint()).isEqualTo(root.resolve("sys/fs/cgroup"));
    }

    @Test
    void a_mount_of_a_part_maps_paths_below_that_part_only() throws IOException {
        CgroupLayout layout =
                layout("31 23 0:28 /docker/1 /sys/fs/cgroup rw - cgroup2 cgroup rw\n", "0::/docker/1/init\n");
        Hierarchy part = layout.unified().orElseThrow();

        assertThat(part.directory("/docker/1/init")).isEqualTo(root.resolve("sys/fs/cgroup/init"));
        assertThat(part.reaches("/docker/12")).isFalse();
        assertThatThrownBy(() -> part.directory("/docker/12")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_path_outside_of_our_cgroup_namespace_is_not_reached() throws IOException {
        Hierarchy unified =
                layout(recorded("mountinfo-v2.txt"), "0::/\n").unified().orElseThrow();

        assertThat(unified.reaches("/../other")).isFalse();
        assertThat(unified.reaches("/a/../../other")).isFalse();
        assertThat(unified.reaches("/a..b")).isTrue();
        assertThat(unified.reaches("/a\0b")).isFalse();
    }

    @Test
    void a_mount_that_another_one_hides_is_not_used() throws IOException {
        String mounts = "31 23 0:28 / /hidden rw - cgroup2 cgroup rw\n";

        CgroupLayout layout = new CgroupMounts(MountInfo.parse(mounts), ProcessCgroup.parse("0::/\n")).layout();

        assertThat(layout.kind()).isEqualTo(Kind.NONE);
        assertThat(layout.isWritable()).isFalse();
    }

    /** Makes the directory of every cgroup mount below the root of the test. */
    private CgroupLayout layout(String mountInfo, String place) throws IOException {
        List<MountInfo> recorded = MountInfo.parse(mountInfo);
        var moved = new StringBuilder();
        for (String line : mountInfo.lines().toList()) {
            String[] fields = line.split(" ", -1);
            fields[4] = root + fields[4];
            moved.append(String.join(" ", fields)).append('\n');
        }
        for (MountInfo mount : recorded) {
            if (mount.type().startsWith("cgroup")) {
                Path directory =
                        Files.createDirectories(root.resolve(mount.mountPoint().substring(1)));
                Files.writeString(directory.resolve("cgroup.procs"), "");
                Files.writeString(directory.resolve("cgroup.controllers"), "cpu memory\n");
            }
        }
        return new CgroupMounts(MountInfo.parse(moved.toString()), ProcessCgroup.parse(place)).layout();
    }

    private static String recorded(String name) throws IOException {
        try (InputStream in = CgroupMountsTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
