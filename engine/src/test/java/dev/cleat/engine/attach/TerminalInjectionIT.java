package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TerminalProgram;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A program in a container types at whatever terminal it can reach, so that the operator's own shell would execute it
 * (CVE-2016-10124; with another high half of the request CVE-2019-10063, CVE-2019-7303; CVE-2023-28100 for TIOCLINUX).
 */
@Timeout(120)
class TerminalInjectionIT extends OnBench {

    private static final String PROGRAM = """
            #include <fcntl.h>
            #include <stdio.h>
            #include <sys/ioctl.h>
            #include <sys/syscall.h>
            #include <unistd.h>
            static void type(int fd)
            {
                for (unsigned long high = 0; high < 2; high++) {
                    for (const char *at = "INJECTED\\n"; *at; at++)
                        syscall(SYS_ioctl, fd, 0x5412UL | high << 32, at); /* TIOCSTI */
                    for (char subcode = 0; subcode < 16; subcode++)
                        if (subcode == 2 || subcode == 3 || subcode == 12)
                            syscall(SYS_ioctl, fd, 0x541cUL | high << 32, &subcode); /* TIOCLINUX */
                }
            }
            int main(void)
            {
                int stolen;
                for (int fd = 0; fd < 64; fd++)
                    type(fd);
                type(open("/dev/tty", O_RDWR | O_NOCTTY));
                type(open("/dev/console", O_RDWR | O_NOCTTY));
                setsid();
                if (fork() == 0) {
                    setsid();
                    for (int fd = 0; fd < 64; fd++)
                        ioctl(fd, 0x540e, 1); /* TIOCSCTTY: steal it */
                    type(stolen = open("/dev/tty", O_RDWR | O_NOCTTY));
                    _exit(0);
                }
                sleep(1);
                return 0;
            }
            """;

    @BeforeEach
    void a_compiler() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "needs a C compiler");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', AUTO",
        "'', '2>/dev/null', AUTO",
        "'', '</dev/null', AUTO",
        "'', '>/dev/null', AUTO",
        "'', '', NEVER",
        "'security: {capabilities: {keep: all}}', '', AUTO",
        "'security: {capabilities: {keep: all}}', '2>/dev/null >/dev/null', AUTO",
        "'security: {capabilities: {add: [SYS_ADMIN, SYS_TTY_CONFIG]}}\nnamespaces: {pid: host, ipc: host}', '', AUTO"
    })
    @Proves("M4")
    void what_a_container_types_never_reaches_the_operator_s_shell(String kind, String redirection, String pty)
            throws Exception {
        compile("inject", PROGRAM);
        TestContainer container = bench.define(
                        "rootfs: dir:" + bench.rootfs() + "\nprocess: {command: [/bin/sleep, '1000']}\n" + kind + "\n")
                .start();

        try (TerminalProgram shell = new TerminalProgram(
                "\"$@\" " + redirection + "; echo status $?; read -t 1 typed; echo \"typed: [$typed]\"",
                EngineProgram.commandLine(bench, "attach", container.name(), pty, "-", "/bin/inject"))) {
            shell.end();

            assertThat(shell.screen()).contains("status 0").endsWith("typed: []\n");
        }
    }

    /** TIOCSETD 27 is N_NULL (tty(7)): what is written to such a terminal is nowhere. A hang-up takes a privilege. */
    @ParameterizedTest
    @ValueSource(strings = {"ioctl(0, 0x5423, &(int){27})", "vhangup()"})
    void who_breaks_the_terminal_of_a_session_breaks_no_other(String call) throws Exception {
        compile(
                "break",
                "#define _GNU_SOURCE\n#include <signal.h>\n#include <sys/ioctl.h>\n#include <unistd.h>\nint main(void) {"
                        + " (void)signal(SIGHUP, SIG_IGN); return (" + call + ") != 0; }\n");
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs()
                        + "\nprocess: {command: [/bin/sleep, '1000']}\nsecurity: {capabilities: {keep: all}}\n")
                .start();

        try (TerminalProgram shell = new TerminalProgram(
                "\"$@\"; echo status $?; read typed; echo \"typed: [$typed]\"",
                EngineProgram.commandLine(bench, "attach", container.name(), "AUTO", "-", "/bin/break"))) {
            String before = shell.settings();
            shell.await("status 0");
            assertThat(shell.settings()).isEqualTo(before);
            shell.type("works\r");
            shell.end();
            assertThat(shell.screen()).endsWith("typed: [works]\n");
        }
    }

    private void compile(String program, String text) throws Exception {
        Path source = Files.writeString(bench.file(program + ".c"), text);
        Process compiler = new ProcessBuilder(
                        "gcc",
                        "-static",
                        "-w",
                        "-o",
                        bench.rootfs().resolve("bin").resolve(program).toString(),
                        source.toString())
                .inheritIO()
                .start();
        assertThat(compiler.waitFor()).isZero();
    }
}
