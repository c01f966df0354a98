package dev.cleat.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.ContainerState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateStoreTest {

    @TempDir
    Path folder;

    private static SavedContainer web() {
        return new SavedContainer(
                "web",
                ContainerState.STARTING,
                812,
                99_000,
                811,
                Instant.parse("2026-01-02T03:04:05Z"),
                Path.of("/srv/web \"x\".yaml"),
                "dir:/srv/web",
                Optional.of(Path.of("/var/log/web.log")),
                List.of(Path.of("/sys/fs/cgroup/memory/cleat/web")),
                30,
                Duration.ofMillis(1500),
                true);
    }

    @Test
    void what_is_saved_is_read_back_unchanged() throws Exception {
        StateStore store = new StateStore(folder);
        try (Claim claim = store.claim("web")) {
            claim.begin(web());
        }
        assertThat(store.read("web")).contains(web());
    }

    @Test
    void a_name_is_claimed_once() throws Exception {
        StateStore store = new StateStore(folder);
        try (Claim claim = store.claim("web")) {
            assertThat(store.isHeld("web")).isTrue();
            assertThatThrownBy(() -> store.claim("web"))
                    .isInstanceOf(BusyException.class)
                    .hasMessage("web is running or being started already");
        }
        assertThat(store.isHeld("web")).isFalse();
    }

    @Test
    void a_failed_start_of_a_new_name_leaves_no_directory() throws Exception {
        StateStore store = new StateStore(folder);
        Claim claim = store.claim("web");
        claim.begin(web());
        claim.giveBack();
        assertThat(folder.resolve("web")).doesNotExist();
    }

    @Test
    void a_failed_start_of_a_known_name_leaves_what_was_known() throws Exception {
        StateStore store = new StateStore(folder);
        try (Claim first = store.claim("web")) {
            first.begin(web());
            first.saveUnseenEnd(Instant.ofEpochSecond(1000));
        }
        try (Claim second = store.claim("web")) {
            second.begin(web().withProcesses(1, 2, 3));
            second.giveBack();
        }
        assertThat(store.read("web")).contains(web());
        assertThat(store.readExit("web").map(ExitRecord::ended)).contains(Instant.ofEpochSecond(1000));
    }

    @Test
    void a_torn_or_forged_state_file_is_unknown_and_no_error() throws Exception {
        StateStore store = new StateStore(folder);
        store.claim("web").close();
        Files.writeString(folder.resolve("web/state.json"), "{\"name\":\"we");
        assertThat(store.read("web")).isEmpty();
        Files.writeString(folder.resolve("web/state.json"), "[[[[");
        assertThat(store.read("web")).isEmpty();
    }

    @Test
    void a_state_file_that_is_a_symbolic_link_is_not_followed() throws Exception {
        StateStore store = new StateStore(folder);
        try (Claim claim = store.claim("web")) {
            claim.begin(web());
        }
        Path real = folder.resolve("elsewhere");
        Files.move(folder.resolve("web/state.json"), real);
        Files.createSymbolicLink(folder.resolve("web/state.json"), real);
        assertThat(store.read("web")).isEmpty();
    }

    @Test
    void a_name_that_leads_out_of_the_directory_is_unknown() {
        assertThat(new StateStore(folder).read("../web")).isEmpty();
    }
}
