package dev.cleat.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.linux.Credentials;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TrustedFileTest {

    @TempDir
    Path directory;

    private Path file(String permissions) throws Exception {
        Path file = Files.writeString(directory.resolve("config.yaml"), "words");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void what_nobody_else_may_write_is_read_also_by_another_name() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), file("rw-r--r--"));
        assertThat(TrustedFile.firstBytes(link, 100)).asString().isEqualTo("words");
        assertThat(TrustedFile.firstBytes(link, 2)).asString().isEqualTo("wo");
    }

    @Test
    void what_anybody_may_write_is_not_obeyed() throws Exception {
        Path file = file("rw-r--rw-");
        assertThatThrownBy(() -> TrustedFile.firstBytes(file, 100))
                .hasMessageContaining("is writable for others")
                .hasMessageEndingWith("chmod go-w " + file);
    }

    @Test
    void root_obeys_no_group_but_its_own_and_no_user() throws Exception {
        assumeTrue(Credentials.effectiveUid() == 0, "needs root");
        Path file = file("rw-rw-r--");
        assertThat(TrustedFile.firstBytes(file, 100)).hasSize(5);
        Files.setAttribute(file, "unix:gid", 65534);
        assertThatThrownBy(() -> TrustedFile.firstBytes(file, 100)).hasMessageContaining("is writable for others");
        file("rw-r--r--");
        Files.setAttribute(file, "unix:uid", 65534);
        assertThatThrownBy(() -> TrustedFile.firstBytes(file, 100))
                .hasMessageContaining("belongs to uid 65534, whose words uid 0 does not obey: chown 0 " + file);
    }

    @Test
    void what_is_no_file_is_called_by_its_name_and_not_waited_for() throws Exception {
        Path fifo = directory.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> TrustedFile.firstBytes(fifo, 100)).hasMessageContaining("is a FIFO");
        assertThatThrownBy(() -> TrustedFile.firstBytes(directory, 100)).hasMessageContaining("is a directory");
        assertThatThrownBy(() -> TrustedFile.firstBytes(Path.of("/proc/self/status"), 100))
                .hasMessageContaining("is a file of the kernel's");
        assertThatThrownBy(() -> TrustedFile.firstBytes(directory.resolve("none"), 100))
                .isInstanceOf(NoSuchFileException.class);
    }
}
