package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.state.StateStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObeyedDefinitionsTest {

    private static final int NOBODY = 65534;

    @TempDir
    Path directory;

    private Path stored;
    private Path file;

    @BeforeEach
    void a_stored_definition() throws Exception {
        stored = Files.createDirectories(directory.resolve("lib/web"));
        file = Files.writeString(stored.resolve("container.yaml"), "schema: 1\nrootfs: host\n");
    }

    private void read(StartRequest request) throws Exception {
        new DefinitionSource(directory.resolve("lib"), new StateStore(directory.resolve("state")), line -> {})
                .read(request);
    }

    private void assertRefused(StartRequest request, Path what, String why, String advice) {
        assertThatThrownBy(() -> read(request)).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused).hasMessageStartingWith(what + " " + why);
            assertThat(refused.advice()).contains(advice + " " + what);
        });
    }

    private static void give(Path path) throws Exception {
        assumeTrue(Credentials.effectiveUid() == 0, "needs root");
        Files.setAttribute(path, "unix:uid", NOBODY);
    }

    private static void allow(Path path, String permissions) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void what_is_of_this_user_and_its_group_is_run() throws Exception {
        read(StartRequest.of("web"));
        allow(file, "rw-rw-r--");
        allow(stored, "rwxrwxr-x");
        read(StartRequest.of("web"));
    }

    @Test
    void a_stored_definition_or_its_directory_of_somebody_else_is_not_run() throws Exception {
        give(file);
        assertRefused(StartRequest.of("web"), file, "belongs to uid 65534", "chown 0");
        Files.setAttribute(file, "unix:uid", 0);
        give(stored);
        assertRefused(StartRequest.of("web"), stored, "belongs to uid 65534", "chown 0");
    }

    @Test
    void one_that_is_writable_for_others_is_not_run() throws Exception {
        allow(file, "rw-rw-rw-");
        assertRefused(StartRequest.of("web"), file, "is writable for others", "chmod go-w");
        assertRefused(StartRequest.ofFile(file), file, "is writable for others", "chmod go-w");
        allow(file, "rw-r--r--");
        allow(stored, "rwxr-xrwx");
        assertRefused(StartRequest.of("web"), stored, "is writable for others", "chmod go-w");
    }

    @Test
    void a_link_is_as_trusted_as_what_it_leads_to() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path target = Files.move(file, elsewhere.resolve("any.yaml"));
        Files.createSymbolicLink(file, target);
        read(StartRequest.of("web"));
        give(elsewhere);
        assertRefused(StartRequest.of("web"), elsewhere, "belongs to uid 65534", "chown 0");
        Files.setAttribute(elsewhere, "unix:uid", 0);
        give(target);
        assertRefused(StartRequest.of("web"), file, "belongs to uid 65534", "chown 0");
    }

    @Test
    void what_it_includes_is_looked_at_as_well() throws Exception {
        Path base = Files.writeString(directory.resolve("base.yaml"), "hostname: web\n");
        Files.writeString(file, "schema: 1\nrootfs: host\ninclude: [" + base + "]\n");
        read(StartRequest.of("web"));
        give(base);
        assertRefused(StartRequest.of("web"), base, "belongs to uid 65534", "chown 0");
        assertRefused(StartRequest.ofFile(file), base, "belongs to uid 65534", "chown 0");
    }

    @Test
    void what_a_configuration_of_lxc_includes_is_looked_at_as_well() throws Exception {
        Files.delete(file);
        Path base = Files.writeString(directory.resolve("base.conf"), "lxc.uts.name = web\n");
        Files.writeString(stored.resolve("config"), "lxc.rootfs.path = /srv/root\nlxc.include = " + base + "\n");
        read(StartRequest.of("web"));
        give(base);
        assertRefused(StartRequest.of("web"), base, "belongs to uid 65534", "chown 0");
    }

    @Test
    void a_file_that_the_operator_names_may_be_a_users_with_what_that_user_includes() throws Exception {
        Path base = Files.writeString(directory.resolve("base.yaml"), "hostname: web\n");
        Files.writeString(file, "schema: 1\nrootfs: host\ninclude: [" + base + "]\n");
        give(file);
        give(base);
        read(StartRequest.ofFile(file));
    }
}
