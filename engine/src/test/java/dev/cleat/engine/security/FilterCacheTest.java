package dev.cleat.engine.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.definition.Capability;
import dev.cleat.engine.definition.Security.SeccompProfile;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.plan.FilterProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterCacheTest {

    @TempDir
    Path directory;

    private FilterFixture filters;

    @BeforeEach
    void a_state_directory() throws Exception {
        filters = new FilterFixture(directory);
        Files.createDirectory(directory.resolve("state"));
    }

    private List<Path> kept() throws Exception {
        try (Stream<Path> files = Files.list(directory.resolve("state/.filters"))) {
            return files.toList();
        }
    }

    @Test
    void the_default_filter_is_compiled_once_for_each_set_of_capabilities() throws Exception {
        FilterProgram first = filters.compile(new SeccompProfile.Default());
        Path file = kept().get(0);
        byte[] marked = Files.readAllBytes(file);
        marked[marked.length - 1] ^= 1; // to see whether it is used
        Files.write(file, marked);

        FilterProgram second = filters.compile(new SeccompProfile.Default());
        filters.compile(new SeccompProfile.Default(), Capability.SYS_ADMIN);

        assertThat(second.code()).isNotEqualTo(first.code()).hasSameSizeAs(first.code());
        assertThat(kept()).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_kept_filter_that_others_could_have_written_is_not_believed() throws Exception {
        FilterProgram first = filters.compile(new SeccompProfile.Default());
        Path file = kept().get(0);
        byte[] marked = Files.readAllBytes(file);
        marked[marked.length - 1] ^= 1;
        Files.write(file, marked);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));

        assertThat(filters.compile(new SeccompProfile.Default()).code()).isEqualTo(first.code());
    }

    @Test
    void a_link_or_a_pipe_in_its_place_is_not_followed() throws Exception {
        FilterProgram first = filters.compile(new SeccompProfile.Default());
        Path file = kept().get(0);
        Files.move(file, directory.resolve("elsewhere"));
        Files.createSymbolicLink(file, directory.resolve("elsewhere"));

        try (Fd state = Fd.open(directory.resolve("state/.filters"), Fd.O_RDONLY | Fd.O_DIRECTORY, 0)) {
            assertThat(FilterCache.read(state, file.getFileName().toString())).isEmpty();
        }
        assertThat(filters.compile(new SeccompProfile.Default()).code()).isEqualTo(first.code());
    }

    @Test
    void without_a_state_directory_nothing_is_made() throws Exception {
        Files.delete(directory.resolve("state"));

        assertThat(filters.compile(new SeccompProfile.Default()).code()).isNotEmpty();

        assertThat(directory.resolve("state")).doesNotExist();
    }
}
