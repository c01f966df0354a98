package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.state.ExitRecord;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.DebianRootfs;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A whole operating system: Debian's init systems boot, show a login, reboot from inside and halt. */
@Timeout(900)
class DebianBootIT extends OnBench {

    /** A boot under software emulation takes minutes. */
    private static final Duration BOOT = Duration.ofMinutes(4);

    private static final int SIGINT = 2;

    @Test
    @Proves({"S22", "S41"})
    void sysvinit_boots_shows_a_login_reboots_from_inside_and_halts_on_stop() throws Exception {
        String host = ctrlAltDel();
        TestContainer debian = define("[/sbin/init]", "SIGPWR").start();
        awaitLogins(debian, 1);

        debian.execute("/sbin/reboot");
        awaitLogins(debian, 2);

        assertHaltsOnStop(debian);
        assertThat(ctrlAltDel()).isEqualTo(host);
    }

    @Test
    @Proves("S41")
    void systemd_boots_shows_a_login_reboots_from_inside_and_halts_on_stop() throws Exception {
        TestContainer debian = define("[/lib/systemd/systemd]", "SIGRTMIN+3").start();
        awaitLogins(debian, 1);

        debian.execute("/bin/systemctl", "reboot");
        awaitLogins(debian, 2);

        assertHaltsOnStop(debian);
    }

    /** Its own copy in memory: both tests use one tree. */
    private TestContainer define(String init, String halt) throws Exception {
        return bench.define("""
                rootfs: {source: "dir:%s", writable: tmpfs}
                process: {command: %s, terminal: true}
                security: {capabilities: {keep: all, drop: [sys_module, sys_time, sys_rawio, mac_admin, mac_override]}}
                autoMounts: {cgroup: rw}
                mounts:
                  - {type: tmpfs, target: /run, options: [nosuid, mode=0755]}
                signals: {halt: %s}
                stop: {timeout: 240s, action: halt}
                """.formatted(DebianRootfs.path(), init, halt));
    }

    private static void awaitLogins(TestContainer debian, int count) throws Exception {
        Awaiting.until(
                count + " logins on the console, which shows:\n" + debian.log(),
                BOOT,
                () -> debian.log().split("login: ", -1).length - 1 >= count
                        && debian.state() == ContainerState.RUNNING);
    }

    private void assertHaltsOnStop(TestContainer debian) throws Exception {
        bench.engine().stop(StopRequest.of(debian.name()));

        ExitRecord exit = debian.awaitExit();
        assertThat(exit.signal())
                .as("reboot(2) with power off, seen from outside")
                .hasValue(SIGINT);
    }

    private static String ctrlAltDel() throws Exception {
        return Files.readString(Path.of("/proc/sys/kernel/ctrl-alt-del"));
    }
}
