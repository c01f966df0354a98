package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AttachRequest.Environment;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an attach is told beside its command. Needs root. */
@Timeout(120)
class AttachOptionsIT extends OnBench {

    private TestContainer container;

    @BeforeEach
    void a_container() throws Exception {
        container = bench.define(definition("env: {CLEAT_LANG: C.box, A: box}")).start();
    }

    private String definition(String variables) throws Exception {
        return """
                rootfs: dir:%s
                process:
                  command: [/bin/sleep, "1000"]
                  %s
                """.formatted(bench.rootfs(), variables);
    }

    private AttachRequest.Builder script(String text) {
        return AttachRequest.to(container.name())
                .command(List.of("/bin/sh", "-c", text))
                .directory(Optional.of("/"));
    }

    private String output(AttachRequest.Builder request) throws Exception {
        try (Attached attached = new Attached(bench, request.build())) {
            return attached.output();
        }
    }

    @Test
    @Proves({"A4", "M8"})
    void an_architecture_is_what_uname_says() throws Exception {
        boolean isArm = System.getProperty("os.arch").equals("aarch64");

        assertThat(output(script("uname -m").architecture(Optional.of(isArm ? "armhf" : "i686"))))
                .isEqualTo(isArm ? "armv8l\n" : "i686\n");
        assertThatThrownBy(() -> output(script("uname -m").architecture(Optional.of("vax"))))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("\"vax\" is unknown");
    }

    @Test
    void groups_are_those_asked_for_and_no_others() throws Exception {
        Files.writeString(bench.rootfs().resolve("etc/group"), "root:x:0:\nlog:x:44:\n");

        assertThat(output(script("id -G").groups(Optional.of(List.of("log", "77")))))
                .isEqualTo("0 44 77\n");
        assertThat(output(script("id -G").groups(Optional.of(List.of())))).isEqualTo("0\n");
    }

    @Test
    @Proves({"A5", "A6", "A11", "M9", "M12", "M13", "A17"})
    void chosen_namespaces_are_joined_the_others_and_all_privileges_stay_the_caller_s() throws Exception {
        String said =
                output(script("readlink /proc/self/ns/net /proc/self/ns/mnt /proc/self/ns/pid; cat /proc/self/cgroup;"
                                + " grep CapBnd /proc/self/status")
                        .namespaces(Set.of(NamespaceType.NET)));

        List<String> lines = said.lines().toList();
        assertThat(lines.get(0)).isEqualTo(namespace(container.pid(), "net"));
        assertThat(lines.get(1)).isEqualTo(namespace(self(), "mnt"));
        assertThat(lines.get(2)).isEqualTo(namespace(self(), "pid"));
        assertThat(said).contains(Files.readString(Path.of("/proc/self/cgroup")));
        assertThat(said).contains(capBnd(Path.of("/proc/self/status")));
    }

