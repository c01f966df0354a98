package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program in the container looks into every process that appears, for a way to the host (CVE-2016-8649, CVE-2016-9962). */
@Timeout(120)
class AttachHuntedIT extends OnBench {

    private static final String HUNTER = """
            #include <dirent.h>
            #include <fcntl.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <string.h>
            #include <unistd.h>
            static void look(const char *link)
            {
                static char seen[512][256];
                static int count;
                char text[256], line[256];
                long length = readlink(link, text, sizeof text - 1);
                if (length < 0)
                    return;
                text[length] = 0;
                snprintf(line, sizeof line, "%s -> %s", strrchr(link, '/') + 1, text);
                for (int i = 0; i < count; i++)
                    if (strcmp(seen[i], line) == 0)
                        return;
                if (count < 512)
                    strcpy(seen[count++], line);
                printf("found %s\\n", line);
                fflush(stdout);
                int fd = strstr(link, "/exe") ? open(link, O_WRONLY) : -1;
                if (fd >= 0)
                    printf("WRITABLE %s\\n", line);
            }
            int main(void)
            {
                puts("hunting");
                fflush(stdout);
                for (;;)
                    for (int pid = 2; pid < 400; pid++) {
                        char path[64];
                        if (pid == getpid())
                            continue;
                        snprintf(path, sizeof path, "/proc/%d/exe", pid), look(path);
                        snprintf(path, sizeof path, "/proc/%d/cwd", pid), look(path);
                        snprintf(path, sizeof path, "/proc/%d/root", pid), look(path);
                        for (int fd = 0; fd < 12; fd++)
                            snprintf(path, sizeof path, "/proc/%d/fd/%d", pid, fd), look(path);
                    }
            }
            """;

    @BeforeEach
    void a_compiler() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "needs a C compiler");
    }

    @ParameterizedTest
    @CsvSource({"default", "all"})
    @Proves("A12")
    void an_attach_shows_nothing_of_the_host(String capabilities) throws Exception {
        Path source = Files.writeString(bench.file("hunter.c"), HUNTER);
        assertThat(new ProcessBuilder(
                                "gcc",
                                "-O1",
                                "-w",
                                "-static",
                                "-o",
                                bench.rootfs().resolve("bin/hunter").toString(),
                                source.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs()
                        + "\nsecurity: {capabilities: {keep: " + capabilities + "}}\n"
                        + "process: {command: [/bin/hunter]}\n")
                .start();
        container.awaitLog("hunting");

        for (int i = 0; i < 40; i++) {
            Attached.outputOf(bench, container, "echo attached");
        }
        try (Attached attached = Attached.script(bench, container, "exec sleep 1000")) {
            container.awaitLog("found exe -> /bin/busybox");
            attached.operator().type("\u0003");
            attached.outcome();
        }

        String found = container.log();
        assertThat(found).doesNotContain("WRITABLE");
        assertThat(found.lines().filter(line -> line.startsWith("found ")))
                .allSatisfy(line -> assertThat(line)
                        .matches("found (exe -> (/bin/busybox|/memfd:cleat-stage \\(deleted\\))"
                                + "|(cwd|root) -> /"
                                + "|[0-9]+ -> (/dev/null|/dev/pts/[0-9]+|/[0-9]+|socket:\\[[0-9]+]|pipe:\\[[0-9]+]))"));
        if (capabilities.equals("default")) {
            assertThat(found).doesNotContain("memfd");
        }
    }
}
