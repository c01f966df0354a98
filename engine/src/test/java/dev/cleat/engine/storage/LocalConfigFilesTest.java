package dev.cleat.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalConfigFilesTest {

    @TempDir
    Path directory;

    private final LocalConfigFiles files = new LocalConfigFiles();

    @Test
    void files_of_the_kernel_are_not_read_as_some_of_them_never_end() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("/proc/self/status"));

        assertThatThrownBy(() -> files.firstBytes(Path.of("/proc/kmsg"), 10)).hasMessageContaining("of the kernel's");
        assertThatThrownBy(() -> files.firstBytes(link, 10)).hasMessageContaining("of the kernel's");
    }

    @Test
    void no_more_is_read_than_asked_for() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "0123456789");

        assertThat(files.firstBytes(file, 4)).asString().isEqualTo("0123");
    }
}
