package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs with the packaged jar on the class path, so that the folders beside it are those of the program. */
class NativeFoldersIT {
    private static final List<String> PROPERTIES = List.of(
            "jna.boot.library.path",
            "jna.noclasspath",
            "jna.nounpack",
            "jna.platform.library.path",
            "pty4j.preferred.native.folder");

    @BeforeEach
    @AfterEach
    void forget() {
        PROPERTIES.forEach(System::clearProperty);
    }

    @Test
    void jna_finds_its_library_without_unpacking_it() {
        NativeFolders.announce();

        assertThat(Path.of(System.getProperty("jna.boot.library.path"), "libjnidispatch.so"))
                .isRegularFile();
        assertThat(System.getProperty("jna.noclasspath")).isEqualTo("true");
        assertThat(System.getProperty("jna.nounpack")).isEqualTo("true");
    }

    @Test
    void pty4j_finds_its_library_without_unpacking_it() throws IOException {
        NativeFolders.announce();

        Path folder = Path.of(System.getProperty("pty4j.preferred.native.folder"));
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files).contains(folder.resolve("linux/x86-64/libpty.so"));
        }
    }

    @Test
    void the_system_folder_named_to_jna_holds_what_pty4j_asks_for() {
        NativeFolders.announce();

        assertThat(Path.of(System.getProperty("jna.platform.library.path"), "libutil.so.1"))
                .exists();
    }

    @Test
    void a_property_that_is_set_wins() {
        System.setProperty("jna.noclasspath", "false");

        NativeFolders.announce();

        assertThat(System.getProperty("jna.noclasspath")).isEqualTo("false");
    }
}
