package dev.cleat.engine.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessStatTest {
    private static final String REST = " 1 4711 4711 0 -1 4194304 99 0 0 0 7 3 0 0 20 0 1 0 123456 2000000 250 0";

    @Test
    void a_recorded_file_is_read() {
        ProcessStat stat = ProcessStat.parse(Recorded.file("stat-sleep.txt")).orElseThrow();

        assertThat(stat.pid()).isEqualTo(4711);
        assertThat(stat.command()).isEqualTo("sleep");
        assertThat(stat.isAlive()).isTrue();
        assertThat(stat.startTicks()).isPositive();
    }

    @Test
    void every_field_comes_from_its_place() {
        ProcessStat stat = ProcessStat.parse("4711 (init) S" + REST).orElseThrow();

        assertThat(stat).isEqualTo(new ProcessStat(4711, "init", 'S', 1, 4711, 7, 3, 123456, 250));
        assertThat(stat.cpuNanos()).isEqualTo(100_000_000L);
        assertThat(stat.startNanosAfterBoot()).isEqualTo(1_234_560_000_000L);
    }

    @Test
    void a_command_may_hold_blanks_and_parentheses() {
        ProcessStat stat = ProcessStat.parse("4711 (a) Z 1 (b) S" + REST).orElseThrow();

        assertThat(stat.command()).isEqualTo("a) Z 1 (b");
        assertThat(stat.state()).isEqualTo('S');
    }

    @Test
    void a_zombie_is_dead() {
        assertThat(ProcessStat.parse("4711 (init) Z" + REST).orElseThrow().isAlive())
                .isFalse();
    }

    @Test
    void a_file_that_is_not_whole_gives_nothing() {
        assertThat(ProcessStat.parse("")).isEmpty();
        assertThat(ProcessStat.parse("4711 (sl")).isEmpty();
        assertThat(ProcessStat.parse("4711 (sleep)")).isEmpty();
        assertThat(ProcessStat.parse("4711 (sleep) S 1 2 3")).isEmpty();
    }
}
