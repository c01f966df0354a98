package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.cgroup.CgroupException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartAdviceTest {

    @Test
    void a_cgroup_that_others_have_is_left_to_them_and_another_name_taken() {
        CgroupException inUse = CgroupException.inUse(Path.of("/sys/fs/cgroup/cleat/web"), List.of(42L));
        assertThat(StartAdvice.of(StartStep.CREATE_CGROUP, inUse))
                .contains("another name", "--set cgroup.path=")
                .doesNotContain("doctor");
    }
}
