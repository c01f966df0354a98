package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.EngineProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users of attached commands, some of them in files that the container has prepared. */
@Timeout(120)
class AttachUsersIT extends OnSleeper {

    private static final String IDS = "echo $(id -u):$(id -g):$(id -G); grep -E 'Cap(Inh|Prm|Amb)' /proc/self/status";
    private static final String WITHOUT_CAPABILITIES =
            "CapInh:\t0000000000000000\nCapPrm:\t0000000000000000\nCapAmb:\t0000000000000000\n";

    private Attaching ids() {
        return Attaching.to(container, "/bin/sh", "-c", IDS);
    }

    /** CVE-2016-3697: the root's /etc/passwd has a user called 1000 whose id is 0. */
    @ParameterizedTest
    @CsvSource({"alice, 1000:1000:1000", "1000, 1000:1000:1000", "4711, 4711:0:0"})
    void a_user_is_an_id_or_a_name_and_digits_are_always_an_id(String user, String ids) throws Exception {
        assertThat(output(ids().as(user))).isEqualTo(ids + "\n" + WITHOUT_CAPABILITIES);
    }

    @Test
    void a_group_is_an_id_or_a_name() throws Exception {
        assertThat(output(ids().as("alice").group("root"))).startsWith("1000:0:0\n");
        assertThat(output(ids().group("4711"))).startsWith("0:4711:");
    }

    /** CVE-2026-30892. */
    @ParameterizedTest
    @ValueSource(strings = {"nobody-here", "1x", "-1", "+1", "4294967295", "1:2", "", " 1", "0x10"})
    void what_is_no_user_is_refused(String user) {
        assertThatThrownBy(() -> output(ids().as(user))).isInstanceOf(InvalidDefinitionException.class);
    }

    @Test
    void groups_come_from_the_container_s_file() throws Exception {
        Files.writeString(bench.rootfs().resolve("etc/group"), "root:x:0:\nalice:x:1000:\nwheel:x:7:bob,alice\n");

        assertThat(output(ids().as("alice"))).startsWith("1000:1000:1000 7\n");
    }

    @Test
    void a_user_of_a_host_s_file_is_not_found_through_a_link() throws Exception {
        Path canary = Files.writeString(bench.file("canary"), "mallory:x:4242:4242::/:/bin/sh\n");
        Path passwd = bench.rootfs().resolve("etc/passwd");
        for (Path target : new Path[] {
            canary,
            Path.of("/proc/1/root").resolve(canary.toString().substring(1)),
            Path.of("../../../../../../../..").resolve(canary.toString().substring(1))
        }) {
            Files.deleteIfExists(passwd);
            Files.createSymbolicLink(passwd, target);

            assertThatThrownBy(() -> output(ids().as("mallory")))
                    .as(target.toString())
                    .isInstanceOf(InvalidDefinitionException.class)
                    .hasMessageContaining("there is no user \"mallory\"");
        }
        Files.delete(passwd);
    }

    @Test
    void a_user_file_that_is_a_fifo_or_a_device_or_enormous_does_not_hang() throws Exception {
        Path passwd = bench.rootfs().resolve("etc/passwd");
        Files.delete(passwd);
        new ProcessBuilder("mkfifo", passwd.toString()).start().waitFor();
        assertThatThrownBy(() -> output(ids().as("alice"))).isInstanceOf(InvalidDefinitionException.class);
        assertThat(output(Attaching.to(container, "grep", "Uid:", "/proc/self/status")
                        .as("12")))
                .isEqualTo("Uid:\t12\t12\t12\t12\n");

        Files.delete(passwd);
        new ProcessBuilder("mknod", passwd.toString(), "c", "1", "5").start().waitFor();
        assertThatThrownBy(() -> output(ids().as("alice"))).isInstanceOf(InvalidDefinitionException.class);

        Files.delete(passwd);
        new ProcessBuilder("truncate", "-s", "10G", passwd.toString()).start().waitFor();
        assertThatThrownBy(() -> output(ids().as("alice"))).isInstanceOf(InvalidDefinitionException.class);
    }

