package dev.cleat.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.procfs.ProcessStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against this machine's /proc, with the JDK as the other opinion, and against a directory of the test. */
class ProcfsTest {
    private static final long SELF = ProcessHandle.current().pid();

    private final Procfs procfs = new Procfs();

    @TempDir
    Path root;

    @Test
    void this_process_is_listed_with_its_parent_and_start() {
        ProcessStat stat = procfs.stat(SELF).orElseThrow();

        assertThat(procfs.pids()).contains(SELF);
        assertThat(stat.parentPid())
                .isEqualTo(ProcessHandle.current().parent().orElseThrow().pid());
        Instant started = ProcessHandle.current().info().startInstant().orElseThrow();
        assertThat(Duration.between(procfs.started(stat), started).abs()).isLessThan(Duration.ofSeconds(2));
        assertThat(procfs.uptimeTicks()).isGreaterThanOrEqualTo(stat.startTicks());
    }

    @Test
    void its_namespaces_are_those_of_its_links() throws IOException {
        Map<NamespaceType, Long> namespaces = procfs.namespaces(SELF);

        String link = Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")).toString();
        assertThat(link).isEqualTo("mnt:[" + namespaces.get(NamespaceType.MNT) + "]");
    }

    @Test
    void this_process_may_open_some_files() {
        assertThat(procfs.openFilesLimit()).isGreaterThan(100);
    }

    @Test
    void a_process_that_is_gone_is_empty_everywhere() {
        long gone = Integer.MAX_VALUE;

        assertThat(procfs.stat(gone)).isEmpty();
        assertThat(procfs.status(gone)).isEmpty();
        assertThat(procfs.cgroup(gone)).isEmpty();
        assertThat(procfs.commandLine(gone)).isEmpty();
        assertThat(procfs.mounts(gone)).isEmpty();
        assertThat(procfs.namespace(gone, NamespaceType.PID)).isEmpty();
        assertThat(procfs.namespaces(gone)).isEmpty();
    }

    @Test
    void a_huge_command_line_is_read_up_to_its_bound() throws IOException {
        Files.createDirectories(root.resolve("7"));
        Files.writeString(root.resolve("7/cmdline"), "x".repeat(1 << 20));

        assertThat(new Procfs(root).commandLine(7).orElseThrow().get(0)).hasSize(4096);
    }

    @Test
    void a_file_larger_than_the_first_read_is_read_whole() throws IOException {
        Files.createDirectories(root.resolve("7"));
        String line = "1 0 0:1 / /x rw - tmpfs t rw\n";
        Files.writeString(root.resolve("7/mountinfo"), line.repeat(5000));

        assertThat(new Procfs(root).mounts(7).orElseThrow()).hasSize(5000);
    }

    @Test
    void a_directory_that_is_no_proc_has_no_processes() {
        assertThat(new Procfs(root.resolve("missing")).pids()).isEmpty();
    }
}
