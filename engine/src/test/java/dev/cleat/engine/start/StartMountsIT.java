package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.StepFailedException;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The mounts a definition lists. */
@Timeout(120)
class StartMountsIT extends OnBench {

    private TestContainer with(String mount, String script) throws Exception {
        return bench.define("rootfs: dir:" + bench.rootfs() + "\nmounts:\n  - " + mount + "\nprocess: {command: "
                + Bench.list("/bin/sh", "-c", script + "; echo done; exec sleep 1000") + "}\n");
    }

    @Test
    void a_bind_mount_shows_the_host_s_directory_and_writes_to_it() throws Exception {
        Path source = Files.createDirectory(bench.file("data"));

        with("{type: bind, source: " + source + ", target: /srv/data}", "echo from inside >/srv/data/file")
                .start()
                .awaitLog("done");

        assertThat(source.resolve("file")).hasContent("from inside");
    }

    @Test
    void a_read_only_bind_mount_cannot_be_written_nor_made_writable() throws Exception {
        Path source = Files.createDirectory(bench.file("data"));

        String log = with(
                        "{type: bind, source: " + source + ", target: /data, options: [ro]}",
                        "echo x >/data/file; mount -o remount,bind,rw /data; echo x >/data/file")
                .start()
                .awaitLog("done");

        assertThat(log).containsOnlyOnce("mount: ").contains("can't create /data/file: Read-only file system");
        assertThat(source).isEmptyDirectory();
    }

    /** The host's /dev has mounts below it everywhere: terminals, shared memory. */
    @Test
    void a_read_only_bind_mount_is_read_only_all_the_way_down() throws Exception {
        TestContainer container = with(
                        "{type: bind, source: /dev, target: /host, options: [ro, noexec]}", "echo x >/host/shm/cleat-x")
                .start();

        assertThat(container.awaitLog("done")).contains("can't create /host/shm/cleat-x: Read-only file system");
        List<String> mounts = container
                .proc("mountinfo")
                .lines()
                .filter(line -> line.contains(" /host"))
                .toList();
        assertThat(mounts)
                .hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(line.split(" ")[5]).contains("ro", "nodev", "noexec"));
    }

    @Test
    void a_bind_mount_of_one_level_leaves_out_what_is_mounted_below() throws Exception {
        TestContainer container = with("{type: bind, source: /dev, target: /host, options: [bind]}", "true")
                .start();

        assertThat(container.proc("mountinfo").lines().filter(line -> line.contains(" /host")))
                .hasSize(1);
    }

    @Test
    void a_file_can_be_bound_where_there_was_none() throws Exception {
        Path source = Files.writeString(bench.file("file"), "content");

        with("{type: bind, source: " + source + ", target: /a/b/c}", "cat /a/b/c")
                .start()
                .awaitLog("contentdone");
    }

    @Test
    void a_tmpfs_has_the_size_and_mode_asked_for() throws Exception {
        TestContainer container = with(
                        "{type: tmpfs, target: /cache, options: [size=1M, mode=0750, nosuid]}",
                        "stat -c %a /cache; dd if=/dev/zero of=/cache/big bs=1k count=2048; wc -c </cache/big")
                .start();

        assertThat(container.awaitLog("done")).startsWith("750\n").contains("\n1048576\n");
        assertThat(container.mount("/cache").orElseThrow()).contains("nosuid").contains("nodev");
        assertThat(bench.rootfs().resolve("cache")).isEmptyDirectory();
    }

    @Test
    void a_source_that_is_missing_fails_is_skipped_or_is_made() throws Exception {
        Path missing = bench.file("missing");
        String mount = "{type: bind, source: " + missing + ", target: /data, onMissingSource: %s}";

        StepFailedException failure =
                catchThrowableOfType(StepFailedException.class, with(mount.formatted("error"), "true")::start);
        TestContainer skipped = with(mount.formatted("skip"), "true").start();

        assertThat(failure.step().name()).isEqualTo("MOUNT_ENTRIES");
        assertThat(failure)
                .hasMessageEndingWith(
                        "source " + missing + " of the mount on /data: ENOENT (no such file or directory)");
        assertThat(skipped.mount("/data")).isEmpty();
        assertThat(missing).doesNotExist();

        TestContainer made = with(mount.formatted("create-dir"), "true").start();

        assertThat(made.mount("/data")).isPresent();
        assertThat(missing).isDirectory();
    }

    @Test
    void a_target_that_is_missing_fails_is_skipped_or_is_made() throws Exception {
        String mount = "{type: bind, source: /etc/hostname, target: /new/name, onMissingTarget: %s}";

        StepFailedException failure =
                catchThrowableOfType(StepFailedException.class, with(mount.formatted("error"), "true")::start);
        TestContainer skipped = with(mount.formatted("skip"), "true").start();

        assertThat(failure).hasMessageEndingWith("target /new/name: ENOENT (no such file or directory)");
        assertThat(skipped.mount("/new/name")).isEmpty();
        assertThat(bench.rootfs().resolve("new")).doesNotExist();

        TestContainer made = with(mount.formatted("create-file"), "true").start();

        assertThat(made.mount("/new/name")).isPresent();
        assertThat(bench.rootfs().resolve("new/name")).isRegularFile();
    }

    @Test
    void an_option_the_kernel_refuses_is_told_in_the_kernel_s_words() throws Exception {
        TestContainer container = with("{type: tmpfs, target: /cache, options: [mode=9999]}", "true");

        StepFailedException failure = catchThrowableOfType(StepFailedException.class, container::start);

        assertThat(failure)
                .hasMessageContaining("mount tmpfs on /cache, option mode")
                .hasMessageContaining("EINVAL");
    }

    @Test
    void mounts_on_the_host_do_not_reach_a_container_that_did_not_ask_for_them() throws Exception {
        TestContainer container = with("{type: tmpfs, target: /cache}", "true").start();

        assertThat(container.proc("mountinfo").lines()).noneMatch(line -> line.contains("shared:"));
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain("/cache");
    }
}
