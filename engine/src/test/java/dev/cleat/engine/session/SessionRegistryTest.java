package dev.cleat.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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
}
