package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.IdShifting;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Containers whose ids are others on the host, and whose files they are then. */
@Timeout(120)
class IdmapIT extends OnBench {

    private static final int SET_UID = 04755;

    private TestContainer with(String yaml, String script) throws Exception {
        return bench.define("rootfs: dir:" + bench.rootfs() + "\n" + yaml + "\nprocess: {command: "
                + Bench.list("/bin/sh", "-c", script + "; echo done; exec sleep 1000") + "}\n");
    }

    private static String owner(Path path) throws Exception {
        return Files.getAttribute(path, "unix:uid") + ":" + Files.getAttribute(path, "unix:gid");
    }

    private static long hostUid(TestContainer container) throws Exception {
        return Long.parseLong(container.status("Uid").split("\t")[0]);
    }

    @Test
    @Proves("L14")
    void a_free_range_makes_root_nobody_on_the_host_and_root_of_its_files() throws Exception {
        IdShifting.assumeAt(directory);
        TestContainer container = with(
                "idmap: {mode: auto}",
                "id -u; stat -c %u:%g / /etc/passwd; echo mine >/root/mine; cat /proc/self/uid_map /proc/self/setgroups");

        container.start().awaitLog("done");

        assertThat(container.log()).startsWith("0\n0:0\n0:0\n").contains("allow\n");
        assertThat(hostUid(container)).isGreaterThanOrEqualTo(0x80000);
        assertThat(owner(bench.rootfs().resolve("root/mine"))).isEqualTo("0:0");
        assertThat(container.proc("uid_map").strip().split(" +"))
                .containsExactly("0", Long.toString(hostUid(container)), "65536");
    }

    @Test
    void no_two_containers_have_the_same_ids_and_each_has_its_own_again() throws Exception {
        IdShifting.assumeAt(directory);
        TestContainer first = with("idmap: {mode: auto}", "true").start();
        TestContainer second = with("idmap: {mode: auto}", "true").start();
        long before = hostUid(first);

        assertThat(hostUid(second) / 65_536).isNotEqualTo(before / 65_536);
        assertThat(bench.path().resolve(".ids/" + before)).hasContent(first.name());

        first.stop();
        assertThat(hostUid(first.start())).isEqualTo(before);
        first.stop();
        bench.engine().destroy(first.name(), false);
        assertThat(bench.path().resolve(".ids/" + before)).doesNotExist();
    }

    @Test
    @Proves("L14")
    void explicit_lines_are_what_the_kernel_has() throws Exception {
        TestContainer container = with(
                "idmap: {uid: [[0, 700000, 1000], [1000, 1000, 1]], gid: [[0, 800000, 10], [20, 20, 5]], setgroups: deny,"
                        + " ownership: off}",
                "id -u; cat /proc/self/uid_map /proc/self/gid_map /proc/self/setgroups");
        passable(directory);

        container.start().awaitLog("done");

        assertThat(container.log().replaceAll(" +", " "))
                .startsWith("0\n 0 700000 1000\n 1000 1000 1\n 0 800000 10\n 20 20 5\ndeny\n");
    }

