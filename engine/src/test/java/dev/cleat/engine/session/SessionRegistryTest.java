package dev.cleat.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SessionRegistryTest {

    private static final Operator AL =
            new Operator(1000, Optional.of(1000L), Optional.empty(), Optional.of("10.0.0.1 4 10.0.0.2 22"));

    @TempDir
    Path folder;

    @Test
    void live_sessions_are_counted_by_container() throws Exception {
        SessionRegistry registry = new SessionRegistry(folder);
        try (Session first = registry.register("web", List.of("sh"), AL);
                Session second = registry.register("web", List.of("top"), AL);
                Session third = registry.register("db", List.of(), AL)) {
            assertThat(registry.countByContainer()).isEqualTo(Map.of("web", 2, "db", 1));
            assertThat(first.id()).isNotEqualTo(second.id()).isNotEqualTo(third.id());
        }
        assertThat(registry.countByContainer()).isEmpty();
    }

    @Test
    void the_file_of_a_session_whose_process_died_is_removed() throws Exception {
        SessionRegistry registry = new SessionRegistry(folder);
        Path left = folder.resolve("sessions").resolve("x.json");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "{\"container\":\"web\"}");
        assertThat(registry.countByContainer()).isEmpty();
        assertThat(left).doesNotExist();
    }

    /** Root would have emptied it: none of its files is a session that lives. */
    @Test
    void a_directory_behind_a_symbolic_link_is_left_alone() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        Path file = Files.writeString(other.resolve("x.json"), "{}");
        Files.createSymbolicLink(folder.resolve("sessions"), other);

        assertThatThrownBy(new SessionRegistry(folder)::countByContainer).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new SessionRegistry(folder).register("web", List.of(), AL))
                .isInstanceOf(IOException.class);
        assertThat(other).isDirectoryContaining(path -> path.equals(file));
    }

    @Test
    @Timeout(10)
    void a_pipe_in_a_session_s_place_is_not_waited_for() throws Exception {
        Path pipe = Files.createDirectories(folder.resolve("sessions")).resolve("x.json");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();

        assertThat(new SessionRegistry(folder).countByContainer()).isEmpty();
    }
}
