package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Removal;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.testing.Bench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is stored is a container, started or not; what lies beside it is not. */
class StoredContainersIT {

    @TempDir
    Path directory;

    private final String name = "stored" + ProcessHandle.current().pid();
    private Bench bench;
    private Path file;

    @BeforeEach
    void a_definition() throws Exception {
        bench = new Bench(directory);
        file = Files.writeString(
                bench.file("any.yaml"),
                "schema: 1\nstop: {action: kill}\nrootfs: dir:" + bench.rootfs()
                        + "\nprocess: {command: [/bin/sleep, '1000']}\n");
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        bench.close();
    }

    private Optional<ContainerSummary> listed(String container) throws Exception {
        return bench.engine().list().stream()
                .filter(one -> one.name().equals(container))
                .findFirst();
    }

    @Test
    void one_that_was_never_started_is_listed_stopped_once_and_can_be_looked_into() throws Exception {
        bench.engine().create(name, file, List.of());
        assertThat(listed(name)).get().extracting(ContainerSummary::state).isEqualTo(ContainerState.STOPPED);
        assertThat(bench.engine().inspect(name).definition()).get().asString().contains("sleep");
        assertThatThrownBy(() -> bench.engine().consoleLog(name)).isInstanceOf(WrongStateException.class);

        bench.engine().start(StartRequest.of(name), step -> {});
        assertThat(bench.engine().list().stream().filter(one -> one.name().equals(name)))
                .hasSize(1);
        assertThat(listed(name)).get().extracting(ContainerSummary::state).isEqualTo(ContainerState.RUNNING);

        bench.engine().destroy(name, true);
        assertThat(listed(name)).isEmpty();
    }

    @Test
    void one_that_another_process_stores_or_removes_is_seen_by_the_next_list() throws Exception {
        assertThat(listed(name)).isEmpty();
        bench.another().create(name, file, List.of());
        assertThat(listed(name)).isPresent();
        bench.another().destroy(name, false);
        assertThat(listed(name)).isEmpty();
    }

    @Test
    void what_a_destruction_removes_is_told_before_and_is_what_it_removes() throws Exception {
        bench.engine().create(name, file, List.of());
        bench.engine().start(StartRequest.of(name), step -> {});
        Removal removal = bench.engine().removal(name);
        assertThat(removal.directory()).contains(bench.path().resolve(name));
        assertThat(removal.logs()).contains(bench.path().resolve("logs").resolve(name + ".log"));
        assertThat(removal.kept()).isEmpty();

        bench.engine().destroy(name, true);
        assertThat(removal.logs()).allSatisfy(log -> assertThat(log).doesNotExist());
        assertThatThrownBy(() -> bench.engine().removal(name)).isInstanceOf(UnknownContainerException.class);
    }

    @Test
    void a_directory_that_is_called_as_a_container_but_holds_no_definition_stays() throws Exception {
        Path precious = Files.createDirectories(bench.path().resolve(name)).resolve("precious");
        Files.writeString(precious, "x");
        assertThatThrownBy(() -> bench.engine().destroy(name, true))
                .isInstanceOf(UnknownContainerException.class)
                .hasMessageContaining("holds no definition");

        bench.engine().start(fromFile(), step -> {});
        assertThat(bench.engine().removal(name).directory()).isEmpty();
        assertThat(bench.engine().removal(name).kept())
                .extracting(Removal.Kept::path)
                .containsExactly(precious.getParent(), file);
        bench.engine().destroy(name, true);
        assertThat(listed(name)).isEmpty();
        assertThat(precious).hasContent("x");
        assertThat(file).exists();
    }

    private StartRequest fromFile() {
        return new StartRequest(
                Optional.of(name), Optional.of(file), List.of(), List.of(), Optional.empty(), Optional.empty());
    }
}
