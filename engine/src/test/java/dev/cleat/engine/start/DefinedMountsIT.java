package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.IdShifting;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mounts of every kind that a definition can list, and the automatic ones that can be chosen. */
@Timeout(120)
class DefinedMountsIT extends OnBench {

    private TestContainer with(String yaml, String script) throws Exception {
        return bench.define("rootfs: dir:" + bench.rootfs() + "\n" + yaml + "\nprocess: {command: "
                + Bench.list("/bin/sh", "-c", script + "; echo done; exec sleep 1000") + "}\n");
    }

    private TestContainer mounting(String mount, String script) throws Exception {
        return with("mounts:\n  - " + mount, script);
    }

    @Test
    void a_tmpfs_can_begin_with_what_the_root_has_there() throws Exception {
        Files.writeString(
                Files.createDirectories(bench.rootfs().resolve("srv/below")).resolve("file"), "there before");

        mounting(
                        "{type: tmpfs, target: /srv, copyUp: true}",
                        "cat /srv/below/file; echo; echo changed >/srv/below/file; cat /srv/below/file")
                .start()
                .awaitLog("there before\nchanged\ndone");

        assertThat(bench.rootfs().resolve("srv/below/file")).hasContent("there before");
    }

    @Test
    void files_of_one_directory_are_links_to_one_mount() throws Exception {
        Path source = Files.createDirectory(bench.file("libraries"));
        Files.writeString(source.resolve("a"), "first");
        Files.writeString(source.resolve("b"), "second");
        Files.createDirectories(bench.rootfs().resolve("lib"));
        TestContainer container = with(
                "mounts:\n  - {type: bind, source: " + source + "/a, target: /lib/a, merge: true}\n"
                        + "  - {type: bind, source: " + source + "/b, target: /lib/b, merge: true}",
                "cat /lib/a /lib/b; readlink /lib/a");

        container.start().awaitLog("firstsecond");
        container.awaitLog("done");
        assertThat(container
                        .proc("mountinfo")
                        .lines()
                        .filter(line -> line.contains(source.getFileName().toString())))
                .hasSize(1);
    }

