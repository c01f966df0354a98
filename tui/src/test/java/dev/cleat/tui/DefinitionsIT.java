package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.PackageDirection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is stored, in a real terminal on the real kernel. Needs root and tmux. */
class DefinitionsIT {

    private static final Path HELLO = PackageDirection.inModule("../sample-configs/hello.yaml")
            .toAbsolutePath()
            .normalize();
    private static final List<String> NAMES = List.of("def-it-a", "def-it-b");

    @TempDir
    Path folder;

    private Tmux tmux;

    @BeforeEach
    void two_that_are_stored() throws Exception {
        tmux = new Tmux(folder, 110, 32);
        for (String name : NAMES) {
            tmux.cleat("create", name, "-f", HELLO.toString());
        }
        tmux.console();
        tmux.await("q quit");
    }

    @AfterEach
    void leave_nothing_behind() throws Exception {
        for (String name : NAMES) {
            tmux.cleat("stop", "-k", name);
        }
        tmux.close();
    }

    private void only(String filter) throws Exception {
        tmux.keys("/");
        tmux.type(filter);
        tmux.keys("Enter");
        tmux.await("/" + filter);
    }

    @Test
    void what_was_never_started_is_in_the_list_and_all_marked_definitions_are_started_together() throws Exception {
        only("name:^def-it");
        assertThat(tmux.await("def-it-b"))
                .containsPattern("def-it-a +. STOPPED")
                .containsPattern("def-it-b +. STOPPED");

        tmux.keys("5");
        tmux.await("Definitions");
        only("^def-it");
        tmux.await("def-it-b");
        tmux.keys("*");
        tmux.await("2 marked");
        tmux.keys("v");
        tmux.await("2 definitions can be started here");
        tmux.keys("u");
        tmux.await("Start 2 definitions");
        tmux.keys("y");
        tmux.await("def-it-a, def-it-b started");
        tmux.awaitGone("marked");
        tmux.keys("1");
        tmux.await("def-it-b");
        assertThat(tmux.await("RUNNING")).doesNotContain("STOPPED");
    }

    @Test
    void a_configuration_of_lxc_becomes_a_stopped_container_and_its_destroy_names_what_goes() throws Exception {
        Path lxc = Files.createDirectories(folder.resolve("lxc/mail/rootfs")).getParent();
        Files.writeString(
                lxc.resolve("config"),
                "lxc.uts.name = mail\nlxc.rootfs.path = dir:" + lxc.resolve("rootfs") + "\nlxc.frobnicate = 1\n");
        tmux.keys("i");
        tmux.await("import from");
        tmux.type(lxc.toString());
        tmux.keys("Enter");
        tmux.await("import as mail");
        tmux.keys("Enter");
        tmux.await("mail is stored; 1 line could not be carried over");
        tmux.await("lxc.frobnicate: is no key of LXC");
        tmux.keys("q");
        only("name:^mail$");
        tmux.await("STOPPED");
        tmux.keys("D");
        tmux.await("where the definition is");
        tmux.keys("Tab", "Enter");
        tmux.await("mail destroyed");
        assertThat(folder.resolve("lib/mail")).doesNotExist();
        assertThat(lxc.resolve("rootfs")).isDirectory();
    }
}
