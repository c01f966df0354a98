package dev.cleat.engine.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where it is to be had what cgroups wait for. */
class PressureFilesTest {

    private static final Path ROOT = Path.of("");
    private static final Path WEB = Path.of("cleat/web");
    private static final Path EMPTY = Path.of("cleat/empty");

    @TempDir
    Path folder;

    private Optional<Hierarchy> unified;

    @BeforeEach
    void a_host_with_psi() throws Exception {
        write("pressure/cpu", pressure("9.50"));
        cgroup("unified/cleat/web", 1, "3.25");
        cgroup("unified/cleat/empty", 0, "0.00");
        unified = Optional.of(new Hierarchy(folder.resolve("unified"), List.of("cpu"), true, "/", "/"));
    }

    private void write(String file, String text) throws Exception {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
    }

    private void cgroup(String directory, int populated, String percent) throws Exception {
        write(directory + "/cgroup.events", "populated " + populated + "\nfrozen 0\n");
        write(directory + "/cpu.pressure", pressure(percent));
    }

    private static String pressure(String percent) {
        return "some avg10=" + percent
                + " avg60=1.00 avg300=1.00 total=5\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n";
    }

    private PressureFiles files(boolean isTree) {
        return new PressureFiles(unified, isTree, folder.resolve("pressure"));
    }

    @Test
    void a_cgroup_in_the_tree_of_v1_waits_as_the_same_path_of_v2_tells_if_anything_is_in_it() {
        assertThat(files(false).of(WEB, "cpu")).hasValue(3.25);
        assertThat(files(false).of(EMPTY, "cpu")).isEmpty();
        assertThat(files(false).of(Path.of("docker/x"), "cpu")).isEmpty();
        assertThat(files(false).of(WEB, "io")).isEmpty();
    }

    @Test
    void in_the_tree_of_v2_an_empty_one_waits_for_nothing() {
        assertThat(files(true).of(EMPTY, "cpu")).hasValue(0.0);
    }

    @Test
    void the_root_is_the_whole_host_also_without_v2() {
        assertThat(files(true).of(ROOT, "cpu")).hasValue(9.5);
        unified = Optional.empty();
        assertThat(files(false).of(ROOT, "cpu")).hasValue(9.5);
        assertThat(files(false).of(ROOT, "memory")).isEmpty();
        assertThat(files(false).of(WEB, "cpu")).isEmpty();
    }
}