    private static void passable(Path path) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @Test
    @Proves("S2")
    void the_first_directory_that_container_root_may_not_pass_is_named() throws Exception {
        Path parent = bench.rootfs().getParent();
        passable(directory);
        Path closed = Files.createDirectories(parent.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        Path root = closed.resolve("below/rootfs");
        Files.createDirectories(root.getParent());
        new ProcessBuilder("cp", "-a", bench.rootfs().toString(), root.toString())
                .start()
                .waitFor();
        TestContainer container = bench.define("rootfs: dir:" + root
                + "\nidmap: {mode: explicit, uid: [[0, 700000, 65536]], gid: [[0, 700000, 65536]], ownership: off}\n"
                + "process: {command: [/bin/sleep, '1000']}\n");

        HostLimitException failure = catchThrowableOfType(HostLimitException.class, container::start);

        assertThat(failure)
                .hasMessage("cannot start " + container.name()
                        + ": rootfs: container root, uid 700000 of the host, may not" + " pass " + closed);
        assertThat(failure.advice().orElseThrow())
                .startsWith("grant it 'x' (chmod o+x " + closed + ") or an ACL (setfacl -m u:700000:x " + closed);
        passable(closed);
        assertThat(container.start().status("Uid")).startsWith("700000\t");
    }

    @Test
    @Proves("S2")
    void a_list_of_who_may_pass_is_obeyed() throws Exception {
        assertThat(bench.rootfs()).isDirectory();
        passable(directory);
        Path closed = Files.createDirectories(bench.file("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        Path root = closed.resolve("rootfs");
        new ProcessBuilder("cp", "-a", bench.rootfs().toString(), root.toString())
                .start()
                .waitFor();
        TestContainer container = bench.define("rootfs: dir:" + root
                + "\nidmap: {mode: explicit, uid: [[0, 700000, 65536]], gid: [[0, 700000, 65536]], ownership: off}\n"
                + "process: {command: [/bin/sleep, '1000']}\n");
        // setfacl -m u:700000:x, as struct posix_acl_xattr_header and its entries have it.
        AccessList.allowToPass(closed, 700_000);

        assertThat(container.start().status("Uid")).startsWith("700000\t");
    }

    @Test
    void files_are_changed_once_when_that_is_asked_for() throws Exception {
        Path program = Files.writeString(bench.rootfs().resolve("root/program"), "x");
        Files.setAttribute(program, "unix:mode", SET_UID);
        Files.createSymbolicLink(bench.rootfs().resolve("root/link"), Path.of("/etc/hostname"));
        String before = owner(Path.of("/etc/hostname"));
        TestContainer container = with("idmap: {mode: auto, ownership: chown}", "stat -c %u:%g /root/program");
        passable(directory);

        container.start().awaitLog("0:0\ndone");

        String own = hostUid(container) + ":" + hostUid(container);
        assertThat(owner(program)).isEqualTo(own);
        assertThat(owner(bench.rootfs())).isEqualTo(own);
        assertThat((int) Files.getAttribute(program, "unix:mode") & 07777).isEqualTo(SET_UID);
        assertThat(owner(Path.of("/etc/hostname"))).isEqualTo(before);
        container.stop();
        container.start().awaitLog("---\n0:0\ndone");
        assertThat(owner(program)).isEqualTo(own);
    }

    @Test
    void a_bind_has_its_ids_shifted_by_lines_of_its_own() throws Exception {
        IdShifting.assumeAt(directory);
        Path source = Files.createDirectory(bench.file("home"));
        Files.writeString(source.resolve("file"), "x");
        new ProcessBuilder("chown", "-R", "1000:1000", source.toString())
                .start()
                .waitFor();
        TestContainer container = with(
                "idmap: {uid: [[0, 700000, 65536]], gid: [[0, 700000, 65536]]}\nmounts:\n  - {type: bind, source: "
                        + source
                        + ", target: /home/al, idmap: {uid: [[1000, 700005, 1]], gid: [[1000, 700006, 1]]}}\n"
                        + "  - {type: bind, source: " + source + ", target: /home/all, idmap: container}",
                "stat -c %u:%g /home/al/file /home/all/file");

        container.start().awaitLog("5:6\n1000:1000\ndone");
    }

    @Test
    void a_file_system_that_cannot_shift_ids_is_named() throws Exception {
        IdShifting.assumeAt(directory);
        TestContainer container = with(
                "idmap: {mode: auto}\nmounts: [{type: bind, source: /proc/sys, target: /x, idmap: container}]", "true");

        assertThat(catchThrowableOfType(Exception.class, container::start))
                .hasMessageContaining("open the mount sources")
                .hasMessageContaining(
                        "the ids of /proc/sys cannot be shifted: its file system, or one mounted below it, does not support");
    }

    @Test
    void an_overlay_of_several_layers_is_written_to_a_directory_with_the_host_s_ids() throws Exception {
        IdShifting.assumeAt(directory);
        Path top = Files.createDirectories(bench.file("top/etc")).getParent();
        Files.writeString(top.resolve("etc/hostname"), "from the top layer");
        Path upper = Files.createDirectories(bench.file("kept/upper"));
        TestContainer container = bench.define("rootfs: 'overlay:" + top + ":" + bench.rootfs() + ":" + upper
                + "'\nidmap: {mode: auto}\nprocess: {command: [/bin/sh, -c, 'cat /etc/hostname; echo new >/etc/passwd; stat"
                + " -c %u /etc/passwd /bin; exec sleep 1000']}\n");

        container.start().awaitLog("from the top layer0\n0\n");

        assertThat(upper.resolve("etc/passwd")).hasContent("new");
        assertThat(owner(upper.resolve("etc/passwd"))).isEqualTo("0:0");
        assertThat(bench.rootfs().resolve("etc/passwd")).content().startsWith("root:x:0:0");
    }

    @Test
    void changes_in_memory_are_bounded_in_a_user_namespace_too() throws Exception {
        IdShifting.assumeAt(directory);
        TestContainer container = bench.define("rootfs: {source: 'dir:" + bench.rootfs()
                + "', writable: tmpfs, writableSize: 1M}\nidmap: {mode: auto}\nprocess: {command: [/bin/sh, -c, 'dd"
                + " if=/dev/zero of=/big bs=64k count=100; echo; wc -c </big; exec sleep 1000']}\n");

        assertThat(container.start().awaitLog("No space left on device")).isNotEmpty();
        assertThat(bench.rootfs().resolve("big")).doesNotExist();
    }
}
