package dev.cleat.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.definition.Life.Restart;
import dev.cleat.engine.definition.Life.RestartPolicy;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.state.SavedContainer.Processes;
import dev.cleat.engine.state.SavedContainer.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateStoreTest {

    private static final List<String> FIGURES = List.of("end.figure");

    @TempDir
    Path folder;

    private static SavedContainer web() {
        return new SavedContainer(
                "web",
                ContainerState.STARTING,
                new Processes(812, 99_000, 811, 98_000),
                Instant.parse("2026-01-02T03:04:05Z"),
                Path.of("/srv/web \"x\".yaml"),
                "dir:/srv/web",
                Optional.of(Path.of("/var/log/web.log")),
                new SavedCgroups(
                        List.of(Path.of("/sys/fs/cgroup/cpu/cleat/web")),
                        Map.of(Path.of("/sys/fs/cgroup/memory/cleat/web"), (7L << 32) + 3)),
                new SavedLife(
                        30,
                        2,
                        Duration.ofMillis(1500),
                        true,
                        new Restart(RestartPolicy.ON_FAILURE, 3, Duration.ofMillis(50), Duration.ofSeconds(9)),
                        true,
                        true,
                        Optional.of("/etc/web.json")),
                Map.of("LANG", "C.UTF-8"),
                new SavedOrigin(request(), Optional.of("al"), 4, 2),
                Optional.of(new Waiting(77, 88, Instant.parse("2026-01-02T03:04:06Z"))));
    }

    private static StartRequest request() {
        return new StartRequest(
                Optional.of("web"),
                Optional.of(Path.of("/srv/web.yaml")),
                List.of("process.cwd=/tmp", "labels.x=\ny"),
                List.of("sh", "-c", "echo \"\""),
                Optional.of(Path.of("/log")),
                Optional.of(Path.of("/pid")),
                Map.of(NamespaceType.NET, "db"),
                true);
    }

    @Test
    void what_is_saved_is_read_back_unchanged() throws Exception {
        StateStore store = new StateStore(folder);
        try (Claim claim = store.claim("web")) {
            claim.begin(web(), List.of());
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
        claim.begin(web(), List.of());
        claim.giveBack();
        assertThat(folder.resolve("web")).doesNotExist();
    }

    @Test
    void a_failed_start_of_a_known_name_leaves_what_was_known() throws Exception {
        StateStore store = new StateStore(folder);
        try (Claim first = store.claim("web")) {
            first.begin(web(), FIGURES);
            first.saveUnseenEnd(Instant.ofEpochSecond(1000));
            Files.writeString(folder.resolve("web/end.console"), "last words");
            Files.writeString(folder.resolve("web/end.figure"), "7");
        }
        try (Claim second = store.claim("web")) {
            second.begin(web().withProcesses(new Processes(1, 2, 3, 4)), FIGURES);
            Files.writeString(folder.resolve("web/stop.json"), "of the life that came to nothing");
            second.giveBack();
        }
        assertThat(store.read("web")).contains(web());
        assertThat(store.readExit("web").map(ExitRecord::ended)).contains(Instant.ofEpochSecond(1000));
        assertThat(folder.resolve("web/end.console")).hasContent("last words");
        assertThat(folder.resolve("web/end.figure")).hasContent("7");
        assertThat(folder.resolve("web/stop.json")).doesNotExist();
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
            claim.begin(web(), List.of());
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

    /** Whoever writes there could have root kill or join any process, and show any file as a log. */
    @ParameterizedTest
    @ValueSource(strings = {"somebody else's", "writable for all"})
    void a_directory_that_others_write_is_not_believed(String whose) throws Exception {
        Path state = Files.createDirectories(folder.resolve("state"));
        StateStore store = new StateStore(state);
        try (Claim claim = store.claim("web")) {
            claim.begin(web(), List.of());
            assertThat(store.names()).containsExactly("web");
            if (whose.equals("writable for all")) {
                Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxrwxrwx"));
            } else {
                assumeTrue(Credentials.effectiveUid() == 0, "only root can give a directory away");
                Files.setAttribute(state, "unix:uid", 65534);
            }

            assertThat(store.read("web")).isEmpty();
            assertThat(store.isHeld("web")).isFalse();
            assertThatThrownBy(store::names)
                    .hasMessage(state + " must belong to uid " + Credentials.effectiveUid()
                            + " and be writable for nobody else");
            assertThatThrownBy(() -> store.claim("db")).hasMessageContaining("must belong to uid");
        }
    }

    @Test
    void a_state_directory_that_is_a_symbolic_link_is_refused() throws Exception {
        Path real = Files.createDirectories(folder.resolve("real"));
        new StateStore(real).claim("web").close();
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        assertThatThrownBy(new StateStore(link)::names).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new StateStore(link).claim("db")).isInstanceOf(IOException.class);
    }

    @Test
    void a_file_that_speaks_for_another_container_is_unknown() throws Exception {
        StateStore store = new StateStore(folder);
        try (Claim claim = store.claim("db")) {
            claim.begin(web(), List.of());
        }
        assertThat(store.read("db")).isEmpty();
    }

    @Test
    @Timeout(60)
    void a_pipe_in_a_file_s_place_is_not_waited_for() throws Exception {
        StateStore store = new StateStore(folder);
        store.claim("web").close();
        new ProcessBuilder("mkfifo", folder.resolve("web/state.json").toString())
                .start()
                .waitFor();
        assertThat(store.read("web")).isEmpty();
    }

    @Test
    void a_directory_whose_name_is_none_of_a_container_is_not_listed() throws Exception {
        for (String name :
                List.of("a\nb", "\u001b[2J", "x".repeat(65), "-P", "sessions", "events.jsonl", "events.base")) {
            Files.createFile(Files.createDirectories(folder.resolve(name)).resolve("lock"));
        }
        assertThat(new StateStore(folder).names()).isEmpty();
    }
}
