package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.UnshareRequest;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.OnBench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command in namespaces of its own, with everything else of the caller. */
@Timeout(60)
class UnshareIT extends OnBench {

    private List<String> said(int status, String namespaces, String script) throws Exception {
        Process program = new ProcessBuilder(EngineProgram.commandLine(bench, "unshare", namespaces, script))
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(bench.file("out").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(Awaiting.endOf(program)).isTrue();
        assertThat(program.exitValue()).isEqualTo(status);
        return Files.readAllLines(bench.file("out"));
    }

    @Test
    void the_command_is_in_the_new_namespaces_and_in_the_caller_s_directory_and_root() throws Exception {
        List<String> said = said(4, "UTS,PID", "hostname; echo $$; pwd; readlink /proc/self/ns/mnt; exit 4");

        String mount = Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")).toString();
        assertThat(said).containsExactly("inside", "1", directory.toString(), mount);
        assertThat(bench.engine().list()).noneMatch(row -> row.name().startsWith("unshare-"));
    }

    @Test
    void its_proc_is_its_own_and_its_mounts_do_not_reach_the_host() throws Exception {
        List<String> said = said(
                0,
                "MNT,PID",
                "ls -d /proc/[0-9]* | wc -l; mount -t tmpfs none /mnt && grep -c ' /mnt ' /proc/self/mountinfo");

        assertThat(Integer.parseInt(said.get(0))).isLessThan(5);
        assertThat(said.get(1)).isEqualTo("1");
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(" /mnt ");
    }

    @Test
    void in_a_user_namespace_the_caller_is_root() throws Exception {
        assertThat(said(0, "USER,UTS", "id -u; cat /proc/self/uid_map | tr -s ' '"))
                .containsExactly("0", " 0 0 1");
    }

    @ParameterizedTest
    @CsvSource({
        "PID, /no/such, , , 'cannot unshare: step, execute init: /no/such: ENOENT (no such file or directory)'",
        "PID, /bin/true, , box, 'cannot unshare: -H needs UTSNAME in -s'",
        "PID, /bin/true, nobody-knows, , 'cannot unshare: -u: the root''s /etc/passwd has no user \"nobody-knows\"'"
    })
    void what_is_wrong_is_told_in_words_of_the_command_line(
            String namespace, String command, String user, String host, String told) {
        UnshareRequest request = new UnshareRequest(
                Set.of(NamespaceType.valueOf(namespace)),
                Optional.ofNullable(user),
                Optional.ofNullable(host),
                false,
                List.of(command));

        assertThatThrownBy(() -> bench.engine().unshare(request, Optional.empty()))
                .satisfies(e -> assertThat(((ContainerException) e).describe().replaceAll("step \\d+/\\d+", "step"))
                        .isEqualTo(told));
    }
}
