package dev.cleat.engine.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.linux.Bpf;
import dev.cleat.engine.linux.Fd;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's own answers to a policy: of the v1 controller and of the program on v2, wherever this host has them. */
class DevicePolicyIT extends CgroupHost {

    private static final String POLICY = "deny a; allow c 1:3 rwm; allow c 1:5 r; allow c 5:0 rw; allow b 7:* m";

    @TempDir
    Path directory;

    /** True when {@code command} of a shell in {@code cgroup} succeeds. */
    private boolean succeeds(Path cgroup, String command) throws Exception {
        String script = "echo $$ > " + cgroup + "/cgroup.procs || exit 9; exec 2>&-; " + command;
        int status = new ProcessBuilder("sh", "-c", script).start().waitFor();
        assertThat(status).isNotEqualTo(9);
        return status == 0;
    }

    private void assertPolicy(Path cgroup) throws Exception {
        assertThat(succeeds(cgroup, ": </dev/null >/dev/null")).as("null").isTrue();
        assertThat(succeeds(cgroup, ": </dev/zero")).as("zero is read").isTrue();
        assertThat(succeeds(cgroup, ": >/dev/zero")).as("zero is written").isFalse();
        assertThat(succeeds(cgroup, ": </dev/full")).as("full is read").isFalse();
        assertThat(succeeds(cgroup, "mknod " + directory.resolve("null") + " c 1 3"))
                .isTrue();
        assertThat(succeeds(cgroup, "mknod " + directory.resolve("zero") + " c 1 5"))
                .isFalse();
        assertThat(succeeds(cgroup, "mknod " + directory.resolve("loop") + " b 7 9"))
                .isTrue();
        assertThat(succeeds(cgroup, "mknod " + directory.resolve("disk") + " b 8 0"))
                .isFalse();
    }

    @Test
    void the_program_on_v2_decides() throws Exception {
        assumeTrue(layout.unified().isPresent(), "needs a v2 hierarchy");
        ContainerCgroup made = cgroups.create(plan());
        Path cgroup = made.directories().get("unified");

        try (Fd open = Fd.open(cgroup, Fd.O_RDONLY | Fd.O_DIRECTORY, 0)) {
            Bpf.attachDeviceProgram(open, DeviceProgram.of(DevicePolicy.of(DevicePolicyTest.rules(POLICY))));
        }

        assertPolicy(cgroup.resolve("init"));
    }

    @Test
    void the_program_on_v2_that_lets_most_through_decides() throws Exception {
        assumeTrue(layout.unified().isPresent(), "needs a v2 hierarchy");
        Path cgroup = cgroups.create(plan()).directories().get("unified");

        try (Fd open = Fd.open(cgroup, Fd.O_RDONLY | Fd.O_DIRECTORY, 0)) {
            String policy = "allow a; deny c 1:5 w; deny c 1:7 rwm";
            Bpf.attachDeviceProgram(open, DeviceProgram.of(DevicePolicy.of(DevicePolicyTest.rules(policy))));
        }

        assertThat(succeeds(cgroup.resolve("init"), ": </dev/zero")).isTrue();
        assertThat(succeeds(cgroup.resolve("init"), ": >/dev/zero")).isFalse();
        assertThat(succeeds(cgroup.resolve("init"), ": </dev/full")).isFalse();
        assertThat(succeeds(cgroup.resolve("init"), ": </dev/null")).isTrue();
    }

    @Test
    void everything_can_be_used_until_init_is_set_up() throws Exception {
        ContainerCgroup made = cgroups.create(devices(POLICY));
        Path init = made.directories().get(key("devices")).resolve("init");
        assertThat(succeeds(init, ": </dev/full")).isTrue();
        assertThat(succeeds(init, "mknod " + directory.resolve("early") + " c 1 5"))
                .isTrue();

        made.setDevicePolicy(DevicePolicyTest.rules(POLICY));

        assertPolicy(init);
        assertThat(Files.exists(directory.resolve("zero"))).isFalse();
    }

    @Test
    void a_policy_that_lets_most_through_is_handed_down_to_init() throws Exception {
        String policy = "deny c 1:5 w; deny c 1:7 rwm";
        ContainerCgroup made = cgroups.create(devices(policy));
        Path init = made.directories().get(key("devices")).resolve("init");

        made.setDevicePolicy(DevicePolicyTest.rules(policy));

        assertThat(succeeds(init, ": </dev/zero")).isTrue();
        assertThat(succeeds(init, ": >/dev/zero")).isFalse();
        assertThat(succeeds(init, ": </dev/full")).isFalse();
    }
}
