package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

    @TempDir
    Path directory;

    @Test
    void it_takes_the_place_of_what_was_there() throws Exception {
        Path file = Files.writeString(directory.resolve("web.pid"), "1\n");
        PidFile.write(file, 4242);
        assertThat(file).hasContent("4242\n");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void no_link_that_somebody_put_there_is_followed() throws Exception {
        Path decoy = Files.writeString(directory.resolve("decoy"), "as it was");
        Path file = Files.createSymbolicLink(directory.resolve("web.pid"), decoy);
        Files.createSymbolicLink(directory.resolve("web.pid.new"), decoy);
        Files.createSymbolicLink(directory.resolve(".web.pid.new"), decoy);

        PidFile.write(file, 4242);

        assertThat(decoy).hasContent("as it was");
        assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(file).hasContent("4242\n");
    }

    @Test
    void what_cannot_be_written_is_named_and_leaves_nothing() throws Exception {
        Path taken = Files.createDirectory(directory.resolve("web.pid"));
        assertThatThrownBy(() -> PidFile.write(taken, 1))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("pid file " + taken + ": EISDIR");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(taken);
        }
    }
}
