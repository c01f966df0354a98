package dev.cleat.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Life;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileLock;
import dev.cleat.engine.linux.Signals;
import dev.cleat.engine.stage.KeeperResources.End;
import dev.cleat.engine.stage.KeeperResources.EndCommand;
import dev.cleat.engine.stage.KeeperResources.EndCopy;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Proves;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals on the way, and what the keeper does when init has ended. */
@Timeout(120)
class StagedEndIT {

    private static final int USR1 = 10;
    private static final int CONT = 18;
    private static final int STOP = 19;

    @TempDir
    Path directory;

    private StagedContainer container;

    @BeforeEach
    void a_container() throws Exception {
        container = new StagedContainer(directory);
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        container.close();
    }

    @Test
    @Proves("S7")
    void two_hundred_inits_that_end_at_once_never_hang_a_start() throws Exception {
        container.shell("exit 9");

        for (int i = 0; i < 200; i++) {
            container.start();
            assertThat(container.awaitEnd()).contains("\"exitCode\":9");
            container.close();
        }
    }

    @Test
    @Proves("S8")
    void every_signal_that_the_keeper_gets_is_init_s() throws Exception {
        List<Integer> signals = IntStream.of(1, 2, 3, 10, 12, 14, 15, 18, 21, 23, 30, 34, 64)
                .boxed()
                .toList();
        StringBuilder script = new StringBuilder();
        signals.forEach(signal -> script.append("trap 'echo got ")
                .append(signal)
                .append("' ")
                .append(signal)
                .append("; "));
        container.shell(script + "echo ready; while :; do sleep 0.05; done").start();
        container.awaitLog("ready\n");

        for (int signal : signals) {
            container.signalKeeper(signal);
            container.awaitLog("got " + signal + "\n");
        }
    }

    @Test
    void a_keeper_that_is_not_to_forward_swallows_signals() throws Exception {
        container.signals = new Life.Signals(15, 1, 9, 9, false);
        container
                .shell("trap 'echo got' USR1; trap 'exit 5' USR2; echo ready; while :; do sleep 0.05; done")
                .start();
        container.awaitLog("ready\n");

        container.signalKeeper(USR1);
        container.signalKeeper(Signals.TERM);
        container.signalInit(12);

        assertThat(container.awaitEnd()).contains("\"exitCode\":5");
        assertThat(container.log()).doesNotContain("got");
    }

    @Test
    @Proves("S9")
    void an_init_that_is_stopped_and_continued_goes_on() throws Exception {
        container
                .shell("trap 'echo alive' USR1; echo ready; while :; do sleep 0.05; done")
                .start();
        container.awaitLog("ready\n");

        container.signalInit(STOP);
        Awaiting.until(
                "it is stopped",
                () -> Files.readString(Path.of("/proc/" + container.init() + "/stat"))
                        .contains(") T "));
        container.signalInit(CONT);
        container.signalKeeper(USR1);

        container.awaitLog("alive\n");
        assertThat(directory.resolve("exit.json")).doesNotExist();
    }

    @Test
    @Proves("S11")
    void a_storm_of_signals_while_init_ends_hides_nothing() throws Exception {
        for (int round = 0; round < 20; round++) {
            container
                    .shell("trap : USR1 HUP TERM; echo ready; sleep 0.0" + round % 5 + "; exit 3")
                    .start();
            for (int i = 0; i < 300; i++) {
                container.signalKeeper(
                        List.of(USR1, Signals.HUP, Signals.TERM, 17).get(i % 4));
            }
            assertThat(container.awaitEnd()).containsAnyOf("\"exitCode\":3", "\"signal\":15", "\"signal\":1,");
            container.close();
        }
    }

    @Test
    @Proves("S25")
    void a_keeper_that_is_killed_takes_init_with_it() throws Exception {
        container.start();

        container.signalKeeper(Signals.KILL);

        Awaiting.until("init is dead", () -> !Files.exists(Path.of("/proc/" + container.init() + "/exe")));
    }

    @Test
    void a_core_that_was_dumped_is_told() throws Exception {
        String pattern = Files.readString(Path.of("/proc/sys/kernel/core_pattern"));
        Assumptions.assumeFalse(pattern.startsWith("|") || pattern.startsWith("/"), "a core goes elsewhere here");
        container.own.remove(NamespaceType.PID); // a signal cannot make a PID 1 dump
        container
                .shell("ulimit -c unlimited || exit 77; echo ready; exec sleep 1000")
                .start();
        container.awaitLog("ready\n");

        container.signalInit(11);

        assertThat(container.awaitEnd()).contains("\"signal\":11,\"coreDumped\":true");
    }

    @Test
    void figures_are_copied_and_the_journal_has_both_states() throws Exception {
        Path figures = Files.writeString(directory.resolve("figures"), "oom_kill 3\n".repeat(1000));
        Path journal = Files.writeString(directory.resolve("events.jsonl"), "{\"first\":1}\n");
        container.endCopies.add(new EndCopy(figures, "memory.events"));
        container.endCopies.add(new EndCopy(Path.of("/no/such/file"), "missing"));
        container.journal = Optional.of(journal);

        container.shell("exit 0").start();
        container.awaitEnd();

        assertThat(directory.resolve("memory.events")).hasSize(4096).content().startsWith("oom_kill 3\n");
        assertThat(directory.resolve("missing")).doesNotExist();
        assertThat(Files.readAllLines(journal)).hasSize(3);
        assertThat(Files.readAllLines(journal).get(1))
                .matches("\\{\"time\":[0-9]{13},\"name\":\"staged\",\"state\":\"STOPPING\"}");
        assertThat(Files.readAllLines(journal).get(2)).contains("\"STOPPED\"");
    }

