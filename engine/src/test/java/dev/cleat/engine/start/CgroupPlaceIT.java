package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Containers with a cgroup elsewhere: what was made above it goes with the last one, what was there stays. */
@Timeout(120)
class CgroupPlaceIT extends OnBench {

    private final String top = "it-place-" + ProcessHandle.current().pid();

    @Test
    void what_was_made_above_it_goes_when_it_is_stopped() throws Exception {
        TestContainer container = at("path: " + top + "/a/b/web").start();
        assertThat(tops())
                .allSatisfy(path -> assertThat(path.resolve("a/b/web/init")).isDirectory());

        container.stop();

        assertThat(tops()).allSatisfy(path -> assertThat(path).doesNotExist());
    }

    @Test
    void what_was_made_above_it_goes_when_it_ends_by_itself() throws Exception {
        TestContainer container =
                define("path: " + top + "/a/web", "[/bin/true]").start();
        container.awaitExit();

        Awaiting.until("the cgroups above it are gone", () -> tops().stream().noneMatch(Files::exists));
    }

    @Test
    void what_was_there_before_stays() throws Exception {
        for (Path path : tops()) {
            Files.createDirectory(path);
        }
        try {
            at("path: " + top + "/a/web").start().stop();

            assertThat(tops()).allSatisfy(path -> assertThat(path).isDirectory());
            assertThat(tops()).allSatisfy(path -> assertThat(path.resolve("a")).doesNotExist());
        } finally {
            for (Path path : tops()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void a_common_parent_stays_until_the_last_has_gone_whoever_made_it() throws Exception {
        TestContainer first = at("parent: " + top + "/shared").start();
        TestContainer second = at("parent: " + top + "/shared").start();

        first.stop();
        assertThat(tops()).allSatisfy(path -> assertThat(path.resolve("shared")).isDirectory());

        second.stop();
        assertThat(tops()).allSatisfy(path -> assertThat(path).doesNotExist());
    }

    @Test
    void a_start_that_fails_leaves_nothing_above() throws Exception {
        TestContainer container = define("path: " + top + "/a/web", "[/bin/none]");

        assertThatThrownBy(container::start).hasMessageContaining("/bin/none");

        assertThat(tops()).allSatisfy(path -> assertThat(path).doesNotExist());
    }

    private TestContainer at(String place) throws Exception {
        return define(place, "[/bin/sleep, '1000']");
    }

    private TestContainer define(String place, String command) throws Exception {
        return bench.define(
                "rootfs: dir:%s\nprocess: {command: %s}\ncgroup: {%s}\n".formatted(bench.rootfs(), command, place));
    }

    private List<Path> tops() {
        return bench.layout().hierarchies().stream()
                .map(Hierarchy::base)
                .map(base -> base.orElseThrow().resolve(top))
                .toList();
    }
}
