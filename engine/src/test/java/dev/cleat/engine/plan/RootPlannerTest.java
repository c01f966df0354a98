package dev.cleat.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.plan.StartPlan.RootPlan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the root directory of a container comes to be. */
class RootPlannerTest {

    private static final String AUTO = "idmap: {mode: auto}\n";
    private static final String ROOT = "/run/cleat/web/root";

    @TempDir
    Path directory;

    private StartPlan plan(String rootfs, String more, HostFacts host) throws Exception {
        return Plans.plan(directory, "rootfs: " + rootfs + "\nprocess: {command: [/x]}\n" + more, host, Hosts.files());
    }

    private List<String> sources(StartPlan plan) {
        return new PlanText(plan)
                .describe().sections().stream()
                        .filter(section -> section.step().equals("OPEN_SOURCES"))
                        .flatMap(section -> section.lines().stream())
                        .toList();
    }

    private String refusal(String rootfs, String more, HostFacts host) {
        return catchThrowableOfType(HostLimitException.class, () -> plan(rootfs, more, host))
                .getMessage();
    }

    @Test
    void an_image_is_mounted_by_the_host_and_attached_inside() throws Exception {
        StartPlan plan = plan("{source: 'loop:/srv/web.img', options: [noload, noexec]}", "", Hosts.V2);

        assertThat(sources(plan)).containsExactly("source 0: ext4 in /srv/web.img");
        assertThat(plan.sources().get(0).parameters())
                .containsExactly(MountPlan.Parameter.flag("noload"), MountPlan.Parameter.of("errors", "remount-ro"));
        assertThat(Plans.staging(plan)).containsExactly("source 0 on " + ROOT + " (nodev, noexec)");
        assertThat(plan.rootDescription()).isEqualTo("image:/srv/web.img");
    }

    @Test
    void what_is_said_of_errors_of_an_image_is_kept() throws Exception {
        StartPlan plan = plan("{source: 'loop:/srv/web.img', options: [errors=continue]}", "", Hosts.V2);

        assertThat(plan.sources().get(0).parameters()).containsExactly(MountPlan.Parameter.of("errors", "continue"));
    }

    @Test
    void an_image_under_an_overlay_is_read_only_and_has_a_place_of_its_own() throws Exception {
        StartPlan plan = plan("{source: 'squashfs:/srv/web.sqfs', writable: tmpfs, writableSize: 1M}", "", Hosts.V2);

        assertThat(sources(plan)).containsExactly("source 0: squashfs in /srv/web.sqfs, read-only");
        assertThat(Plans.staging(plan))
                .containsExactly(
                        "tmpfs on " + ROOT + " (nodev, mode=0755, size=1048576)",
                        "directory " + ROOT + "/lower0",
                        "source 0 on " + ROOT + "/lower0 (nodev)",
                        "directory " + ROOT + "/upper",
                        "directory " + ROOT + "/work",
                        "directory " + ROOT + "/merged",
                        "overlay on " + ROOT + "/merged (nodev, lowerdir=" + ROOT + "/lower0, upperdir=" + ROOT
                                + "/upper, workdir=" + ROOT + "/work)");
    }

    @Test
    void an_image_is_root_s_and_must_be_one() {
        assertThat(refusal("'loop:/srv/web.img'", "namespaces: {user: private}\n", Hosts.USER))
                .isEqualTo("cannot start web: rootfs: only root can mount an image");
        assertThat(refusal("'loop:/srv/unknown'", "", Hosts.V2))
                .isEqualTo("cannot start web: rootfs: /srv/unknown is not there or has no file system that is known");
    }

    /** Hosts.files() says that everything belongs to the host's root. */
    @Test
    void a_root_of_the_host_s_ids_is_shifted_to_the_container_s() throws Exception {
        StartPlan plan = plan("dir:/srv/web", AUTO, Hosts.V2);

        assertThat(sources(plan))
                .containsExactly("source 0: copy of /srv/web with all below, ids shifted to the container's");
        assertThat(Plans.staging(plan)).containsExactly("source 0 on /proc/fs (nodev)");
        assertThat(plan.root().orElseThrow().directories()).isEmpty();
    }

    @Test
    void the_layers_of_an_overlay_are_shifted_each() throws Exception {
        StartPlan plan = plan("{source: 'dir:/srv/web', writable: 'dir:/srv/kept'}", AUTO, Hosts.V2);

        assertThat(sources(plan))
                .containsExactly(
                        "source 0: copy of /srv/web with all below, ids shifted to the container's",
                        "source 1: copy of /srv/kept with all below, ids shifted to the container's");
        assertThat(Plans.staging(plan))
                .endsWith(
                        "directory /proc/fs/kept/upper",
                        "directory /proc/fs/kept/work",
                        "directory /proc/fs/merged",
                        "overlay on /proc/fs/merged (nodev, lowerdir=/proc/fs/lower0, upperdir=/proc/fs/kept/upper,"
                                + " workdir=/proc/fs/kept/work, userxattr)");
    }

    @Test
    void files_can_be_changed_or_left_alone_instead() throws Exception {
        RootPlan changed = plan("dir:/srv/web", "idmap: {mode: auto, ownership: chown}\n", Hosts.V2)
                .root()
                .orElseThrow();
        RootPlan left = plan("dir:/srv/web", "idmap: {mode: auto, ownership: off}\n", Hosts.V2)
                .root()
                .orElseThrow();

        assertThat(changed.chown()).containsExactly(Path.of("/srv/web"));
        assertThat(left.chown()).isEmpty();
        assertThat(left.staging()).hasSize(1);
        assertThat(plan("dir:/srv/web", "idmap: {mode: identity}\n", Hosts.V2).sources())
                .isEmpty();
    }

    @Test
    void the_first_directory_that_container_root_may_not_pass_is_named() {
        HostLimitException refusal = catchThrowableOfType(
                HostLimitException.class,
                () -> plan(
                        "dir:/private/web",
                        "idmap: {uid: [[0, 100000, 9]], gid: [[0, 100000, 9]], ownership: off}\n",
                        Hosts.V2));

        assertThat(refusal)
                .hasMessage(
                        "cannot start web: rootfs: container root, uid 100000 of the host, may not pass /private/web");
        assertThat(refusal.advice())
                .contains("grant it 'x' (chmod o+x /private/web) or an ACL (setfacl -m u:100000:x /private/web)");
    }

    @Test
    void a_directory_s_file_system_is_kept_writable_where_the_container_could_change_that() throws Exception {
        assertThat(plan("dir:/srv/web", "", Hosts.V2).root().orElseThrow().pin())
                .contains(Path.of("/srv/web"));
        assertThat(plan("{source: 'dir:/srv/web', pin: false}", "", Hosts.V2)
                        .root()
                        .orElseThrow()
                        .pin())
                .isEmpty();
        assertThat(plan("dir:/srv/web", AUTO, Hosts.V2).root().orElseThrow().pin())
                .isEmpty();
        assertThat(plan("{source: 'dir:/srv/web', writable: tmpfs}", "", Hosts.V2)
                        .root()
                        .orElseThrow()
                        .pin())
                .isEmpty();
    }

    @Test
    void options_of_a_file_system_need_one() {
        assertThat(refusal("{source: 'dir:/srv/web', options: [data=journal]}", "", Hosts.V2))
                .isEqualTo("cannot start web: rootfs.options: data is for a file system, but a directory is not mounted"
                        + " anew");
    }

    @Test
    void ro_among_the_options_protects_the_root() throws Exception {
        assertThat(plan("{source: 'dir:/srv/web', options: [ro]}", "", Hosts.V2).protectedPaths())
                .contains("/");
    }
}
