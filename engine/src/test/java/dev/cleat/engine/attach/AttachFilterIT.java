package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.AttachRequest.Privilege;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is attached to a container of ours is held by the filter that holds its init. */
@Timeout(120)
class AttachFilterIT extends OnBench {

    private static final String SECCOMP = "grep Seccomp: /proc/self/status";

    private TestContainer filtered() throws Exception {
        Path profile =
                Files.writeString(bench.file("profile"), "2\ndenylist\n[all]\nmkdir errno 28\nmkdirat errno 28\n");
        return bench.define("""
                rootfs: dir:%s
                security: {seccomp: {profile: 'lxc:%s'}}
                process: {command: [/bin/sleep, "1000"]}
                """.formatted(bench.rootfs(), profile)).start();
    }

    @Test
    void an_attached_command_has_the_filter_of_init() throws Exception {
        TestContainer container = filtered();

        String said = Attached.outputOf(bench, container, SECCOMP + "; mkdir /x 2>&1");

        assertThat(said).contains("Seccomp:\t2").contains("No space left on device");
    }

    @Test
    void one_who_asks_for_the_host_s_labels_is_not_filtered() throws Exception {
        TestContainer container = filtered();

        Attaching asked = Attaching.to(container, "/bin/sh", "-c", SECCOMP + "; mkdir /x && echo made")
                .elevated(Privilege.LSM);
        String said;
        try (Attached attached = new Attached(bench, asked.request())) {
            said = attached.output();
        }

        assertThat(said).contains("Seccomp:\t0").contains("made");
    }

    @Test
    void without_a_filter_that_can_be_believed_nobody_is_let_in() throws Exception {
        TestContainer container = filtered();
        Path filter = bench.state().resolve(container.name()).resolve("filter");
        Files.setPosixFilePermissions(filter, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThatThrownBy(() -> Attached.outputOf(bench, container, "true"))
                .hasMessageContaining(filter + ": " + container.name() + " is under a system call filter");
    }

    @Test
    void the_filter_of_a_former_life_is_forgotten() throws Exception {
        TestContainer container = bench.sleeper();
        container.start();
        container.stop();
        Files.writeString(
                container.definition(),
                Files.readString(container.definition()) + "security: {seccomp: {profile: unconfined}}\n");
        container.start();

        assertThat(Attached.outputOf(bench, container, SECCOMP)).contains("Seccomp:\t0");
    }
}
