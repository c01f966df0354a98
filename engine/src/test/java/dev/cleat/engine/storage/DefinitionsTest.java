package dev.cleat.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.storage.Definitions.Found;
import dev.cleat.engine.testing.Awaiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionsTest {

    @TempDir
    Path directory;

    @Test
    void stored_ones_come_first_then_samples_each_by_name_valid_or_not() throws IOException {
        store("zoo", "schema: 1\nrootfs: host\ndescription: animals\n");
        store("app", "schema: 1\nrootfs: hst\n");
        store("bad name", "schema: 1\n");
        Files.createDirectories(directory.resolve("lib/empty"));
        Path samples = Files.createDirectory(directory.resolve("samples"));
        Files.writeString(samples.resolve("hello.yaml"), "schema: 1\nname: hi\nrootfs: host\n");
        Files.writeString(samples.resolve("notes.txt"), "no definition");

        var found = new Definitions(directory.resolve("lib"), Optional.of(samples)).all();

        assertThat(found).extracting(Found::name).containsExactly("app", "zoo", "hi");
        assertThat(found).extracting(Found::sample).containsExactly(false, false, true);
        assertThat(found).extracting(Found::description).containsExactly("", "animals", "");
        assertThat(found.get(0).problems()).hasSize(1);
    }

    @Test
    void folders_that_are_not_there_are_empty() {
        assertThat(new Definitions(directory.resolve("none"), Optional.of(directory.resolve("nor"))).all())
                .isEmpty();
    }

    @Test
    void a_name_never_leads_out_of_the_folder() throws IOException {
        store("web", "schema: 1\n");
        var definitions = new Definitions(directory.resolve("lib"), Optional.empty());

        assertThat(definitions.find("web")).contains(directory.resolve("lib/web/container.yaml"));
        assertThat(definitions.find("../lib/web")).isEmpty();
        assertThat(definitions.find("none")).isEmpty();
    }

    @Test
    void root_does_not_run_what_others_may_have_written() throws Exception {
        assumeTrue(Credentials.effectiveUid() == 0, "needs root");
        Path lib = Files.createDirectory(directory.resolve("lib"));
        var definitions = new Definitions(lib, Optional.empty());
        new Definitions(directory.resolve("none"), Optional.empty()).requireTrusted();
        definitions.requireTrusted();

        Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(definitions::requireTrusted)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(lib.toString());

        Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setAttribute(lib, "unix:uid", 1000);
        assertThatThrownBy(definitions::requireTrusted).isInstanceOf(RefusedException.class);
    }

    @Test
    void one_that_did_not_change_is_not_read_again_and_one_whose_included_file_did_is() throws Exception {
        Path base = Files.writeString(directory.resolve("base.yaml"), "description: first\n");
        store("web", "schema: 1\nrootfs: host\ninclude: [" + base + "]\n");
        Path file = directory.resolve("lib/web/container.yaml");
        var definitions = new Definitions(directory.resolve("lib"), Optional.empty());
        Awaiting.until("neither is young", () -> isOld(file) && isOld(base));
        Found first = definitions.all().get(0);

        assertThat(first.description()).isEqualTo("first");
        assertThat(definitions.all().get(0)).isSameAs(first);
        Files.writeString(base, "description: other\n");
        assertThat(definitions.all().get(0).description()).isEqualTo("other");
        Files.writeString(file, "schema: 1\nrootfs: hst\n");
        assertThat(definitions.all().get(0).problems()).hasSize(1);
        Files.delete(file);
        assertThat(definitions.all()).isEmpty();
    }

    private static boolean isOld(Path file) throws IOException {
        FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime");
        return changed.toInstant().isBefore(Instant.now().minusMillis(1100));
    }

    @Test
    void what_is_stored_is_known_by_its_directory_read_or_not() throws IOException {
        store("zoo", "schema: 1\nname: other\n");
        store("app", "no definition at all");
        Files.createDirectories(directory.resolve("lib/empty"));
        var definitions = new Definitions(directory.resolve("lib"), Optional.empty());

        assertThat(definitions.stored().keySet()).containsExactly("app", "zoo");
    }

    private void store(String name, String text) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("lib").resolve(name));
        Files.writeString(folder.resolve("container.yaml"), text);
    }
}
