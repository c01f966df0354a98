package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.HostReport.Finding;
import dev.cleat.engine.api.HostReport.Level;
import dev.cleat.engine.api.InvalidDefinitionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    void one_that_anybody_may_write_is_not_obeyed() throws Exception {
        Path file = Files.writeString(directory.resolve("config.yaml"), "recording: {policy: off}\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThatThrownBy(() -> settings(file).read(false))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage(file + ": is writable for others, who would decide what is recorded: chmod go-w " + file);
    }

    @Test
    void what_doctor_tells_is_whether_a_session_could_be_recorded() throws Exception {
        Path file = directory.resolve("config.yaml");
        assertThat(settings(file).finding().level()).isEqualTo(Level.OK);
        Files.writeString(file, "recording: {policy: all}\n");
        assertThat(settings(file).finding().found()).isEqualTo(file + " is read");
        Files.writeString(file, "recordin: {policy: all}\n");
        assertThat(settings(file).finding().found()).startsWith(file + ":1:1: ");
        Files.writeString(file, "recording:\n  group: no-such-group\n");
        assertThat(settings(file).finding().found())
                .isEqualTo(file + ":2:10: recording.group: there is no group no-such-group on this host");
        Files.writeString(file, "recording:\n  sign: /no/key\n");
        assertThat(settings(file).finding())
                .returns(Level.BROKEN, Finding::level)
                .returns(
                        "cannot sign recordings with /no/key (" + file + ":2:9): ENOENT (no such file or directory)",
                        Finding::found);
    }

    @Test
    void a_directory_that_cannot_be_used_is_told_before_somebody_attaches() throws Exception {
        Path file = directory.resolve("config.yaml");
        Files.writeString(file, "recording: {policy: all, directory: /dev/null/x}\n");
        assertThat(settings(file).finding())
                .returns(Level.BROKEN, Finding::level)
                .returns("cannot record to /dev/null/x: /dev/null is a device, not a directory", Finding::found);
        Files.writeString(file, "recording: {policy: off, directory: /dev/null/x}\n");
        assertThat(settings(file).finding().level()).isEqualTo(Level.OK);
    }

    @Test
    void without_one_nothing_is_recorded() throws Exception {
        assertThat(settings(directory.resolve("config.yaml")).read(false)).isEmpty();
    }

    private HostSettings settings(Path file) {
        return new HostSettings(Optional.of(file), directory);
    }
}
