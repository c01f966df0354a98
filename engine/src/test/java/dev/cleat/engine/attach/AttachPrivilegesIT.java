package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.procfs.ProcessStatus;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TestContainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a container could take from those who come in. */
@Timeout(120)
class AttachPrivilegesIT extends OnBench {

    private static final int ATTACHES = 60;

    /** Says the serial number of its session keyring (keyctl(2), KEYCTL_GET_KEYRING_ID). */
    private static final String KEYRING = """
            #include <stdio.h>
            #include <sys/syscall.h>
            #include <unistd.h>
            int main(void)
            {
                return printf("keyring %ld\\n", syscall(SYS_keyctl, 0, -3, 0)) < 0;
            }
            """;

    /** CVE-2016-9962 where the container may trace: it can take over whatever of ours it sees before execve(2). */
    @Test
    void what_of_an_attach_can_be_seen_inside_has_no_capability_that_the_container_has_not() throws Exception {
        TestContainer container = bench.define("""
                rootfs: dir:%s
                security: {capabilities: {add: [SYS_PTRACE]}}
                process: {command: [/bin/sh, -c, "while :; do sleep 1; done"]}
                """.formatted(bench.rootfs())).start();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Thread watcher = new Thread(() -> watch(container, seen), "watcher");
        watcher.start();

        for (int i = 0; i < ATTACHES; i++) {
            Attached.outputOf(bench, container, "true");
        }
        watcher.interrupt();
        watcher.join();

        assertThat(seen).as("processes of ours that were seen inside").isNotEmpty();
        String own = container.status("CapPrm") + " of " + container.status("CapBnd");
        assertThat(seen).containsOnly(own);
    }

    private void watch(TestContainer container, Set<String> seen) {
        while (!Thread.interrupted()) {
            for (long pid : container.processes()) {
                capabilitiesOfOurs(pid).ifPresent(seen::add);
            }
        }
    }

    /** Of a process that has a pid inside, as long as it is the stage. */
    private Optional<String> capabilitiesOfOurs(long pid) {
        try {
            String status = Files.readString(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1);
            return ProcessStatus.parse(status)
                    .filter(process -> status.startsWith("Name:\tcleat-attach\n"))
                    .filter(process -> process.innermostPid(pid) != pid)
                    .map(ProcessStatus::capabilities)
                    .map(sets -> "%016x of %016x".formatted(sets.permitted(), sets.bounding()));
        } catch (IOException e) {
            return Optional.empty(); // it has ended
        }
    }

    /** Keys of a session are there for every process of it: of the operator's, for a file server or a disk, say. */
    @Test
    void the_operator_s_keys_stay_outside() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "needs a C compiler");
        Path source = Files.writeString(bench.file("keyring.c"), KEYRING);
        Path program = bench.rootfs().resolve("bin/keyring");
        run("gcc", "-w", "-static", "-o", program.toString(), source.toString());
        String operators = run(program.toString());
        assumeTrue(operators.matches("keyring [0-9]+\n"), "this kernel has no keys");
        TestContainer container = bench.define("""
                rootfs: dir:%s
                process: {command: [/bin/sh, -c, "keyring; exec sleep 1000"]}
                security: {seccomp: {profile: unconfined}}
                """.formatted(bench.rootfs())).start();

        String init = container.awaitLog("\n");
        String attached = Attached.outputOf(bench, container, "keyring");

        assertThat(init).matches("keyring [0-9]+\n").isNotEqualTo(operators);
        assertThat(attached).matches("keyring [0-9]+\n").isNotEqualTo(operators).isNotEqualTo(init);
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
