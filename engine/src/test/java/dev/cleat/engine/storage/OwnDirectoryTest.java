package dev.cleat.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

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

        OwnDirectory.remove(own);

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

        OwnDirectory.remove(own);

        assertThat(Files.exists(own, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(decoy.resolve("marker")).hasContent("canary");
    }
}
