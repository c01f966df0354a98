package dev.cleat.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.testing.Proves;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Namespaces of its own and of others, in all combinations. */
@Timeout(60)
class StagedNamespacesIT {

    private static final String MAP = "0 100000 65536";

    @TempDir
    Path directory;

    private StagedContainer first;
    private StagedContainer second;

    @BeforeEach
    void two_containers() throws Exception {
        first = new StagedContainer(directory.resolve("first"));
        second = new StagedContainer(directory.resolve("second"));
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        second.close();
        second.shared.values().forEach(Fd::close);
        first.close();
    }

    private void share(NamespaceType... types) throws Exception {
        for (NamespaceType type : types) {
            second.own.remove(type);
            second.shared.put(
                    type, Fd.open(Path.of("/proc/" + first.init() + "/ns/" + type.procName()), Fd.O_RDONLY, 0));
        }
    }

    private void assertShared(NamespaceType... types) throws Exception {
        for (NamespaceType type : NamespaceType.values()) {
            boolean expected = Set.of(types).contains(type) || !first.own.contains(type) && !second.own.contains(type);
            assertThat(second.namespace(type).equals(first.namespace(type)))
                    .as(type.name())
                    .isEqualTo(expected);
        }
        assertThat(Files.readString(Path.of("/proc/" + second.init() + "/status")))
                .contains("PPid:\t" + second.keeper() + "\n");
    }

    private void userNamespace(StagedContainer container) throws Exception {
        container.own.add(NamespaceType.USER);
        container.idMap = MAP;
        for (String directory : List.of("", "etc", "root", "dev", "proc", "tmp", "run", "bin", "sys")) {
            Files.setAttribute(container.rootfs.resolve(directory), "unix:uid", 100000);
        }
        Path shared = Path.of(System.getProperty("java.io.tmpdir"));
        for (Path above = container.directory; !above.equals(shared); above = above.getParent()) {
            above.toFile().setExecutable(true, false);
        }
    }

    @Test
    void net_ipc_and_uts_of_another_are_joined() throws Exception {
        first.start();
        share(NamespaceType.NET, NamespaceType.IPC, NamespaceType.UTS);

        second.shell("hostname; exec sleep 1000").start();

        assertShared(NamespaceType.NET, NamespaceType.IPC, NamespaceType.UTS);
        second.awaitLog("staged\n");
    }

    @Test
    void with_a_user_namespace_of_its_own_it_is_in_the_others_namespaces_all_the_same() throws Exception {
        first.start();
        share(NamespaceType.NET, NamespaceType.IPC, NamespaceType.UTS);
        userNamespace(second);

        second.shell("id -u; exec sleep 1000").start();

        assertShared(NamespaceType.NET, NamespaceType.IPC, NamespaceType.UTS);
        second.awaitLog("0\n");
    }

    @Test
    void a_pid_namespace_is_joined_and_its_processes_are_seen() throws Exception {
        first.shell("exec sleep 4711").start();
        share(NamespaceType.PID);

        second.shell("ps | grep -c '[s]leep 4711'; exec sleep 1000").start();

        assertShared(NamespaceType.PID);
        second.awaitLog("1\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_user_namespace_of_another_is_joined(boolean everythingElseToo) throws Exception {
        userNamespace(first);
        userNamespace(second);
        second.idMap = "";
        first.start();
        NamespaceType[] types = everythingElseToo
                ? new NamespaceType[] {
                    NamespaceType.USER,
                    NamespaceType.PID,
                    NamespaceType.NET,
                    NamespaceType.IPC,
                    NamespaceType.UTS,
                    NamespaceType.CGROUP
                }
                : new NamespaceType[] {NamespaceType.USER};
        share(types);

        second.shell("id -u; exec sleep 1000").start();

        assertShared(types);
        second.awaitLog("0\n");
        assertThat(Files.readString(Path.of("/proc/" + second.init() + "/uid_map"))
                        .strip()
                        .split("\\s+"))
                .containsExactly("0", "100000", "65536");
    }

    @Test
    void all_namespaces_of_another_are_joined_the_mounts_too() throws Exception {
        Files.writeString(first.rootfs.resolve("mark"), "of the first\n");
        first.start();
        share(
                NamespaceType.MNT,
                NamespaceType.PID,
                NamespaceType.NET,
                NamespaceType.IPC,
                NamespaceType.UTS,
                NamespaceType.CGROUP);

        second.shell("cat /mark; tty; exec sleep 1000").start();

        assertShared(
                NamespaceType.MNT,
                NamespaceType.PID,
                NamespaceType.NET,
                NamespaceType.IPC,
                NamespaceType.UTS,
                NamespaceType.CGROUP);
        second.awaitLog("of the first\n/dev/pts/");
    }

    @Test
    void the_keeper_holds_no_namespace_of_the_other_open() throws Exception {
        first.start();
        share(NamespaceType.NET);
        second.start();

        try (var open = Files.list(Path.of("/proc/" + second.keeper() + "/fd"))) {
            assertThat(open.map(StagedNamespacesIT::target)).noneMatch(target -> target.startsWith("net:"));
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (java.io.IOException e) {
            return "";
        }
    }

    @Test
    void a_namespace_that_is_of_another_kind_is_refused_with_its_step() throws Exception {
        first.start();
        second.own.remove(NamespaceType.NET);
        second.shared.put(NamespaceType.NET, Fd.open(Path.of("/proc/" + first.init() + "/ns/uts"), Fd.O_RDONLY, 0));

        assertThatThrownBy(second::start)
                .hasMessage("the shared namespace 1073741824: EINVAL (invalid argument)")
                .extracting(e -> ((StageFailureException) e).step())
                .isEqualTo(StageStep.CLONE_INIT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void clocks_of_its_own_are_offset_for_init_itself(boolean inUserNamespace) throws Exception {
        first.own.add(NamespaceType.TIME);
        first.boot = 864000;
        first.monotonic = 86400;
        if (inUserNamespace) {
            userNamespace(first);
        }

        first.shell("cut -d. -f1 /proc/uptime || cat /proc/uptime; exec sleep 1000")
                .start();

        long uptime = (long)
                Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
        String log = first.awaitLog("\n");
        assertThat(Long.parseLong(log.strip().split("[. \n]")[0]))
                .isBetween(uptime + 864000 - 60, uptime + 864000 + 60);
        assertThat(Files.readString(Path.of("/proc/" + first.init() + "/timens_offsets"))
                        .replaceAll(" +", " "))
                .contains("monotonic 86400 0")
                .contains("boottime 864000 0");
        assertThat(first.namespace(NamespaceType.TIME))
                .isNotEqualTo(
                        Files.readSymbolicLink(Path.of("/proc/self/ns/time")).toString());
    }

    @Test
    void clocks_of_its_own_go_with_the_user_namespace_of_another() throws Exception {
        userNamespace(first);
        userNamespace(second);
        second.idMap = "";
        first.start();
        share(NamespaceType.USER);
        second.own.add(NamespaceType.TIME);
        second.boot = 1000;

        second.start();

        assertShared(NamespaceType.USER);
        assertThat(Files.readString(Path.of("/proc/" + second.init() + "/timens_offsets"))
                        .replaceAll(" +", " "))
                .contains("boottime 1000 0");
    }

    @Test
    @Proves("S29")
    void root_of_a_user_namespace_has_no_groups_of_the_host() throws Exception {
        userNamespace(first);

        first.shell("grep -E 'Uid|Gid|Groups' /proc/self/status; exec sleep 1000")
                .start();

        first.awaitLog("Uid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\nGroups:\t \n");
    }
}
