package dev.cleat.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.definition.DefinitionReader;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.plan.MountPlan.Flag;
import dev.cleat.engine.plan.MountPlan.Kind;
import dev.cleat.engine.plan.StartPlan.DevicePlan;
import dev.cleat.engine.plan.StartPlan.StagingStep;
import dev.cleat.engine.storage.LocalDefinitionFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartPlannerTest {

    private static final String HOST = "rootfs: host\nprocess: {command: [/bin/sh]}\n";

    @TempDir
    Path directory;

    @Test
    void every_mount_of_the_root_and_in_it_is_nodev_except_terminals() throws Exception {
        StartPlan plan =
                plan(HOST + "mounts: [{type: bind, source: /srv, target: /srv, options: [rw, exec]}]\n", Hosts.HYBRID);

        assertThat(plan.entries())
                .filteredOn(mount -> (mount.attributes() & 0x4) == 0)
                .extracting(MountPlan::target)
                .containsExactly("/dev/pts");
        assertThat(plan.root().orElseThrow().staging().stream().flatMap(step -> step.mount().stream()))
                .allSatisfy(mount -> assertThat(mount.attributes() & 0x4).isEqualTo(0x4));
    }

    @Test
    void devices_are_the_hosts_harmless_ones() throws Exception {
        assertThat(plan(HOST, Hosts.V2).dev().devices())
                .extracting(DevicePlan::target, DevicePlan::major, DevicePlan::minor)
                .extracting(Object::toString)
                .containsExactly(
                        "(\"/dev/null\", 1, 3)",
                        "(\"/dev/zero\", 1, 5)",
                        "(\"/dev/full\", 1, 7)",
                        "(\"/dev/random\", 1, 8)",
                        "(\"/dev/urandom\", 1, 9)",
                        "(\"/dev/tty\", 5, 0)");
    }

    @Test
    void a_host_root_shows_the_hosts_disks_read_only_and_hides_its_secrets() throws Exception {
        StartPlan plan = plan(HOST, Hosts.V2);

        assertThat(plan.entries())
                .filteredOn(mount -> mount.kind() == Kind.BIND)
                .extracting(MountText::of)
                .containsExactly(
                        "bind of /home, if it exists, on /home (ro, nodev)",
                        "bind of /boot/efi, if it exists, on /boot/efi (ro, nodev)");
        assertThat(plan.hiddenPaths())
                .contains("/etc/shadow", "/etc/gshadow", "/var/lib/cleat", "/var/log/cleat")
                .doesNotContain("/run/cleat");
        assertThat(plan.rootDescription()).isEqualTo("host, changes in memory");
    }

    @Test
    void a_directory_is_bound_so_that_it_can_become_the_root() throws Exception {
        StartPlan plan = plan("rootfs: dir:root\nprocess: {command: [/bin/sh]}\n", Hosts.V2);

        Path root = Path.of("/run/cleat/web/root");
        assertThat(plan.root().orElseThrow().directory()).isEqualTo(root);
        assertThat(plan.root().orElseThrow().directories()).containsExactly(root);
        assertThat(staging(plan))
                .containsExactly("bind with all below of " + directory.resolve("root") + " on " + root + " (nodev)");
        assertThat(plan.hiddenPaths()).doesNotContain("/etc/shadow");
        assertThat(plan.rootDescription()).isEqualTo("dir:" + directory.resolve("root"));
    }

    @Test
    void an_overlay_escapes_what_parts_its_layers() throws Exception {
        StartPlan plan =
                plan("rootfs: {source: 'dir:a\\b', writable: 'dir:kept'}\nprocess: {command: [/bin/sh]}\n", Hosts.V2);

        String kept = directory.resolve("kept").toString();
        assertThat(staging(plan))
                .containsExactly(
                        "directory " + kept + "/upper",
                        "directory " + kept + "/work",
                        "overlay on /run/cleat/web/root (nodev, lowerdir=" + directory + "/a\\\\b, upperdir=" + kept
                                + "/upper, workdir=" + kept + "/work)");
    }

    @Test
    void an_overlay_of_directories_writes_to_the_last_or_to_memory() throws Exception {
        StartPlan direct = plan("rootfs: overlay:/a:/b:/c\nprocess: {command: [/bin/sh]}\n", Hosts.V2);
        StartPlan memory = plan(
                "rootfs: {source: 'overlay:/a:/b:/c', writable: tmpfs, writableSize: 64M}\nprocess: {command: [/bin/sh]}\n",
                Hosts.V2);

        assertThat(staging(direct))
                .containsExactly(
                        "directory /c",
                        "directory /c.work",
                        "overlay on /run/cleat/web/root (nodev, lowerdir=/a:/b, upperdir=/c, workdir=/c.work)");
        assertThat(staging(memory))
                .startsWith("tmpfs on /run/cleat/web/root (nodev, mode=0755, size=67108864)")
                .endsWith("overlay on /run/cleat/web/root/merged (nodev, lowerdir=/c:/a:/b,"
                        + " upperdir=/run/cleat/web/root/upper, workdir=/run/cleat/web/root/work)");
    }

    @Test
    void in_a_user_namespace_the_hosts_root_is_bound_because_an_overlay_of_it_is_refused() throws Exception {
        StartPlan plan = plan(HOST + "namespaces: {user: private}\n", Hosts.USER);

        assertThat(staging(plan)).containsExactly("bind with all below of / on /run/cleat/web/root (ro, nodev)");
        assertThat(plan.entries()).noneMatch(mount -> mount.target().equals("/home"));
        assertThat(plan.notes())
                .contains(
                        "the host's root is read-only here: in a user namespace it cannot be the lower layer of an overlay");
        assertThat(plan.rootDescription()).isEqualTo("host, read-only");
    }

    @Test
    void a_user_namespace_of_a_directory_uses_attributes_it_may_set() throws Exception {
        StartPlan plan = plan(
                "rootfs: {source: dir:r, writable: tmpfs}\nprocess: {command: [/bin/sh]}\nnamespaces: {user: private}\n",
                Hosts.USER);

        assertThat(staging(plan)).last().asString().endsWith(", userxattr)");
    }

    @Test
    void what_shows_the_hosts_namespaces_is_bound_in_a_user_namespace() throws Exception {
        StartPlan plan = plan(HOST + "namespaces: {user: private, net: host, pid: host, ipc: host}\n", Hosts.USER);

        assertThat(plan.entries())
                .extracting(MountText::of)
                .contains(
                        "bind with all below of /proc on /proc (nosuid, nodev, noexec)",
                        "bind with all below of /sys on /sys (ro, nosuid, nodev, noexec)",
                        "bind with all below of /dev/shm, if it exists, on /dev/shm (nosuid, nodev, noexec)")
                .noneMatch(text -> text.startsWith("mqueue"));
        assertThat(plan.network().loopback()).isFalse();
    }

    @Test
    void a_host_cgroup_namespace_gets_its_own_subtree_only() throws Exception {
        StartPlan plan = plan(HOST + "namespaces: {cgroup: host}\n", Hosts.V2);

        assertThat(plan.entries())
                .extracting(MountText::of)
                .contains(
                        "bind of /sys/fs/cgroup/cleat/web, if it exists, on /sys/fs/cgroup (ro, nosuid, nodev, noexec)");
    }

    @Test
    void automatic_mounts_can_be_switched_off_or_opened() throws Exception {
        StartPlan plan =
                plan(HOST + "autoMounts: {proc: rw, sys: rw, cgroup: rw, shm: off, mqueue: false}\n", Hosts.V2);
        StartPlan none = plan(HOST + "autoMounts: {proc: off, sys: off}\n", Hosts.V2);

        assertThat(plan.entries())
                .extracting(MountText::of)
                .contains(
                        "proc on /proc (nosuid, nodev, noexec)",
                        "sysfs on /sys (nosuid, nodev, noexec)",
                        "cgroup2 on /sys/fs/cgroup (nosuid, nodev, noexec)");
        assertThat(plan.protectedPaths()).isEmpty();
        assertThat(none.entries()).extracting(MountPlan::target).doesNotContain("/proc", "/sys", "/sys/fs/cgroup");
    }

    @Test
    void mounts_of_the_definition_become_kernel_terms() throws Exception {
        StartPlan plan = plan(HOST + """
                        mounts:
                          - {type: bind, source: /srv/a, target: /a, options: [ro, noatime], propagation: rslave, onMissingSource: skip}
                          - {type: bind, source: new, target: /b, options: [bind, rw], onMissingSource: create-dir, onMissingTarget: skip}
                          - {type: tmpfs, target: /c, options: [noexec, size=1M]}
                        """, Hosts.V2);

        List<MountPlan> mounts =
                plan.entries().subList(plan.entries().size() - 3, plan.entries().size());
        assertThat(mounts.get(0))
                .isEqualTo(new MountPlan(
                        Kind.BIND,
                        Set.of(
                                Flag.RECURSIVE,
                                Flag.ATTRIBUTES_RECURSIVE,
                                Flag.SOURCE_OPTIONAL,
                                Flag.CREATE_LIKE_SOURCE),
                        "/srv/a",
                        "",
                        "/a",
                        0x1 | 0x4 | 0x10,
                        0x70,
                        1 << 19,
                        List.of()));
        assertThat(mounts.get(1).flags()).containsExactly(Flag.TARGET_OPTIONAL);
        assertThat(mounts.get(1).cleared()).isEqualTo(0x1);
        assertThat(MountText.of(mounts.get(2))).isEqualTo("tmpfs on /c (nodev, noexec, size=1048576)");
        assertThat(plan.root().orElseThrow().staging()).startsWith(StagingStep.make(directory.resolve("new")));
    }

    @Test
    void without_a_mount_namespace_nothing_is_mounted() throws Exception {
        StartPlan plan = plan("process: {command: [/bin/sh]}\nnamespaces: {mount: host}\n", Hosts.V2);

        assertThat(plan.root()).isEmpty();
        assertThat(plan.entries()).isEmpty();
        assertThat(plan.dev().devices()).isEmpty();
        assertThat(plan.hiddenPaths()).isEmpty();
        assertThat(plan.protectedPaths()).isEmpty();
        assertThat(plan.console().ptmx()).isEqualTo("/dev/ptmx");
    }

    @Test
    void the_host_name_is_the_containers_when_it_has_one_of_its_own() throws Exception {
        assertThat(plan(HOST, Hosts.V2).names().hostname()).contains("web");
        assertThat(plan(HOST + "hostname: shop\n", Hosts.V2).names().hostname()).contains("shop");
        assertThat(plan(HOST + "namespaces: {uts: host}\n", Hosts.V2).names().hostname())
                .isEmpty();
    }

    @Test
    void a_stop_may_halt_kill_or_both() throws Exception {
        assertThat(plan(HOST, Hosts.V2).life())
                .returns(30, life -> life.signals().halt())
                .returns(Duration.ofSeconds(60), LifePlan::haltTimeout)
                .returns(true, LifePlan::killAfterTimeout);
        assertThat(plan(HOST + "stop: {action: halt, timeout: 3s}\n", Hosts.V2).life())
                .returns(Duration.ofSeconds(3), LifePlan::haltTimeout)
                .returns(false, LifePlan::killAfterTimeout);
        assertThat(plan(HOST + "stop: {action: kill}\n", Hosts.V2).life())
                .returns(9, life -> life.signals().halt())
                .returns(Duration.ZERO, LifePlan::haltTimeout);
    }

    @Test
    void the_console_is_logged_where_the_definition_says() throws Exception {
        assertThat(plan(HOST, Hosts.V2).console().log()).contains(Path.of("/var/log/cleat/web.log"));
        assertThat(plan(HOST + "console: {log: {file: none}}\n", Hosts.V2)
                        .console()
                        .log())
                .isEmpty();
        assertThat(plan(HOST + "console: {log: {file: /tmp/x}}\n", Hosts.V2)
                        .console()
                        .log())
                .contains(Path.of("/tmp/x"));
    }

    @Test
    void all_reasons_come_at_once() throws Exception {
        HostFacts old = Hosts.withKernel(
                Hosts.POOR_USER,
                "5.10.0-28-amd64",
                Set.of(NamespaceType.MNT, NamespaceType.PID, NamespaceType.UTS, NamespaceType.IPC, NamespaceType.NET));

        HostLimitException failure = catchThrowableOfType(
                HostLimitException.class,
                () -> new StartPlanner(Hosts.PLACES, Hosts.emptyBut(Path.of("/")))
                        .plan(
                                definition(
                                        "rootfs: dir:/none\nprocess: {command: [/bin/sh], user: web}\nresources: {pids: 5}\n"),
                                old));

        assertThat(failure.getMessage().lines())
                .containsExactly(
                        "cannot start web: only root can make namespaces without a user namespace",
                        "cannot start web: Linux 5.10 is too old: mounts are made with mount_setattr(2), which came with 5.12",
                        "cannot start web: namespaces.cgroup: this kernel has no cgroup namespaces",
                        "cannot start web: resources.pids: this user may not make cgroups of the controller \"pids\"",
                        "cannot start web: rootfs: there is no directory /none",
                        "cannot start web: process.user: the root's /etc/passwd has no user \"web\"");
        assertThat(failure.advice()).contains("run as root, or set namespaces.user: private in the definition");
    }

    @Test
    void without_a_command_there_is_nothing_to_start() throws Exception {
        Definition definition = definition("rootfs: host\n");

        InvalidDefinitionException failure = catchThrowableOfType(
                InvalidDefinitionException.class,
                () -> new StartPlanner(Hosts.PLACES, Hosts.files()).plan(definition, Hosts.V2));

        assertThat(failure).hasMessage("web has no command");
    }

    @Test
    void an_old_kernels_overlay_takes_no_comma() {
        ContainerException failure = catchThrowableOfType(
                ContainerException.class,
                () -> plan("rootfs: {source: 'dir:/a,b', writable: tmpfs}\nprocess: {command: [/x]}\n", Hosts.V2));

        assertThat(failure)
                .hasMessage("cannot start web: rootfs: this kernel's overlays take no comma in a path: /a,b");
    }

    private static List<String> staging(StartPlan plan) {
        return plan.root().orElseThrow().staging().stream()
                .map(step -> step.directory()
                        .map(made -> "directory " + made)
                        .orElseGet(() -> MountText.of(step.mount().orElseThrow())))
                .toList();
    }

    private StartPlan plan(String text, HostFacts host) throws Exception {
        return new StartPlanner(Hosts.PLACES, Hosts.files()).plan(definition(text), host);
    }

    private Definition definition(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("web.yaml"), "schema: 1\n" + text);
        return new DefinitionReader(new LocalDefinitionFiles()).read(file);
    }
}
