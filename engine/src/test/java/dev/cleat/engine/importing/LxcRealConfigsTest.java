package dev.cleat.engine.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.api.Imported;
import dev.cleat.engine.storage.LocalConfigFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configurations that LXC's own package and Debian bring. */
class LxcRealConfigsTest {

    private static final Path EXAMPLES = Path.of("/usr/share/doc/lxc/examples");
    private static final Path SHIPPED = Path.of("/usr/share/lxc/config");

    @TempDir
    Path directory;

    @Test
    void the_examples_of_the_manual_are_carried_over_whole() throws IOException {
        assumeTrue(Files.isDirectory(EXAMPLES), "LXC's examples are not installed");
        for (Path example : files(EXAMPLES, "lxc-")) {
            Imported imported = read(example);

            // The one that gives three interfaces one number: LXC makes one of them, and so do we.
            boolean isOnceWrong = example.endsWith("lxc-complex.conf");
            assertThat(imported.left()).as(example.toString()).hasSize(isOnceWrong ? 2 : 0);
            LxcFixture.definition(imported);
        }
    }

    @Test
    void the_shipped_parts_are_carried_over_whole() throws IOException {
        assumeTrue(Files.isDirectory(SHIPPED), "LXC is not installed");
        for (Path part : files(SHIPPED, "")) {
            Imported imported = read(part);

            assertThat(imported.left())
                    .as(part.toString())
                    .noneMatch(left -> !left.contains("userns.conf.d: there is no such file"));
            LxcFixture.definition(imported);
        }
    }

    @Test
    void a_container_as_debian_makes_it_is_carried_over_whole() throws IOException {
        assumeTrue(Files.isDirectory(SHIPPED), "LXC is not installed");
        Path config = directory.resolve("config");
        Files.writeString(config, """
                # Template used to create this container: /usr/share/lxc/templates/lxc-debian
                # Parameters passed to the template:
                lxc.net.0.type = veth
                lxc.net.0.link = lxcbr0
                lxc.net.0.flags = up
                lxc.net.0.hwaddr = 00:16:3e:12:34:56
                lxc.apparmor.profile = generated
                lxc.apparmor.allow_nesting = 1
                lxc.rootfs.path = dir:/var/lib/lxc/web/rootfs

                # Common configuration
                lxc.include = /usr/share/lxc/config/common.conf

                # Container specific configuration
                lxc.tty.max = 4
                lxc.uts.name = web
                lxc.arch = amd64
                lxc.pty.max = 1024
                lxc.start.auto = 1
                """);

        Imported imported = read(config);

        assertThat(imported.left()).isEmpty();
        assertThat(LxcFixture.definition(imported).devices().rules().orElseThrow())
                .hasSize(13);
        assertThat(LxcFixture.definition(imported).life().autostart().enabled()).isTrue();
    }

    private Imported read(Path file) throws IOException {
        return new LxcImport(new LocalConfigFiles())
                .read(file, Optional.of("web"), List.of("lxc.rootfs.path=/srv/root"));
    }

    private static List<Path> files(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> file.toString().endsWith(".conf"))
                    .sorted()
                    .toList();
        }
    }
}
