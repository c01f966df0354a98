package dev.cleat.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.linux.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container wrote is removed, whatever it is. */
class OwnDirectoryTest {

    private static final int LEVELS = 5_000;

    @TempDir
    Path directory;

    /** Each level once cost stack and a descriptor, so that it could not be removed at all. */
    @Test
    void a_tree_deeper_than_any_path_is_removed() throws Exception {
        Path own = Files.createDirectory(directory.resolve("own"));
        Files.writeString(Files.createDirectory(own.resolve("rootfs")).resolve("file"), "x");
        dig(own.resolve("rootfs"));

        OwnDirectory.remove(own, Path.of("container.yaml"));

        assertThat(directory).isEmptyDirectory();
    }

    /** From the inside out, because no path would be long enough. */
    private static void dig(Path top) throws IOException {
        try (var stream = (SecureDirectoryStream<Path>) Files.newDirectoryStream(top)) {
            Path level = Path.of("d");
            Files.createDirectory(top.resolve(level));
            Files.writeString(top.resolve("d/last"), "x");
            for (int i = 0; i < LEVELS; i++) {
                Files.createDirectory(top.resolve("above"));
                try (SecureDirectoryStream<Path> above = stream.newDirectoryStream(Path.of("above"))) {
                    stream.move(level, above, level);
                }
                stream.move(Path.of("above"), stream, level);
            }
        }
    }

    @Test
    void a_link_is_removed_and_not_followed() throws Exception {
        Path own = Files.createDirectories(directory.resolve("own/rootfs")).getParent();
        Path decoy = Files.createDirectories(directory.resolve("decoy"));
        Files.writeString(decoy.resolve("marker"), "canary");
        Files.createSymbolicLink(own.resolve("rootfs/etc"), decoy);

        OwnDirectory.remove(own, Path.of("container.yaml"));

        assertThat(Files.exists(own, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(decoy.resolve("marker")).hasContent("canary");
    }

    /** So that who removes it can try again by its name. */
    @Test
    void when_something_cannot_be_removed_the_definition_is_still_there() throws Exception {
        assumeTrue(Credentials.effectiveUid() != 0 || Files.isExecutable(Path.of("/usr/bin/chattr")), "needs chattr");
        Path own = Files.createDirectory(directory.resolve("own"));
        Path definition = Files.writeString(own.resolve("container.yaml"), "x");
        Path kept = Files.writeString(own.resolve("kept"), "x");
        assumeTrue(chattr("+i", kept) == 0, "needs a file system with immutable files");
        try {
            assertThatThrownBy(() -> OwnDirectory.remove(own, Path.of("container.yaml")))
                    .isInstanceOf(IOException.class);
            assertThat(definition).exists();
        } finally {
            chattr("-i", kept);
        }
        OwnDirectory.remove(own, Path.of("container.yaml"));
        assertThat(own).doesNotExist();
    }

    private static int chattr(String what, Path file) throws Exception {
        return new ProcessBuilder("chattr", what, file.toString()).start().waitFor();
    }
}
