package dev.cleat.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.plan.MountPlan.Flag;
import dev.cleat.engine.plan.MountPlan.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mounts that a definition lists, and those that come by themselves. */
class DefinedMountsTest {

    private static final String ROOT = "rootfs: dir:/srv/web\nprocess: {command: [/x]}\n";

    @TempDir
    Path directory;

    private StartPlan plan(String yaml, HostFacts host) throws Exception {
        return Plans.plan(directory, ROOT + yaml, host, Hosts.files());
    }

    private MountPlan last(String mount) throws Exception {
        List<MountPlan> entries = plan("mounts: [" + mount + "]\n", Hosts.V2).entries();
        return entries.get(entries.size() - 1);
    }

    private String refusal(String yaml, HostFacts host) {
        return catchThrowableOfType(HostLimitException.class, () -> plan(yaml, host))
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: bind, source: /srv/meminfo, target: /proc/meminfo}",
                "{type: bind, source: 'root:dev/null', target: /proc/kcore}",
                "{type: bind, source: /sys/kernel/debug, target: /sys/kernel/debug}",
                "{type: proc, source: proc, target: /proc}",
                "{type: tmpfs, target: /sys/fs/cgroup}",
                "{type: tmpfs, target: /process}"
            })
    void figures_mount_points_and_the_kernel_s_own_kinds_are(String mount) throws Exception {
        assertThat(last(mount).target()).isNotEmpty();
    }

    @Test
    void a_part_of_the_root_is_bound_by_a_path_inside() throws Exception {
        MountPlan mount = last("{type: bind, source: 'root:srv', target: /copy}");

        assertThat(mount.kind()).isEqualTo(Kind.BIND_INSIDE);
        assertThat(MountText.of(mount)).isEqualTo("bind with all below of the root's /srv on /copy (nodev)");
        assertThat(MountText.of(last("{type: bind, source: 'root:dev/null', target: /proc/kcore}")))
                .isEqualTo("bind with all below of /dev/null on /proc/kcore (ro, nosuid, noexec)");
    }

    @Test
    void ids_of_a_bind_are_shifted_by_the_host() throws Exception {
        StartPlan plan = plan(
                "mounts: [{type: bind, source: /home/al, target: /home/al, idmap: {uid: [[1000, 100000, 1]], gid: [[1000,"
                        + " 100000, 1]]}}]\n",
                Hosts.V2);

        MountPlan mount = plan.entries().get(plan.entries().size() - 1);
        assertThat(mount.kind()).isEqualTo(Kind.PASSED);
        assertThat(mount.source()).isEqualTo("0");
        assertThat(plan.sources().get(0).source()).isEqualTo(Path.of("/home/al"));
        assertThat(plan.sources().get(0).idMaps().hostUid(1000)).isEqualTo(100_000);
        assertThat(refusal(
                        "mounts: [{type: bind, source: /a, target: /a, idmap: {uid: [[0, 1, 1]], gid: [[0, 1, 1]]}}]\n"
                                + "namespaces: {user: private}\n",
                        Hosts.USER))
                .endsWith("mounts: /a: only root can shift the ids of a mount (mount_setattr(2), MOUNT_ATTR_IDMAP)");
    }

    @Test
    void a_tmpfs_can_begin_with_what_is_there_and_a_file_be_a_link() throws Exception {
        assertThat(last("{type: tmpfs, target: /run, options: [mode=0755], copyUp: true}")
                        .flags())
                .contains(Flag.COPY_UP);
        MountPlan merged = last("{type: bind, source: /opt/x.so, target: /lib/x.so, merge: true}");
        assertThat(merged.flags()).contains(Flag.MERGE);
        assertThat(MountText.of(merged)).isEqualTo("link to /opt/x.so on /lib/x.so (nodev)");
    }

    @Test
    void an_overlay_finds_its_layers_in_a_place_of_ours() throws Exception {
        StartPlan plan = plan(
                "mounts: [{type: overlay, target: /var, lower: ['root:/var', /srv/more], upper: tmp}]\n", Hosts.V2);

        String place = "/run/cleat/web/overlays";
        assertThat(Plans.staging(plan))
                .startsWith(
                        "directory " + place,
                        "tmpfs on " + place + " (nodev, mode=0755)",
                        "directory " + place + "/0",
                        "directory " + place + "/0/lower0",
                        "directory " + place + "/0/lower1",
                        "directory " + place + "/0/upper",
                        "directory " + place + "/0/work");
        List<MountPlan> entries = plan.entries();
        assertThat(entries.subList(entries.size() - 2, entries.size()))
                .extracting(MountText::of)
                .containsExactly(
                        "bind of the root's /var on " + place + "/0/lower0 (nodev)",
                        "overlay on /var (nodev, lowerdir=" + place + "/0/lower0:/srv/more, upperdir=" + place
                                + "/0/upper, workdir=" + place + "/0/work)");
        assertThat(entries.get(entries.size() - 2).flags()).contains(Flag.TARGET_ON_HOST);
    }

    @Test
    void any_file_system_of_the_kernel_can_be_mounted() throws Exception {
        assertThat(MountText.of(last("{type: ext4, source: /dev/sdb1, target: /data, options: [ro, data=ordered]}")))
                .isEqualTo("ext4 of /dev/sdb1 on /data (ro, nodev, data=ordered)");
        assertThat(MountText.of(last("{type: mqueue, target: /q, options: [dev], propagation: shared}")))
                .isEqualTo("mqueue on /q (shared)");
    }

    @Test
    void a_source_that_is_to_be_a_file_is_made_by_the_host() throws Exception {
        StartPlan plan = plan(
                "mounts: [{type: bind, source: /srv/state, target: /state, onMissingSource: create-file}]\n", Hosts.V2);

        assertThat(plan.root().orElseThrow().files()).containsExactly(Path.of("/srv/state"));
    }

    @Test
    void the_cgroups_are_its_own_or_all_to_read_or_to_write() throws Exception {
        assertThat(cgroups("mixed", Hosts.V2)).containsExactly("cgroup2 on /sys/fs/cgroup (nosuid, nodev, noexec)");
        assertThat(cgroups("ro", Hosts.V2)).containsExactly("cgroup2 on /sys/fs/cgroup (ro, nosuid, nodev, noexec)");
        assertThat(cgroups("{mode: mixed, full: true}", Hosts.V2))
                .containsExactly(
                        "bind of /sys/fs/cgroup on /sys/fs/cgroup (ro, nosuid, nodev, noexec)",
                        "bind of /sys/fs/cgroup/cleat/web/init, if it exists, on /sys/fs/cgroup/cleat/web/init (nosuid,"
                                + " nodev, noexec)");
        assertThat(cgroups("{mode: rw, full: true}", Hosts.V2))
                .containsExactly("bind of /sys/fs/cgroup on /sys/fs/cgroup (nosuid, nodev, noexec)");
        assertThat(cgroups("{mode: mixed, full: true}", Hosts.V1))
                .startsWith("tmpfs on /sys/fs/cgroup (nosuid, nodev, noexec, mode=0755, size=65536)")
                .contains(
                        "bind of /sys/fs/cgroup/memory on /sys/fs/cgroup/memory (ro, nosuid, nodev, noexec)",
                        "bind of /sys/fs/cgroup/memory/cleat/web/init, if it exists, on"
                                + " /sys/fs/cgroup/memory/cleat/web/init (nosuid, nodev, noexec)");
    }

    private List<String> cgroups(String mode, HostFacts host) throws Exception {
        return plan("autoMounts: {cgroup: " + mode + "}\n", host).entries().stream()
                .filter(mount -> mount.target().startsWith("/sys/fs/cgroup"))
                .map(MountText::of)
                .toList();
    }

    @Test
    void who_can_mount_its_cgroups_itself_does_unless_forced() throws Exception {
        String admin = "security: {capabilities: {add: [SYS_ADMIN]}}\nautoMounts: {cgroup: %s}\n";

        StartPlan left = plan(admin.formatted("mixed"), Hosts.V2);
        StartPlan forced = plan(admin.formatted("{mode: mixed, force: true}"), Hosts.V2);

        assertThat(left.entries()).extracting(MountPlan::target).doesNotContain("/sys/fs/cgroup");
        assertThat(left.notes()).hasSize(1).first().asString().contains("left to the container");
        assertThat(forced.entries()).extracting(MountPlan::target).contains("/sys/fs/cgroup");
    }

    @Test
    void a_source_that_is_missing_is_told_unless_the_definition_says_what_then() throws Exception {
        String mount = "mounts: [{type: bind, source: /missing/x, target: /srv%s}]\n";

        assertThat(plan(mount.formatted(""), Hosts.V2).notes())
                .containsExactly("mounts: /srv: its source /missing/x does not exist");
        assertThat(plan(mount.formatted(", onMissingSource: skip"), Hosts.V2).notes())
                .isEmpty();
    }

    @Test
    void mounts_of_a_shared_directory_of_the_host_appear_inside() throws Exception {
        assertThat(plan("autoMounts: {shared: /srv/mounts}\n", Hosts.V2).entries())
                .extracting(MountText::of)
                .contains("bind with all below of /srv/mounts on /dev/.cleat-mounts (nodev, slave)");
    }
}
