package dev.cleat.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.Runtime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CgroupNamesTest {
    private static final String ID = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        "/system.slice/docker-HASH.scope, DOCKER, 0123456789ab",
        "/docker/HASH, DOCKER, 0123456789ab",
        "/machine.slice/libpod-HASH.scope/container, PODMAN, 0123456789ab",
        "/libpod_parent/libpod-HASH, PODMAN, 0123456789ab",
        "/kubepods.slice/kubepods-pod1.slice/cri-containerd-HASH.scope, CONTAINERD, 0123456789ab",
        "/kubepods/burstable/pod77/HASH, CONTAINERD, 0123456789ab",
        "/kubepods/pod77/HASH, CONTAINERD, 0123456789ab",
        "/lxc.payload.web-1, LXC, web-1",
        "/lxc.payload.web-1/init.scope, LXC, web-1",
        "/lxc.payload/web, LXC, web",
        "/lxc/web/system.slice/x.service, LXC, web",
        "/machine.slice/systemd-nspawn@deb.service/payload, NSPAWN, deb",
        "/machine.slice/machine-my\\x2ddeb.scope, NSPAWN, my-deb",
    })
    void each_runtime_is_known_by_its_path(String path, Runtime runtime, String name) {
        Identity identity =
                CgroupNames.find(path.replace("HASH", ID), 0).orElseThrow().identity();

        assertThat(identity.runtime()).isEqualTo(runtime);
        assertThat(identity.name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "/",
        "/user.slice/user-0.slice/session-1.scope",
        "/system.slice/docker.service",
        "/machine.slice/libpod-conmon-HASH.scope",
        "/machine.slice/machine-qemu\\x2d1\\x2dvm.scope",
        "/lxc.monitor.web",
        "/docker-0123.scope",
        "/lxc/-P",
        "/machine.slice/machine-my\\x2fdeb.scope",
    })
    void other_paths_say_nothing(String path) {
        assertThat(CgroupNames.find(path.replace("HASH", ID), 0)).isEmpty();
    }

    @Test
    void the_outermost_container_counts_and_what_it_made_below_does_not() {
        String path = "/lxc.payload.web/docker/" + ID + "/lxc/fake";

        CgroupNames.Match match = CgroupNames.find(path, 0).orElseThrow();

        assertThat(match.identity().name()).isEqualTo("web");
        assertThat(match.top()).isEqualTo("/lxc.payload.web");
    }

    @Test
    void inside_of_a_known_container_the_next_one_counts() {
        String outer = "/lxc.payload.web";

        CgroupNames.Match match = CgroupNames.find(outer + "/docker/" + ID + "/init.scope", outer.length())
                .orElseThrow();

        assertThat(match.identity().runtime()).isEqualTo(Runtime.DOCKER);
        assertThat(match.top()).isEqualTo(outer + "/docker/" + ID);
    }
}
