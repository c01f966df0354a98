package dev.cleat.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.linux.MountAttribute;
import dev.cleat.engine.plan.MountPlan;
import dev.cleat.engine.plan.MountPlan.Flag;
import dev.cleat.engine.plan.MountPlan.Kind;
import dev.cleat.engine.plan.MountPlan.Parameter;
import dev.cleat.engine.plan.StartPlan.NodePlan;
import dev.cleat.engine.testing.Proves;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mounts of every kind, device nodes. */
@Timeout(60)
class StagedMountsIT {

    @TempDir
    Path directory;

    private StagedContainer container;

    @BeforeEach
    void a_container() throws Exception {
        container = new StagedContainer(directory);
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        container.close();
    }

    private void tmpfs(String target, long attributes, Flag... flags) {
        container.entries.add(new MountPlan(
                Kind.NEW,
                Set.of(flags),
                "tmpfs",
                "tmpfs",
                target,
                attributes,
                0,
                0,
                List.of(new Parameter("size", Optional.of("1m")))));
    }

    private void bind(Kind kind, String source, String target, long attributes, Flag... flags) {
        container.entries.add(new MountPlan(kind, Set.of(flags), source, "", target, attributes, 0, 0, List.of()));
    }

    @Test
    void a_tmpfs_begins_with_what_its_target_has() throws Exception {
        Path etc = container.rootfs.resolve("etc");
        Files.createDirectories(etc.resolve("deep/deeper"));
        Files.writeString(etc.resolve("deep/deeper/file"), "x".repeat(100_000));
        Files.createSymbolicLink(etc.resolve("deep/host"), Path.of("/etc/shadow"));
        Files.createSymbolicLink(etc.resolve("deep/up"), Path.of("../../../../.."));
        Files.setAttribute(etc.resolve("deep/deeper/file"), "unix:uid", 1234);
        Files.setAttribute(etc.resolve("deep/deeper/file"), "unix:mode", 04711);
        Files.setAttribute(etc, "unix:mode", 0750);
        tmpfs("/etc", MountAttribute.NODEV | MountAttribute.RDONLY, Flag.COPY_UP);

        container
                .shell(
                        "cd /etc; stat -c '%a %u %s' deep/deeper/file; stat -c %a .; readlink deep/host; readlink deep/up; cat passwd | head -1;"
                                + " touch new; stat -f -c %T .; exec sleep 1000")
                .start();

        container.awaitLog(
                "4711 1234 100000\n750\n/etc/shadow\n../../../../..\nroot:x:0:0:root:/root:/bin/sh\ntouch: new: Read-only file system\ntmpfs\n");
    }

    @Test
    void a_copy_that_is_larger_than_its_tmpfs_is_told() throws Exception {
        Files.writeString(container.rootfs.resolve("etc/large"), "x".repeat(2_000_000));
        tmpfs("/etc", 0, Flag.COPY_UP);

        assertThatThrownBy(container::start).hasMessage("copy of large: ENOSPC (no space left on device)");
    }

    @Test
    void files_of_one_directory_are_merged_with_one_mount() throws Exception {
        Path libraries = Files.createDirectories(directory.resolve("gpu/lib"));
        for (int i = 0; i < 50; i++) {
            Files.writeString(libraries.resolve("lib" + i), "from the host " + i + "\n");
            bind(
                    Kind.BIND,
                    libraries + "/lib" + i,
                    "/lib/lib" + i,
                    MountAttribute.RDONLY,
                    Flag.MERGE,
                    Flag.CREATE_FILE);
        }
        Files.createDirectories(container.rootfs.resolve("lib"));
        Files.writeString(container.rootfs.resolve("lib/lib7"), "of the image\n");

        container
                .shell(
                        "cat /lib/lib7 /lib/lib7.orig /lib/lib49; grep -c gpu /proc/self/mountinfo; echo x >>/lib/lib7; exec sleep 1000")
                .start();

        container.awaitLog("from the host 7\nof the image\nfrom the host 49\n1\n");
        container.awaitLog("Read-only file system\n");
    }

