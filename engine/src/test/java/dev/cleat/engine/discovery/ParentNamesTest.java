package dev.cleat.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.Runtime;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParentNamesTest {
    private static final String ID = "998fcdacaba9dc652cdb0512a40f055080ea1c2b67f455d9d386588c267bdf20";

    @Test
    void conmon_of_podman_names_the_container() {
        List<String> arguments = List.of(
                "/usr/bin/conmon",
                "--api-version",
                "1",
                "-c",
                ID,
                "-r",
                "/usr/bin/crun",
                "-n",
                "web",
                "--exit-command",
                "/usr/bin/podman");

        assertThat(ParentNames.find("conmon", arguments)).contains(new Identity(Runtime.PODMAN, ID, "web"));
    }

    @Test
    void conmon_alone_tells_the_runtime() {
        List<String> arguments = List.of("conmon", "-c", ID, "-r", "/usr/sbin/runc");

        assertThat(ParentNames.find("conmon", arguments)).contains(new Identity(Runtime.RUNC, ID, "998fcdacaba9"));
    }

    @Test
    void the_monitor_of_lxc_has_all_in_its_title() {
        assertThat(ParentNames.find("lxc-start", List.of("[lxc monitor] /var/lib/lxc web")))
                .contains(new Identity(Runtime.LXC, "web", "web", Optional.of(Path.of("/var/lib/lxc"))));
        assertThat(ParentNames.find("lxc-start", List.of("[lxc monitor] /my lxc web")))
                .contains(new Identity(Runtime.LXC, "web", "web", Optional.of(Path.of("/my lxc"))));
        assertThat(ParentNames.find("lxc-start", List.of("[lxc monitor] web")))
                .contains(Identity.of(Runtime.LXC, "web"));
    }

    @Test
    void a_shim_is_docker_s_by_its_namespace() {
        assertThat(ParentNames.find(
                        "containerd-shim",
                        List.of("/usr/bin/containerd-shim-runc-v2", "-namespace", "moby", "-id", ID)))
                .contains(new Identity(Runtime.DOCKER, ID, "998fcdacaba9"));
        assertThat(ParentNames.find(
                        "containerd-shim",
                        List.of("/usr/bin/containerd-shim-runc-v2", "-namespace", "k8s.io", "-id", ID)))
                .contains(new Identity(Runtime.CONTAINERD, ID, "998fcdacaba9"));
    }

    @Test
    void nspawn_has_a_machine_or_a_directory() {
        assertThat(ParentNames.find("systemd-nspawn", List.of("systemd-nspawn", "--machine=deb", "-D", "/x")))
                .contains(Identity.of(Runtime.NSPAWN, "deb"));
        assertThat(ParentNames.find("systemd-nspawn", List.of("systemd-nspawn", "-D", "/srv/deb")))
                .contains(Identity.of(Runtime.NSPAWN, "deb"));
    }

    @Test
    void any_other_parent_says_nothing() {
        assertThat(ParentNames.find("bash", List.of("bash", "-c", "conmon -n x")))
                .isEmpty();
        assertThat(ParentNames.find("conmon", List.of())).isEmpty();
        assertThat(ParentNames.find("conmon", List.of("conmon", "-c"))).isEmpty();
    }

    /** Anybody can run a program called containerd-shim: a path as its id had root read, and wait for, any file. */
    @Test
    void an_id_that_leads_to_other_files_is_none() {
        for (String id : List.of("/tmp/evil", "../../tmp/evil", "..", ".", "", "a/b", "-x", "a\u001b[2J")) {
            assertThat(ParentNames.find("containerd-shim", List.of("containerd-shim", "-namespace", "moby", "-id", id)))
                    .as(id)
                    .isEmpty();
        }
    }

    @Test
    void what_no_runtime_would_call_a_container_is_no_name() {
        for (String name : List.of("x".repeat(129), "-P", "..", "a/b", "a\nb", "\u009b31m")) {
            assertThat(ParentNames.find("lxc-start", List.of("[lxc monitor] /x " + name)))
                    .as(name)
                    .isEmpty();
            assertThat(ParentNames.find("conmon", List.of("conmon", "-c", ID, "-n", name)))
                    .as(name)
                    .isEmpty();
        }
    }
}
