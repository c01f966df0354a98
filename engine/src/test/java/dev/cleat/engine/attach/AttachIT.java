package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AttachRequest.Privilege;
import dev.cleat.engine.api.CommandNotRunException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command is like that is attached at a terminal. */
@Timeout(120)
class AttachIT extends OnSleeper {

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 126, 255})
    @Proves({"A1", "A24"})
    void the_status_of_the_command_is_the_status_of_the_attach(int status) throws Exception {
        assertThat(outcome("/bin/sh", "-c", "exit " + status)).isEqualTo(new CommandOutcome.Exited(status));
    }

    @ParameterizedTest
    @CsvSource({"KILL, 9", "TERM, 15", "SEGV, 11"})
    @Proves("A24")
    void a_command_killed_by_a_signal_says_which(String name, int number) throws Exception {
        CommandOutcome outcome = outcome("/bin/sh", "-c", "kill -" + name + " $$");

        assertThat(outcome).isEqualTo(new CommandOutcome.Killed(number));
        assertThat(outcome.exitStatus()).isEqualTo(128 + number);
    }

    @ParameterizedTest
    @CsvSource({
        "/no/such/program, 127, ENOENT (no such file or directory)",
        "no-such-program, 127, ENOENT (no such file or directory)",
        "/etc/passwd/x, 127, ENOTDIR (not a directory)",
        "/etc/passwd, 126, EACCES (permission denied)",
        "/etc, 126, EACCES (permission denied)"
    })
    @Proves({"A25", "T12"})
    void a_command_that_cannot_be_executed_is_told_as_a_shell_tells_it(String program, int status, String answer) {
        CommandNotRunException failure = catchThrowableOfType(CommandNotRunException.class, () -> outcome(program));

        assertThat(failure.exitStatus()).isEqualTo(status);
        assertThat(failure).hasMessage("cannot run in " + container.name() + ": " + program + ": " + answer);
    }

    @Test
    void output_comes_through_whole_and_in_order() throws Exception {
        assertThat(output("seq 1 20000").lines()).hasSize(20_000).first().isEqualTo("1");
    }

    @Test
    void keys_reach_the_command() throws Exception {
        try (Attached attached = Attached.script(bench, container, "echo ready; read line; echo got: $line")) {
            attached.operator().await("ready");
            attached.operator().type("some words\r");

            assertThat(attached.output()).contains("got: some words\n");
        }
    }

    @Test
    void the_command_has_a_terminal_of_its_own_size_and_it_is_the_controlling_one() throws Exception {
        assertThat(output("stty size; test -t 0 && test -t 1 && test -t 2 && echo terminals; echo hello >/dev/tty"))
                .isEqualTo("24 80\nterminals\nhello\n");
    }

    @Test
    void the_detach_keys_leave_the_command_to_whoever_comes_for_it() throws Exception {
        String id;
        try (Attached attached = Attached.script(bench, container, "echo ready; exec sleep 1000")) {
            attached.operator().await("ready");
            attached.operator().type("\u0001q");

            assertThat(attached.outcome()).isInstanceOf(CommandOutcome.Detached.class);
            id = ((CommandOutcome.Detached) attached.outcome()).session().orElseThrow();
        }
        assertThat(container.processes()).hasSize(2);
        bench.engine().killSession(id, Duration.ZERO);
        Awaiting.until("the command's end", () -> container.processes().equals(List.of(container.pid())));
    }

    /** In one hierarchy a session has a leaf of its own below init's, which limits nothing. */
    private String cgroups(long pid) {
        return bench.procfs().cgroup(pid).orElseThrow().toString().replaceFirst("/session-[0-9a-f-]{36}", "");
    }

    @Test
    @Proves({"A9", "A11"})
    void it_is_in_every_namespace_and_cgroup_of_init_with_no_capability_more_or_less() throws Exception {
        try (Attached attached = Attached.script(bench, container, "echo ready; exec sleep 1000")) {
            attached.operator().await("ready");
            long pid = Attached.pid(bench, container, 1);

            assertThat(bench.procfs().namespaces(pid)).isEqualTo(container.namespaces());
            assertThat(cgroups(pid)).isEqualTo(cgroups(container.pid()));
            for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp")) {
                assertThat(status(pid, set)).as(set).isEqualTo(container.status(set));
            }
            attached.operator().type("\u0003");
            assertThat(attached.outcome()).isEqualTo(new CommandOutcome.Killed(2));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "process: {command: [/bin/sleep, '1000'], user: alice}",
                "process: {command: [/bin/sleep, '1000']}\nsecurity: {capabilities: {keep: none}, noNewPrivileges: true}",
                "process: {command: [/bin/sleep, '1000']}\nsecurity: {capabilities: {add: [SYS_ADMIN]}}",
                "process: {command: [/bin/sleep, '1000']}\nnamespaces: {user: private, time: private, net: host}",
                "process: {command: [/bin/sleep, '1000']}\nnamespaces: {pid: host, ipc: host, cgroup: host, uts: host}"
            })
    @Proves({"A10", "A22"})
    void it_gets_what_init_has_in_other_kinds_of_containers(String kind) throws Exception {
        container = bench.define("rootfs: dir:" + bench.rootfs() + "\n" + kind + "\n")
                .start();

        try (Attached attached = Attached.script(bench, container, "echo ready; exec sleep 1000")) {
            attached.operator().await("ready");
            long pid = Attached.pid(bench, container, 1);

            assertThat(bench.procfs().namespaces(pid)).isEqualTo(container.namespaces());
            assertThat(cgroups(pid)).isEqualTo(cgroups(container.pid()));
            for (String line :
                    List.of("Uid", "Gid", "Groups", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs")) {
                assertThat(status(pid, line)).as(line).isEqualTo(container.status(line));
            }
            attached.operator().type("\u0003");
            attached.outcome();
        }
    }

    private static String status(long pid, String key) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.substring(key.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Proves({"A12", "T1"})
    void it_has_no_descriptor_but_its_three_and_no_signal_is_ignored_or_blocked() throws Exception {
        try (Attached attached = new Attached(
                bench, Attaching.to(container, "/bin/sleep", "1000").request())) {
            long pid = Attached.pid(bench, container, 1);

            try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
                assertThat(open.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("0", "1", "2");
            }
            assertThat(status(pid, "SigIgn")).isEqualTo("0000000000000000");
            assertThat(status(pid, "SigBlk")).isEqualTo("0000000000000000");
            attached.operator().type("\u0003");
            attached.outcome();
        }
    }

    @Test
    @Proves({"A3", "M10"})
    void with_the_caller_s_privileges_it_has_its_capabilities_and_cgroups() throws Exception {
        String own = bench.procfs()
                .cgroup(ProcessHandle.current().pid())
                .orElseThrow()
                .entries()
                .toString();
        try (Attached attached = new Attached(
                bench,
                Attaching.to(container, "/bin/sleep", "1000")
                        .elevated(Privilege.CAP, Privilege.CGROUP)
                        .request())) {
            long pid = Awaiting.present(
                    "the command",
                    () -> ProcessHandle.allProcesses()
                            .map(ProcessHandle::pid)
                            .filter(p -> p != container.pid())
                            .filter(p -> bench.procfs().namespaces(p).equals(container.namespaces()))
                            .filter(p -> bench.procfs()
                                    .commandLine(p)
                                    .orElse(List.of())
                                    .contains("/bin/sleep"))
                            .findFirst());

            assertThat(status(pid, "CapEff"))
                    .isEqualTo(status(ProcessHandle.current().pid(), "CapEff"));
            assertThat(bench.procfs().cgroup(pid).orElseThrow().entries().toString())
                    .isEqualTo(own);
            attached.operator().type("\u0003");
            attached.outcome();
        }
    }

    @Test
    @Proves({"M21", "T9"})
    void the_log_has_exactly_the_bytes_that_were_shown() throws Exception {
        Path log = bench.file("session.log");
        try (Attached attached = new Attached(
                bench,
                Attaching.to(container, "/bin/sh", "-c", "dd if=/dev/urandom bs=1000 count=100 2>/dev/null; seq 1 5000")
                        .logging(log)
                        .request())) {
            attached.outcome();

            assertThat(Files.readAllBytes(log)).hasSizeGreaterThan(100_000);
            assertThat(attached.operator().bytes()).startsWith(Files.readAllBytes(log));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-------");
    }

    @Test
    void the_log_is_appended_to_and_never_written_through_a_link() throws Exception {
        Path log = bench.file("session.log");
        output(Attaching.to(container, "echo", "one").logging(log));
        output(Attaching.to(container, "echo", "two").logging(log));
        assertThat(log).hasContent("one\r\ntwo\r\n");

        Path link = Files.createSymbolicLink(bench.file("link"), log);
        assertThatThrownBy(() -> output(Attaching.to(container, "echo", "three").logging(link)))
                .isInstanceOf(RefusedException.class);
        assertThat(log).hasContent("one\r\ntwo\r\n");
    }

    @Test
    @Proves({"A8", "M2"})
    void what_does_not_run_cannot_be_attached_to() throws Exception {
        TestContainer ended = bench.container("/bin/true").start();
        ended.awaitExit();
        TestContainer frozen = bench.sleeper().start();
        frozen.freeze();

        assertThatThrownBy(() -> attach(ended.name()))
                .isInstanceOf(WrongStateException.class)
                .hasMessage(ended.name() + " is not running");
        assertThatThrownBy(() -> attach(frozen.name()))
                .isInstanceOf(WrongStateException.class)
                .hasMessage(frozen.name() + " is frozen: a command in it would not run");
        assertThatThrownBy(() -> attach("it-nobody")).isInstanceOf(UnknownContainerException.class);
    }

    private CommandOutcome attach(String name) throws Exception {
        try (Attached attached = new Attached(bench, AttachRequest.of(name, List.of("true")))) {
            return attached.outcome();
        }
    }

    @Test
    void ten_at_once_do_not_disturb_each_other() throws Exception {
        List<Attached> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(Attached.script(bench, container, "read line; echo line $line; exit " + i));
        }
        Awaiting.until("ten sessions", () -> container.summary().sessions() == 10);

        for (int i = 0; i < 10; i++) {
            all.get(i).operator().type("number " + i + "\r");
        }

        for (int i = 0; i < 10; i++) {
            assertThat(all.get(i).outcome()).isEqualTo(new CommandOutcome.Exited(i));
            assertThat(all.get(i).output()).contains("line number " + i + "\n");
            all.get(i).close();
        }
        assertThat(bench.engine().list())
                .filteredOn(row -> row.name().equals(container.name()))
                .extracting(ContainerSummary::sessions)
                .containsExactly(0);
    }

    @Test
    void thirty_attaches_leave_no_descriptor_open() throws Exception {
        outcome("true");
        outcome("true"); // of a container that is looked at again, some stay open
        long before = descriptors();

        for (int i = 0; i < 30; i++) {
            outcome("true");
        }
        assertThatThrownBy(() -> outcome("/no/such/program")).isNotNull();

        assertThat(descriptors()).isEqualTo(before);
    }

    private static long descriptors() throws Exception {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }
}