    /** The shell reads its status itself: it blocks all signals while it starts another program. */
    private EndCommand command(Set<End> ends, boolean namespaces) {
        String script = """
                exec >%1$s/said
                ls -l /proc/$$/fd
                while read -r line; do case $line in SigBlk*|SigIgn*) echo "$line";; esac; done </proc/$$/status
                umask
                echo $WHO
                while ! test -e %1$s/go; do sleep 0.02; done
                kill -TERM $$
                echo not reached
                """.formatted(directory);
        return new EndCommand(
                ends, namespaces, List.of("/bin/sh", "-c", script), List.of("WHO=afterlife", "PATH=/usr/bin:/bin"));
    }

    @Test
    void the_keeper_becomes_the_end_command_with_the_lock_and_the_namespaces() throws Exception {
        container.endCommand = Optional.of(command(EnumSet.of(End.EXITED_OTHER), true));

        container.shell("exit 4").start();
        Path file = directory.resolve("said");
        Awaiting.until(
                "it runs", () -> Files.exists(file) && Files.readString(file).contains("afterlife\n"));

        try (Fd lock = Fd.open(directory.resolve("lock"), Fd.O_RDWR, 0)) {
            assertThat(FileLock.isHeldByOther(lock)).isTrue();
            Files.createFile(directory.resolve("go"));
            container.awaitEnd();
            assertThat(FileLock.isHeldByOther(lock)).isFalse();
        }
        String said = Files.readString(file);
        assertThat(said)
                .contains(" 3 -> " + directory + "/lock")
                .contains("0022\n")
                .contains("afterlife\n");
        assertThat(said.lines()
                        .filter(line -> line.contains("->"))
                        .map(line -> line.replaceAll(".* ([0-9]+) -> ([a-z_]+:)?.*", "$1 $2")))
                .contains("10 mnt:", "11 pid:", "12 uts:", "13 ipc:", "14 net:", "15 user:", "16 cgroup:", "17 time:")
                .hasSize(12);
        assertThat(said).contains("SigBlk:\t0000000000000000").doesNotContain("not reached");
    }

    @Test
    void it_is_nothing_but_gone_after_an_end_that_is_not_asked_for() throws Exception {
        container.endCommand =
                Optional.of(command(EnumSet.of(End.EXITED_OTHER, End.KILLED, End.REBOOT, End.HALT), false));

        container.shell("exit 0").start();
        container.awaitEnd();

        assertThat(directory.resolve("said")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"6, 1", "0, 2"})
    @Proves("S23")
    void the_run_level_in_its_utmp_ends_a_container_that_may_not_call_reboot(char level, int signal) throws Exception {
        container.runLevel = true;
        container.entries.add(StagedContainer.fileSystem("tmpfs", "/run", 2));
        ByteBuffer record = ByteBuffer.allocate(384).order(ByteOrder.nativeOrder());
        record.putShort(0, (short) 1).putInt(4, level);
        Files.write(container.rootfs.resolve("etc/level"), record.array());
        container
                .shell("sleep 0.3; mkdir -p /run; cat /etc/level >/run/utmp; echo written; exec sleep 1000")
                .start();

        container.awaitLog("written\n");

        assertThat(container.awaitEnd()).contains("\"signal\":" + signal + ",");
    }

    @Test
    @Proves("S23")
    void a_run_level_waits_for_the_others_to_end() throws Exception {
        container.runLevel = true;
        ByteBuffer record = ByteBuffer.allocate(384).order(ByteOrder.nativeOrder());
        record.putShort(0, (short) 1).putInt(4, '6');
        Files.write(container.rootfs.resolve("etc/level"), record.array());
        container
                .shell("sleep 1 & cat /etc/level >/run/utmp; trap 'echo before' USR1; wait; exec sleep 1000")
                .start();

        assertThat(container.awaitEnd()).contains("\"signal\":1,");
    }

    /** A link, a fifo, a device: none of them is read, and nobody waits for it. */
    @Test
    void a_hostile_utmp_holds_nobody_up() throws Exception {
        container.runLevel = true;
        container
                .shell("ln -s /etc/level /run/utmp; sleep 0.5; rm /run/utmp; mknod /run/utmp p; sleep 0.5; exit 8")
                .start();

        assertThat(container.awaitEnd()).contains("\"exitCode\":8");
    }

    @Test
    @Proves("S21")
    void a_start_that_fails_leaves_no_process() throws IOException {
        container.command = List.of("/no/such/program");

        assertThat(catchThrowable(container::start))
                .isInstanceOf(StageFailureException.class)
                .hasMessage("/no/such/program: ENOENT (no such file or directory)");

        assertThat(directory.resolve("exit.json")).doesNotExist();
        assertThat(Files.exists(Path.of("/proc/" + container.init()))).isFalse();
    }
}
