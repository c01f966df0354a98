package dev.cleat.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.Termios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class HostPtyTest {

    private static final TerminalSize SIZE = new TerminalSize(30, 100);

    @Test
    void the_slave_has_its_size_from_the_start() throws Exception {
        try (HostPty pty = HostPty.open(-1, -1, SIZE)) {
            assertThat(Termios.windowSize(pty.slave().number())).isEqualTo(SIZE);
        }
    }

    @Test
    void no_other_program_inherits_either_end() throws Exception {
        try (HostPty pty = HostPty.open(-1, -1, SIZE)) {
            assertThat(flags(pty.master()) & 02000000).isNotZero(); // O_CLOEXEC
            assertThat(flags(pty.slave()) & 02000000).isNotZero();
        }
    }

    @Test
    void the_slave_belongs_to_whom_it_is_given() throws Exception {
        int uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        int gid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:gid");
        try (HostPty pty = HostPty.open(uid, gid, SIZE)) {
            assertThat(Files.getAttribute(pty.name(), "unix:uid")).isEqualTo(uid);
            assertThat(Files.getAttribute(pty.name(), "unix:gid")).isEqualTo(gid);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pty.name())))
                    .isEqualTo("rw--w----");
        }
    }

    @Test
    void closing_takes_the_slave_away() throws Exception {
        HostPty pty = HostPty.open(-1, -1, SIZE);
        try (pty) {
            assertThat(pty.name()).exists();
        }
        assertThatThrownBy(pty.master()::number).isInstanceOf(IllegalStateException.class);
        assertThat(pty.name()).doesNotExist();
    }

    private static int flags(Fd fd) throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/fdinfo", Integer.toString(fd.number())))
                .get(1);
        return Integer.parseInt(line.replaceFirst("flags:\\s*", ""), 8);
    }
}
