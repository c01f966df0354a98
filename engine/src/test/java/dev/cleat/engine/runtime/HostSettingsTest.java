package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.InvalidDefinitionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where sessions are to be recorded, a mistake in the configuration must not mean that none is. */
class HostSettingsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"recordin: {policy: all}", "Recording: {policy: all}", "foo: 1", "hosts: 5"})
    void whatever_is_wrong_in_it_is_told_to_who_attaches(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("config.yaml"), text + "\n");

        assertThatThrownBy(() -> settings(file).read(false))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("config.yaml:1:");
    }

    @Test
    void one_that_cannot_be_read_is_no_missing_one() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("config.yaml"), directory.resolve("nowhere"));

        assertThatThrownBy(() -> settings(link).read(false)).isInstanceOf(InvalidDefinitionException.class);
    }

    @Test
    void without_one_nothing_is_recorded() throws Exception {
        assertThat(settings(directory.resolve("config.yaml")).read(false)).isEmpty();
    }

    private HostSettings settings(Path file) {
        return new HostSettings(Optional.of(file), directory);
    }
}
