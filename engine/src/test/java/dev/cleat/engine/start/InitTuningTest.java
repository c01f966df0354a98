package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.definition.ProcessTuning;
import dev.cleat.engine.definition.ProcessTuning.IoClass;
import dev.cleat.engine.definition.ProcessTuning.IoPriority;
import dev.cleat.engine.definition.ProcessTuning.Limit;
import dev.cleat.engine.definition.ProcessTuning.Scheduler;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.plan.TuningPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process stands for init: the kernel does not ask what it is. */
class InitTuningTest {

    private Process process;

    @BeforeEach
    void a_process() throws IOException {
        process = new ProcessBuilder("sleep", "1000").start();
    }

    @AfterEach
    void ends() {
        process.destroyForcibly();
    }

    private void apply(ProcessTuning tuning) throws IOException {
        InitTuning.apply(process.pid(), new TuningPlan(tuning, false, Optional.empty()));
    }

    private String proc(String file) throws IOException {
        return Files.readString(Path.of("/proc/" + process.pid(), file), StandardCharsets.UTF_8);
    }

    private static ProcessTuning limits(Map<String, Limit> limits) {
        return new ProcessTuning(limits, Map.of(), Optional.empty(), Optional.empty(), Set.of(), true);
    }

    private static ProcessTuning files(Map<String, String> files) {
        return new ProcessTuning(Map.of(), files, Optional.empty(), Optional.empty(), Set.of(), true);
    }

    private static ProcessTuning scheduler(String policy, int nice, Set<String> flags) {
        Scheduler scheduler = new Scheduler(policy, OptionalInt.of(nice), OptionalInt.empty(), flags, 0, 0, 0);
        return new ProcessTuning(Map.of(), Map.of(), Optional.of(scheduler), Optional.empty(), Set.of(), true);
    }

    private String ioPriority() throws Exception {
        Process said = new ProcessBuilder("ionice", "-p", Long.toString(process.pid())).start();
        return new String(said.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void resource_limits_are_set_by_the_kernel_s_names() throws Exception {
        apply(limits(Map.of(
                "nofile", new Limit(OptionalLong.of(100), OptionalLong.of(200)),
                "core", new Limit(OptionalLong.of(0), OptionalLong.of(0)),
                "stack", new Limit(OptionalLong.of(1 << 20), OptionalLong.empty()),
                "nproc", new Limit(OptionalLong.of(55), OptionalLong.of(66)))));

        assertThat(proc("limits"))
                .containsPattern("Max open files +100 +200 ")
                .containsPattern("Max core file size +0 +0 ")
                .containsPattern("Max stack size +1048576 +unlimited ")
                .containsPattern("Max processes +55 +66 ");
    }

    @Test
    void a_limit_that_the_kernel_refuses_is_told_with_key_and_value() {
        assertThatThrownBy(() -> apply(limits(Map.of("nofile", new Limit(OptionalLong.of(9), OptionalLong.of(8))))))
                .hasMessage("process.rlimits.nofile: 9:8: EINVAL (invalid argument)");
        assertThatThrownBy(() -> apply(limits(Map.of("files", new Limit(OptionalLong.of(1), OptionalLong.of(1))))))
                .hasMessageStartingWith("process.rlimits.files: the kernel has no such limit; it has cpu, fsize,");
    }

    @Test
    void files_of_proc_are_written() throws Exception {
        apply(files(Map.of("oom_score_adj", "321", "coredump_filter", "0x7")));

        assertThat(proc("oom_score_adj")).isEqualTo("321\n");
        assertThat(proc("coredump_filter")).isEqualTo("00000007\n");
    }

    @Test
    void a_file_of_proc_that_is_none_or_of_another_process_is_refused() {
        assertThatThrownBy(() -> apply(files(Map.of("oom_score_adj", "5000"))))
                .hasMessage("process.proc.oom_score_adj: 5000: EINVAL (invalid argument)");
        assertThatThrownBy(() -> apply(files(Map.of("colour", "red"))))
                .hasMessage("process.proc.colour: red: ENOENT (no such file or directory); there is no such file in"
                        + " /proc/PID");
        assertThatThrownBy(() -> apply(files(Map.of("../none/of/its/files", "5"))))
                .hasMessage("process.proc.../none/of/its/files: is not a file of /proc/PID");
        // Names that are nowhere: ELOOP says that the link was not followed at all.
        assertThatThrownBy(() -> apply(files(Map.of("root/none/such", "x"))))
                .hasMessageStartingWith("process.proc.root/none/such: x: ELOOP");
        assertThatThrownBy(() -> apply(files(Map.of("cwd/none/such", "x")))).hasMessageContaining("ELOOP");
    }

    @Test
    void the_scheduler_is_set() throws Exception {
        apply(scheduler("batch", 7, Set.of("SCHED_FLAG_RESET_ON_FORK")));

        String[] fields = proc("stat").replaceFirst(".*\\) ", "").split(" ");
        assertThat(fields[16]).as("nice").isEqualTo("7");
        assertThat(fields[38]).as("policy").isEqualTo("3");
        assertThatThrownBy(() -> apply(scheduler("quick", 0, Set.of())))
                .hasMessage("process.scheduler.policy: the kernel has no policy \"quick\"");
        assertThatThrownBy(() -> apply(scheduler("fifo", 0, Set.of())))
                .hasMessage("process.scheduler: policy fifo, nice 0: EINVAL (invalid argument)");
    }

    @Test
    void priority_of_input_and_output_and_the_cpus_are_set() throws Exception {
        apply(new ProcessTuning(
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.of(new IoPriority(IoClass.BEST_EFFORT, 6)),
                Set.of(0),
                true));

        assertThat(ioPriority()).isEqualTo("best-effort: prio 6");
        assertThat(proc("status")).containsPattern("Cpus_allowed_list:\t0\n");
    }

    @Test
    void cpus_that_are_not_there_are_refused() {
        assertThatThrownBy(() -> apply(
                        new ProcessTuning(Map.of(), Map.of(), Optional.empty(), Optional.empty(), Set.of(8000), true)))
                .hasMessage("process.cpuAffinity: [8000]: EINVAL (invalid argument)");
    }

    @Test
    void a_core_of_its_own_is_given_or_refused_with_the_reason() throws Exception {
        assumeTrue(Credentials.effectiveUid() == 0, "needs root");
        TuningPlan plan = new TuningPlan(ProcessTuning.DEFAULT, true, Optional.empty());
        try {
            InitTuning.apply(process.pid(), plan);
        } catch (IOException e) {
            assertThat(e)
                    .hasMessageStartingWith("security.coreScheduling: true: E")
                    .hasMessageContaining("SCHED_CORE");
        }
    }
}