    /** CVE-2019-14271: a library or a helper of the container must never be loaded or run by the host. */
    @Test
    void nothing_of_the_container_runs_but_the_command() throws Exception {
        Files.writeString(bench.rootfs().resolve("etc/nsswitch.conf"), "passwd: evil\ngroup: evil\n");
        for (String name : new String[] {"getent", "locale", "ldconfig", "nscd", "newuidmap"}) {
            Path program =
                    Files.writeString(bench.rootfs().resolve("bin").resolve(name), "#!/bin/sh\necho ran >>/tmp/ran\n");
            program.toFile().setExecutable(true);
        }

        output(ids().as("alice"));

        assertThat(bench.rootfs().resolve("tmp/ran")).doesNotExist();
    }

    /**
     * The container's getent leaves a child behind that holds the answer open. When the time for the answer is up, the number
     * of getent itself is another process's: in a pid namespace of the test's own, where nobody else takes it.
     */
    @Test
    void a_process_that_got_the_number_of_a_name_service_that_does_not_answer_lives_on() throws Exception {
        container.stop();
        container = bench.define("""
                rootfs: dir:%s
                namespaces: {pid: host}
                process: {command: [/bin/sleep, '1000']}
                """.formatted(bench.rootfs()));
        Path getent = Files.writeString(bench.rootfs().resolve("bin/getent"), """
                #!/bin/sh
                /bin/busybox setsid sleep 20 &
                echo $$ >/tmp/number.new
                mv /tmp/number.new /tmp/number
                sleep 0.3
                """);
        getent.toFile().setExecutable(true);
        Path script = Files.writeString(bench.file("reuse.sh"), """
                number=$1 said=$2 name=$3
                shift 3
                "$@" run "$name" || exit 1
                "$@" attach-as "$name" nosuch &
                attach=$!
                while [ ! -s "$number" ]; do sleep 0.01; done
                taken=$(cat "$number")
                while kill -0 "$taken" 2>/dev/null; do sleep 0.01; done
                innocent=0
                for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
                    echo $((taken - 1)) >/proc/sys/kernel/ns_last_pid
                    sleep 1000 &
                    innocent=$!
                    [ "$innocent" = "$taken" ] && break
                    kill -9 $innocent
                done
                [ "$innocent" = "$taken" ] || echo "not reused" >"$said"
                wait $attach
                kill -0 "$innocent" && echo "it lives" >>"$said"
                "$@" kill "$name"
                """);
        List<String> line =
                new ArrayList<>(List.of("unshare", "-p", "-f", "-m", "--mount-proc", "sh", script.toString()));
        line.addAll(List.of(
                bench.rootfs().resolve("tmp/number").toString(),
                bench.file("said").toString(),
                container.name()));
        line.addAll(EngineProgram.commandLine(bench));
        Process program = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(bench.file("out").toFile())
                .start();

        assertThat(Awaiting.endOf(program)).isTrue();
        assertThat(bench.file("said")).as(Files.readString(bench.file("out"))).hasContent("it lives");
    }

    /** CVE-2015-1334: what init is, is read from the host's /proc, whatever the container has made of its own. */
    @Test
    void a_container_with_a_false_proc_gets_no_more() throws Exception {
        container = bench.define("rootfs: dir:" + bench.rootfs() + """

                security: {capabilities: {add: [SYS_ADMIN]}}
                process:
                  command:
                    - /bin/sh
                    - -c
                    - |
                      mount -t tmpfs none /proc && mkdir -p /proc/1 /proc/self/attr /proc/self/fd
                      printf 'CapEff:\\t0000003fffffffff\\nCapBnd:\\t0000003fffffffff\\n' >/proc/1/status
                      cp /proc/1/status /proc/self/status 2>/dev/null
                      : >/proc/self/attr/exec; : >/proc/self/attr/current
                      echo ready; sleep 1000
                """).start();
        container.awaitLog("ready");

        try (Attached attached = Attached.script(bench, container, "echo ready; exec sleep 1000")) {
            attached.operator().await("ready");
            long pid = Attached.pid(bench, container, 2);
            String status = Files.readString(Path.of("/proc/" + pid + "/status"));
            assertThat(status).contains("CapBnd:\t" + container.status("CapBnd"));
            assertThat(container.inside("/proc/self/attr/exec")).hasContent("");
            attached.operator().type("\u0003");
            attached.outcome();
        }
    }
}