    @Test
    void directories_whose_names_are_alike_are_not_taken_for_each_other() throws Exception {
        Path one = Files.createDirectories(bench.file("some_x"));
        Path other = Files.createDirectories(bench.file("some").resolve("x"));
        Files.writeString(one.resolve("a"), "first");
        Files.writeString(other.resolve("a"), "second");
        Files.createDirectories(bench.rootfs().resolve("lib"));
        TestContainer container = with(
                "mounts:\n  - {type: bind, source: " + one + "/a, target: /lib/a, merge: true}\n"
                        + "  - {type: bind, source: " + other + "/a, target: /lib/b, merge: true}",
                "cat /lib/a /lib/b");

        container.start().awaitLog("firstsecond");
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "auto"})
    void an_overlay_keeps_the_root_s_own_directory_as_it_is(String mode) throws Exception {
        if (mode.equals("auto")) {
            IdShifting.assumeAt(directory);
        }
        Files.writeString(Files.createDirectories(bench.rootfs().resolve("srv")).resolve("file"), "there before");
        Path more = Files.createDirectory(bench.file("more"));
        Files.writeString(more.resolve("other"), "more");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));

        with(
                        "idmap: {mode: " + mode + "}\nmounts:\n  - {type: overlay, target: /srv, lower: ['root:/srv', "
                                + more + "], upper: tmp}",
                        "cat /srv/file /srv/other; echo; echo new >/srv/new; ls -1 /srv")
                .start()
                .awaitLog("there beforemore\nfile\nnew\nother\ndone");

        assertThat(bench.rootfs().resolve("srv/new")).doesNotExist();
    }

    @Test
    void an_overlay_writes_to_a_directory_of_the_host() throws Exception {
        Path upper = Files.createDirectories(bench.file("upper"));

        mounting("{type: overlay, target: /etc, lower: ['root:/etc'], upper: " + upper + "}", "echo new >/etc/new")
                .start()
                .awaitLog("done");

        assertThat(upper.resolve("new")).hasContent("new");
        assertThat(bench.rootfs().resolve("etc/new")).doesNotExist();
    }

    @Test
    void a_part_of_the_root_is_bound_somewhere_else() throws Exception {
        TestContainer container = with(
                "mounts:\n  - {type: bind, source: 'root:etc', target: /srv/copy, options: [ro]}\n"
                        + "  - {type: bind, source: 'root:dev/null', target: /proc/uptime, onMissingTarget: error}\n"
                        + "maskedPaths: []",
                "head -n 1 /srv/copy/passwd; echo x >/srv/copy/x; wc -c </proc/uptime");

        container.start().awaitLog("root:x:0:0:root:/root:/bin/sh\n");
        assertThat(container.awaitLog("done")).contains("can't create /srv/copy/x: Read-only file system");
    }

    @Test
    void lines_of_an_fstab_are_mounts() throws Exception {
        Path fstab = Files.writeString(bench.file("fstab"), """
                # what LXC has
                tmpfs srv tmpfs nosuid,nodev,size=1M,create=dir 0 0
                /etc/hostname etc/host-name none bind,ro,create=file 0 0
                /there/is/no/such mnt none bind,optional,create=dir 0 0
                """);

        TestContainer container = mounting("{fstab: " + fstab + "}", "true").start();

        assertThat(container.mount("/srv").orElseThrow()).contains("nosuid").contains("size=1024k");
        assertThat(container.mount("/etc/host-name").orElseThrow()).contains(" ro,");
        assertThat(container.mount("/mnt")).isEmpty();
    }

    @Test
    void a_source_file_is_made_when_it_is_to_be() throws Exception {
        Path source = bench.file("made");

        mounting(
                        "{type: bind, source: " + source + ", target: /state, onMissingSource: create-file}",
                        "echo kept >/state")
                .start()
                .awaitLog("done");

        assertThat(source).hasContent("kept");
    }

    @Test
    void mounts_of_the_host_reach_only_who_asked_for_them() throws Exception {
        TestContainer plain = mounting("{type: bind, source: /dev, target: /host}", "true");
        TestContainer slave = mounting("{type: bind, source: /dev, target: /host, propagation: rslave}", "true");

        assertThat(plain.start().mount("/host").orElseThrow()).doesNotContain("master:");
        assertThat(slave.start().mount("/host")).isPresent();
    }

    /** What is visible of the hierarchies of this host, whatever their version. */
    @ParameterizedTest
    @ValueSource(strings = {"ro", "rw", "mixed", "{mode: ro, full: true}", "{mode: mixed, full: true}"})
    void cgroups_are_mounted_as_asked_for(String mode) throws Exception {
        TestContainer container =
                with("autoMounts: {cgroup: " + mode + "}", "ls /sys/fs/cgroup; find / -xdev -maxdepth 1 -name x");

        container.start().awaitLog("done");

        var mounts = container
                .proc("mountinfo")
                .lines()
                .filter(line -> line.contains(" - cgroup"))
                .toList();
        assertThat(mounts).isNotEmpty();
        boolean isWritable = mode.contains("rw") || mode.contains("mixed");
        assertThat(mounts.stream().anyMatch(line -> line.split(" ")[5].startsWith("rw")))
                .isEqualTo(isWritable);
        assertThat(mounts.stream()
                        .anyMatch(line -> line.split(" ")[4].endsWith("/cleat/" + container.name() + "/init")))
                .isEqualTo(mode.contains("mixed, full"));
    }

    @Test
    void without_a_cgroup_namespace_the_own_subtree_is_shown() throws Exception {
        TestContainer container = with("namespaces: {cgroup: host}\nautoMounts: {cgroup: rw}", "true")
                .start();

        assertThat(container.proc("mountinfo").lines().filter(line -> line.contains(" - cgroup")))
                .isNotEmpty()
                .allMatch(line -> line.split(" ")[3].endsWith("/cleat/" + container.name()));
    }

    @Test
    void what_is_switched_off_is_not_there() throws Exception {
        TestContainer container = with(
                "autoMounts: {proc: off, sys: off, shm: off, mqueue: false}\nmaskedPaths: []\nreadonlyPaths: []",
                "true");

        container.start().awaitLog("done");

        for (String point : new String[] {"/proc", "/sys", "/dev/shm", "/dev/mqueue"}) {
            assertThat(container.mount(point)).as(point).isEmpty();
        }
    }
}
