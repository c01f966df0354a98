package dev.cleat.engine.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessStatusTest {

    @Test
    void a_recorded_file_is_read() {
        ProcessStatus status =
                ProcessStatus.parse(Recorded.file("status-sleep.txt")).orElseThrow();

        assertThat(status.name()).isEqualTo("sleep");
        assertThat(status.innerPids()).containsExactly(4711L);
        assertThat(status.uids()).containsExactly(0L, 0L, 0L, 0L);
        assertThat(status.capabilities().bounding()).isEqualTo(0x1fffeffffffL);
        assertThat(status.noNewPrivileges()).isFalse();
        assertThat(status.seccompMode()).isZero();
    }

    @Test
    void a_process_of_inner_namespaces_has_a_pid_in_each() {
        ProcessStatus status = ProcessStatus.parse("""
                        Name:	init
                        Uid:	1000	1001	1002	1003
                        Gid:	100	101	102	103
                        Groups:	4 24 4294967295
                        NSpid:	900	7	1
                        CapAmb:	ffffffffffffffff
                        NoNewPrivs:	1
                        Seccomp:	2
                        """).orElseThrow();

        assertThat(status.innermostPid(900)).isEqualTo(1);
        assertThat(status.uids()).containsExactly(1000L, 1001L, 1002L, 1003L);
        assertThat(status.groups()).containsExactly(4L, 24L, 4_294_967_295L);
        assertThat(status.capabilities().ambient()).isEqualTo(-1L);
        assertThat(status.noNewPrivileges()).isTrue();
        assertThat(status.seccompMode()).isEqualTo(2);
    }

    @Test
    void a_file_without_ids_gives_nothing() {
        assertThat(ProcessStatus.parse("Name:\tx\n")).isEmpty();
    }
}
