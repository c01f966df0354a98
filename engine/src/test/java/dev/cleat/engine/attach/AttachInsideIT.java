package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where an attached command is from its first instruction on, however many there are. Needs root. */
@Timeout(240)
class AttachInsideIT extends OnBench {

    private static final int MANY = 200;

    @Test
    @Proves({"A13", "A15"})
    void it_has_a_pid_of_the_container_that_the_container_s_own_proc_shows() throws Exception {
        TestContainer container = bench.sleeper().start();

        String said = Attached.outputOf(
                bench, container, "echo $$; [ -d /proc/$$ ] && ps | grep -c \"^ *$$ \"; grep NSpid /proc/$$/status");

        List<String> lines = said.lines().toList();
        assertThat(Long.parseLong(lines.get(0))).isBetween(2L, 1000L);
        assertThat(lines.get(1)).isEqualTo("1");
        assertThat(lines.get(2)).isEqualTo("NSpid:\t" + lines.get(0));
    }

    /** What the cgroup forbids is forbidden to the command, not to its setting up. */
    @Test
    @Proves("A16")
    void a_policy_that_forbids_every_device_does_not_keep_anybody_out() throws Exception {
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs()
                        + "\nprocess: {command: [/bin/sleep, '1000']}\ndev: {rules: [{deny: a}]}\n")
                .start();
        boolean isArm = System.getProperty("os.arch").equals("aarch64");

        AttachRequest request = AttachRequest.to(container.name())
                .command(List.of("/bin/sh", "-c", "uname -m; head -c 1 /dev/zero"))
                .architecture(Optional.of(isArm ? "armhf" : "i686"))
                .directory(Optional.of("/"))
                .build();
        try (Attached attached = new Attached(bench, request)) {
            assertThat(attached.output()).contains(isArm ? "armv8l" : "i686").contains("Operation not permitted");
        }
    }

    @Test
    @Proves("A20")
    void the_first_thing_a_command_sees_is_its_cgroup() throws Exception {
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs()
                        + "\nprocess: {command: [/bin/sleep, '1000']}\nnamespaces: {cgroup: host}\n")
                .start();
        String expected = Files.readString(Path.of("/proc/" + container.pid() + "/cgroup"));

        for (int i = 0; i < MANY; i++) {
            AttachRequest request = AttachRequest.to(container.name())
                    .command(List.of("cat", "/proc/self/cgroup"))
                    .directory(Optional.of("/"))
                    .build();
            try (Attached attached = new Attached(bench, request)) {
                // In one hierarchy each session has a cgroup of its own below init's.
                assertThat(attached.output().replaceAll("/session-[0-9a-f-]+", ""))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    @Proves("A21")
    void architecture_fresh_proc_and_capabilities_go_together() throws Exception {
        TestContainer container = bench.sleeper().start();
        boolean isArm = System.getProperty("os.arch").equals("aarch64");

        AttachRequest request = AttachRequest.to(container.name())
                .command(List.of(
                        "/bin/sh",
                        "-c",
                        "uname -m; ls /proc | grep -c '^[0-9]'; grep CapBnd /proc/self/status; cat /proc/1/comm"))
                .architecture(Optional.of(isArm ? "armhf" : "i686"))
                .namespaces(Set.of(NamespaceType.PID))
                .remount(true)
                .directory(Optional.of("/"))
                .build();
        try (Attached attached = new Attached(bench, request)) {
            List<String> lines = attached.output().lines().toList();
            assertThat(lines.get(0)).isEqualTo(isArm ? "armv8l" : "i686");
            assertThat(Integer.parseInt(lines.get(1))).isLessThanOrEqualTo(5);
            assertThat(Files.readString(Path.of("/proc/self/status"))).contains(lines.get(2)); // -s implies -e
            assertThat(lines.get(3)).isEqualTo("sleep");
        }
    }

    @Test
    void two_hundred_at_once_end_each_with_its_own_status() throws Exception {
        TestContainer container = bench.sleeper().start();
        List<Attached> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(Attached.script(bench, container, "read line; echo said $line; exit " + i));
        }

        for (int i = 0; i < MANY; i++) {
            all.get(i).operator().type("word" + i + "\n");
        }

        for (int i = 0; i < MANY; i++) {
            assertThat(all.get(i).output()).endsWith("said word" + i + "\n");
            assertThat(all.get(i).outcome()).isEqualTo(new CommandOutcome.Exited(i));
            all.get(i).close();
        }
        assertThat(container.stageProcesses()).hasSize(1); // the keeper
    }
}