    @Test
    void a_part_of_the_root_s_own_tree_is_bound() throws Exception {
        Files.writeString(container.rootfs.resolve("etc/inner"), "inner\n");
        bind(Kind.BIND_INSIDE, "/etc", "/srv/again", MountAttribute.RDONLY, Flag.CREATE_DIRECTORY);
        bind(Kind.BIND_INSIDE, "/missing", "/srv/missing", 0, Flag.CREATE_DIRECTORY, Flag.SOURCE_OPTIONAL);

        container.shell("cat /srv/again/inner; ls /srv; exec sleep 1000").start();

        container.awaitLog("inner\nagain\n");
    }

    @Test
    void a_link_of_the_image_is_no_source_inside() throws Exception {
        Files.createSymbolicLink(container.rootfs.resolve("out"), Path.of("/etc"));
        bind(Kind.BIND_INSIDE, "/out", "/srv/out", 0, Flag.CREATE_DIRECTORY);

        assertThatThrownBy(container::start).hasMessageStartingWith("source /out of the mount on /srv/out: ELOOP");
    }

    @Test
    void a_mount_that_was_not_passed_is_refused() {
        bind(Kind.PASSED, "0", "/srv/host", 0, Flag.CREATE_DIRECTORY);

        assertThatThrownBy(container::start).hasMessageStartingWith("source 0 of the mount on /srv/host: not passed");
    }

    @Test
    void read_only_is_that_mount_alone_unless_all_below_is_meant() throws Exception {
        bind(Kind.BIND, "/dev", "/one", MountAttribute.RDONLY, Flag.RECURSIVE, Flag.CREATE_DIRECTORY);
        bind(
                Kind.BIND,
                "/dev",
                "/all",
                MountAttribute.RDONLY,
                Flag.RECURSIVE,
                Flag.ATTRIBUTES_RECURSIVE,
                Flag.CREATE_DIRECTORY);

        container.shell("exec sleep 1000").start();

        String mounts = Files.readString(Path.of("/proc/" + container.init() + "/mountinfo"));
        assertThat(mounts.lines().filter(line -> line.contains(" /one/")).map(line -> line.split(" ")[5]))
                .isNotEmpty()
                .noneMatch(o -> o.startsWith("ro"));
        assertThat(mounts.lines().filter(line -> line.contains(" /all")).map(line -> line.split(" ")[5]))
                .isNotEmpty()
                .allMatch(o -> o.startsWith("ro"));
    }

    @Test
    void nodes_are_made_with_mode_and_owner() throws Exception {
        container.nodes.add(new NodePlan("/dev/mine", 020640, 1, 5, 12, 34));
        container.nodes.add(new NodePlan("/dev/deep/pipe", 010666, 0, 0, 0, 0));

        container
                .shell(
                        "stat -c '%a %u %g %t %T %F' /dev/mine; head -c 3 /dev/mine | wc -c; stat -c %F /dev/deep/pipe; exec sleep 1000")
                .start();

        container.awaitLog("640 12 34 1 5 character special file\n");
        container.awaitLog("fifo\n");
    }

    @Test
    void a_node_is_not_made_where_something_else_is() {
        container.nodes.add(new NodePlan("/dev/null", 020666, 1, 5, 0, 0));

        assertThatThrownBy(container::start).hasMessageStartingWith("device node /dev/null: something else is there");
    }

    @Test
    @Proves("L9")
    void a_mount_that_cannot_be_made_is_told_with_the_kernel_s_words() {
        container.entries.add(
                StagedContainer.fileSystem("tmpfs", "/srv", 0, new Parameter("size", Optional.of("wrong"))));

        assertThatThrownBy(container::start)
                .hasMessageContaining("mount tmpfs on /srv, option size: ")
                .hasMessageContaining("Bad value for 'size'");
    }
}
