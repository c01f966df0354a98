package dev.cleat.engine.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.procfs.ProcessCgroup.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessCgroupTest {

    @Test
    void each_hierarchy_has_its_controllers_and_its_path() {
        ProcessCgroup cgroup = ProcessCgroup.parse("9:name=systemd:/a\n4:cpu,cpuacct:/lxc.payload.web\n0::/b\n");

        assertThat(cgroup.entries())
                .containsExactly(
                        new Entry(List.of("name=systemd"), "/a", false),
                        new Entry(List.of("cpu", "cpuacct"), "/lxc.payload.web", false),
                        new Entry(List.of(), "/b", false));
        assertThat(cgroup.of("cpuacct")).contains("/lxc.payload.web");
        assertThat(cgroup.of("memory")).isEmpty();
        assertThat(cgroup.unified()).contains("/b");
    }

    @Test
    void a_path_may_hold_colons_and_blanks() {
        assertThat(ProcessCgroup.parse("0::/my job:2:x\n").unified()).contains("/my job:2:x");
    }

    @Test
    void a_removed_cgroup_is_told_from_one_that_exists() {
        Entry entry = ProcessCgroup.parse("0::/web (deleted)\n").entries().get(0);

        assertThat(entry.path()).isEqualTo("/web");
        assertThat(entry.deleted()).isTrue();
    }

    @Test
    void lines_of_another_form_are_left_out() {
        assertThat(ProcessCgroup.parse("x\n\n:\n").entries()).isEmpty();
    }
}
