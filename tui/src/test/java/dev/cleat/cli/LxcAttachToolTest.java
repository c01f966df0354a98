package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.testing.Proves;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** lxc-attach. */
class LxcAttachToolTest extends OnLxcContainers {

    @Test
    @Proves({"M1", "M23", "M24"})
    void an_attach_is_what_its_options_say() {
        cleat.runAs(
                "lxc-attach",
                "-n",
                "web",
                "-eCGROUP",
                "-s",
                "NETWORK|PID",
                "-R",
                "-a",
                "i686",
                "-u",
                "7",
                "-g",
                "8",
                "-L",
                "/log",
                "-v",
                "A=b=c",
                "--clear-env",
                "--keep-var",
                "TERM",
                "--",
                "ls",
                "-R");

        assertThat(cleat.engine.attach)
                .isEqualTo(AttachRequest.to("web")
                        .command(List.of("ls", "-R"))
                        .elevated(Set.of(AttachRequest.Privilege.CGROUP))
                        .namespaces(Set.of(NamespaceType.NET, NamespaceType.PID))
                        .remount(true)
                        .architecture(Optional.of("i686"))
                        .user(Optional.of("7"))
                        .group(Optional.of("8"))
                        .ptyLog(Optional.of(Path.of("/log")))
                        .set(Map.of("A", "b=c"))
                        .environment(AttachRequest.Environment.CLEAR)
                        .keep(Set.of("TERM"))
                        .detachKeys("none")
                        .build());
    }

    @Test
    void privileges_after_a_blank_are_the_command_as_with_the_tool_itself() {
        cleat.runAs("lxc-attach", "-n", "web", "-e", "CGROUP");

        assertThat(cleat.engine.attach.command()).containsExactly("CGROUP");
        assertThat(cleat.engine.attach.elevated()).containsExactlyInAnyOrder(AttachRequest.Privilege.values());
    }
}