    @Test
    @Proves({"A7", "M15", "M16"})
    void fresh_proc_and_sys_show_the_namespaces_that_were_joined_and_the_host_keeps_its_own() throws Exception {
        String mounts = Files.readString(Path.of("/proc/self/mountinfo"));
        Set<NamespaceType> joined = Set.of(NamespaceType.PID, NamespaceType.NET);
        String look = "ls /proc | grep -c '^[0-9]'; ls /sys/class/net";

        String stale = output(script(look).namespaces(joined));
        String fresh = output(script(look).namespaces(joined).remount(true));

        assertThat(Integer.parseInt(stale.lines().findFirst().orElseThrow())).isGreaterThan(5);
        assertThat(fresh.lines().toList().subList(1, 2)).containsExactly("lo");
        assertThat(Integer.parseInt(fresh.lines().findFirst().orElseThrow())).isLessThanOrEqualTo(5);
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).isEqualTo(mounts);
    }

    @Test
    @Proves("M14")
    void where_the_mounts_are_joined_proc_is_the_container_s_already() throws Exception {
        String look = "grep ' /proc ' /proc/self/mountinfo | wc -l; readlink /proc/self/ns/mnt";
        Set<NamespaceType> joined = Set.of(NamespaceType.PID, NamespaceType.MNT);

        String said = output(script(look).namespaces(joined).remount(true));

        assertThat(said).isEqualTo("1\n" + namespace(container.pid(), "mnt") + "\n");
    }

    @Test
    void any_process_is_attached_to_by_its_pid() throws Exception {
        AttachRequest.Builder beside = AttachRequest.to("process " + container.pid())
                .pid(Optional.of(container.pid()))
                .command(List.of("/bin/sh", "-c", "for n in net mnt pid; do readlink /proc/self/ns/$n; done"))
                .directory(Optional.of("/"));

        String said = output(beside);

        assertThat(said.lines())
                .containsExactly(
                        namespace(container.pid(), "net"),
                        namespace(container.pid(), "mnt"),
                        namespace(container.pid(), "pid"));
    }

    @Test
    @Proves({"T3", "M17", "M18", "M19"})
    void the_definition_s_variables_are_there_and_what_is_set_has_the_last_word() throws Exception {
        assertThat(output(script("echo $CLEAT_LANG $A $container"))).isEqualTo("C.box box cleat\n");
        assertThat(output(script("echo $CLEAT_LANG $A $container $PATH")
                        .environment(Environment.CLEAR)
                        .set(java.util.Map.of("A", "mine"))))
                .isEqualTo("C.box mine cleat /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n");
    }

    @Test
    @Proves("M7")
    void another_definition_gives_its_variables_and_its_architecture() throws Exception {
        Path other = Files.writeString(
                bench.file("other.yaml"), "schema: 1\n" + definition("env: {B: other}") + "platform: {arch: i686}\n");

        String said = output(script("echo $CLEAT_LANG-$B; uname -m").definition(Optional.of(other)));

        assertThat(said).isEqualTo("-other\ni686\n");
    }

    /** Its files do not know the user, but its name service does. */
    @Test
    @Proves({"A23", "M3"})
    void a_user_of_the_container_s_name_service_has_his_shell() throws Exception {
        Path getent = bench.rootfs().resolve("bin/getent");
        Files.writeString(
                getent,
                "#!/bin/sh\n[ \"$2\" = ada ] || [ \"$2\" = 4242 ] || exit 2\n"
                        + "echo 'ada:x:4242:43:Ada:/srv:/bin/adash'\n");
        getent.toFile().setExecutable(true, false);
        Path shell = bench.rootfs().resolve("bin/adash");
        Files.writeString(shell, "#!/bin/sh\necho \"$0 of $(id -u):$(id -g) in $(pwd)\"\n");
        shell.toFile().setExecutable(true, false);

        AttachRequest.Builder named = AttachRequest.to(container.name()).directory(Optional.of("/"));

        assertThat(output(named.user(Optional.of("ada")))).isEqualTo("/bin/adash of 4242:43 in /\n");
        assertThat(output(named.user(Optional.of("4242")))).startsWith("/bin/adash of 4242:");
        assertThatThrownBy(() -> output(named.user(Optional.of("bob")))).hasMessageContaining("no user \"bob\"");
    }

    @Test
    void a_name_service_that_hangs_or_floods_is_not_waited_for() throws Exception {
        Path getent = bench.rootfs().resolve("bin/getent");
        AttachRequest.Builder named = script("id -u").user(Optional.of("ada"));
        for (String hostile : List.of(
                "while :; do :; done", "yes ada:x:1:1::/:/bin/sh", "printf '\\033]0;x\\007:x:0:0::/:/bin/sh\\n'")) {
            Files.writeString(getent, "#!/bin/sh\n" + hostile + "\n");
            getent.toFile().setExecutable(true, false);

            assertThatThrownBy(() -> output(named)).as(hostile).hasMessageContaining("no user \"ada\"");
        }
        container.stop();
    }

    @Test
    @Proves("M11")
    void what_an_elevated_session_leaves_behind_is_told() throws Exception {
        AttachRequest.Builder daemon =
                script("trap '' HUP; /bin/busybox setsid sleep 1000 </dev/null >/dev/null 2>&1 & echo begun");

        output(daemon);
        assertThat(bench.warnings()).isEmpty();
        output(daemon.elevated(Set.of(AttachRequest.Privilege.CAP)));

        assertThat(bench.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .contains(container.name() + " has not")
                        .containsPattern("\\d+ \\(\\w+\\)"));
    }

    private static long self() {
        return ProcessHandle.current().pid();
    }

    private static String namespace(long pid, String name) throws Exception {
        return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/" + name)).toString();
    }

    private static String capBnd(Path status) throws Exception {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("CapBnd"))
                .findFirst()
                .orElseThrow();
    }
}
