package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.definition.DefaultPaths;
import dev.cleat.engine.procfs.ProcessCgroup;
import dev.cleat.engine.testing.HostRootfs;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TestContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds a container once it runs: capabilities, devices, descriptors, masked paths, limits. */
@Timeout(120)
class StartConfinementIT extends OnBench {

    /** Docker's fourteen: chown, dac_override, fowner, fsetid, kill, setgid, setuid, setpcap, net_bind_service, net_raw, sys_chroot, mknod, audit_write, setfcap. */
    private static final String DOCKERS_CAPABILITIES = "00000000a80425fb";

    private static final String NO_CAPABILITIES = "0000000000000000";

    @Test
    void root_of_a_container_has_exactly_the_capabilities_of_docker() throws Exception {
        TestContainer container = bench.sleeper().start();

        assertThat(container.status("CapBnd")).isEqualTo(DOCKERS_CAPABILITIES);
        assertThat(container.status("CapPrm")).isEqualTo(DOCKERS_CAPABILITIES);
        assertThat(container.status("CapEff")).isEqualTo(DOCKERS_CAPABILITIES);
        assertThat(container.status("CapInh")).isEqualTo(NO_CAPABILITIES);
        assertThat(container.status("CapAmb")).isEqualTo(NO_CAPABILITIES);
        assertThat(container.status("NoNewPrivs")).isEqualTo("0");
    }

    @Test
    void another_user_has_no_capabilities_and_the_ids_asked_for() throws Exception {
        TestContainer container = bench.define("""
                rootfs: dir:%s
                process:
                  command: [/bin/sleep, "1000"]
                  user: alice
                  additionalGroups: [7, 8]
                  umask: "077"
                security: {noNewPrivileges: true}
                """.formatted(bench.rootfs())).start();

        assertThat(container.status("Uid")).isEqualTo("1000\t1000\t1000\t1000");
        assertThat(container.status("Gid")).isEqualTo("1000\t1000\t1000\t1000");
        assertThat(container.status("Groups")).isEqualTo("7 8");
        assertThat(container.status("Umask")).isEqualTo("0077");
        assertThat(container.status("CapPrm")).isEqualTo(NO_CAPABILITIES);
        assertThat(container.status("CapInh")).isEqualTo(NO_CAPABILITIES);
        assertThat(container.status("CapBnd")).isEqualTo(DOCKERS_CAPABILITIES);
        assertThat(container.status("NoNewPrivs")).isEqualTo("1");
    }

    @Test
    void the_environment_of_init_is_the_plan_s_and_nothing_else() throws Exception {
        TestContainer container = bench.define("""
                rootfs: dir:%s
                process:
                  command: [/bin/sleep, "1000"]
                  env: {GREETING: "a b\\n=c", EMPTY: ""}
                """.formatted(bench.rootfs())).start();

        assertThat(container.proc("environ").split("\u0000"))
                .containsExactly(
                        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                        "container=cleat",
                        "HOME=/root",
                        "GREETING=a b\n=c",
                        "EMPTY=");
    }

    /** CVE-2021-43784: a length of sixteen bits once wrapped around. */
    @Test
    void a_value_of_seventy_thousand_bytes_arrives_whole() throws Exception {
        String value = "0123456789".repeat(7000);
        TestContainer container =
                bench.define("""
                rootfs: dir:%s
                process:
                  command: [/bin/sleep, "1000"]
                  env: {LONG: "%s", NEXT: next}
                """.formatted(bench.rootfs(), value)).start();

        assertThat(container.proc("environ").split("\u0000")).contains("LONG=" + value, "NEXT=next");
    }

    @Test
    void init_has_no_descriptor_but_its_three() throws Exception {
        TestContainer container = bench.sleeper().start();

        assertThat(descriptors(container.pid())).containsExactly("0", "1", "2");
    }

    static List<String> descriptors(long pid) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void dev_has_the_usual_devices_and_no_others() throws Exception {
        TestContainer container = bench.container(
                        "/bin/sh",
                        "-c",
                        "ls -1 /dev; stat -c '%n %t:%T %a' /dev/null /dev/zero /dev/full /dev/random /dev/urandom /dev/tty;"
                                + " mknod /tmp/memory c 1 1; cat /tmp/memory; echo x >/dev/null && echo written;"
                                + " exec sleep 1000")
                .start();

        container.awaitLog("written");
        assertThat(container.log()).startsWith("""
                console
                fd
                full
                mqueue
                null
                ptmx
                pts
                random
                shm
                stderr
                stdin
                stdout
                tty
                urandom
                zero
                /dev/null 1:3 666
                /dev/zero 1:5 666
                /dev/full 1:7 666
                /dev/random 1:8 666
                /dev/urandom 1:9 666
                /dev/tty 5:0 666
                """);
        assertThat(container.log()).contains("'/tmp/memory': Permission denied");
    }

    @Test
    void only_devpts_may_have_devices_beside_those_bound_one_by_one() throws Exception {
        TestContainer container = bench.sleeper().start();

        assertThat(container.proc("mountinfo").lines())
                .filteredOn(line -> !line.split(" ")[5].contains("nodev"))
                .extracting(line -> line.split(" ")[4])
                .filteredOn(point -> !DefaultPaths.MASKED.contains(point))
                .containsExactlyInAnyOrder(
                        "/dev/pts",
                        "/dev/console",
                        "/dev/null",
                        "/dev/zero",
                        "/dev/full",
                        "/dev/random",
                        "/dev/urandom",
                        "/dev/tty");
    }

    @Test
    void masked_paths_show_nothing_and_protected_ones_cannot_be_written() throws Exception {
        TestContainer container = bench.define("""
                rootfs: dir:%s
                maskedPaths: [/proc/timer_list, /proc/keys, /sys/firmware, /etc/passwd, /not/there]
                readonlyPaths: [/proc/sys, /proc/sysrq-trigger, /var]
                process:
                  command:
                    - /bin/sh
                    - -c
                    - |
                      wc -c </proc/timer_list; wc -c </proc/keys; ls /sys/firmware | wc -l; wc -c </etc/passwd
                      echo x >/etc/passwd; wc -c </etc/passwd
                      echo x >/var/x
                      echo 5 >/proc/sys/kernel/printk_ratelimit
                      umount /etc/passwd
                      mount -o remount,rw /var
                      echo done; exec sleep 1000
                """.formatted(bench.rootfs())).start();

        assertThat(container.awaitLog("done").replaceAll("\\s+", " "))
                .startsWith("0 0 0 0 0 ")
                .contains("can't create /var/x: Read-only file system")
                .contains("can't create /proc/sys/kernel/printk_ratelimit: Read-only file system");
        assertThat(container.mount("/etc/passwd").orElseThrow())
                .contains(" ro,")
                .contains("devtmpfs");
    }

    @Test
    void limits_are_in_the_cgroup_before_init_runs() throws Exception {
        TestContainer container = bench.define("""
                rootfs: dir:%s
                process: {command: [/bin/sleep, "1000"]}
                resources: {memory: {limit: 64M}, pids: 17, cpu: {quota: 50%%, weight: 50}}
                """.formatted(bench.rootfs()));
        boolean v2 = isV2();
        List<String> seen = new ArrayList<>();

        container.start(step -> {
            if (step.name().equals("BECOME_ROOT")) {
                seen.add(text(container.cgroup("memory", v2 ? "memory.max" : "memory.limit_in_bytes")));
                seen.add(text(container.cgroup("pids", "pids.max")));
                seen.add(text(container.cgroup("cpu", v2 ? "cpu.max" : "cpu.cfs_quota_us")));
                seen.add(text(container.cgroup("pids", "cgroup.procs")));
            }
        });

        assertThat(seen)
                .containsExactly("67108864", "17", v2 ? "50000 100000" : "50000", Long.toString(container.pid()));
    }

    private boolean isV2() {
        return bench.layout().of("pids").orElseThrow().unified();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void init_is_in_its_own_cgroup_of_every_hierarchy() throws Exception {
        TestContainer container = bench.sleeper().start();

        assertThat(bench.procfs().cgroup(container.pid()).orElseThrow().entries())
                .filteredOn(entry -> bench.layout().byKey().containsKey(entry.key()))
                .hasSameSizeAs(bench.layout().hierarchies())
                .extracting(ProcessCgroup.Entry::path)
                .containsOnly("/cleat/" + container.name() + "/init");
    }

    @Test
    void inside_its_cgroup_namespace_init_is_at_the_top() throws Exception {
        TestContainer container = bench.container("/bin/sh", "-c", "cat /proc/1/cgroup; echo end; exec sleep 1000")
                .start();

        String log = container.awaitLog("end\n");
        assertThat(log.lines().filter(line -> line.contains(":")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).endsWith(":/"));
    }

    /** What it mounts in namespaces of its own is its own cgroup, and its limits are above that. */
    @Test
    void a_root_that_makes_itself_namespaces_cannot_lift_its_limits() throws Exception {
        HostRootfs.install(bench.rootfs(), Path.of("/usr/bin/unshare"));
        String mount = isV2() ? "mount -t cgroup2 none /tmp" : "mount -t cgroup -o pids none /tmp";
        TestContainer container =
                bench.define("""
                rootfs: dir:%s
                process:
                  command: [/bin/sh, -c, "/bin/unshare -UrmC sh -c '%s && echo mounted; echo max >/tmp/pids.max; cat /tmp/pids.max'; echo done; exec sleep 1000"]
                security: {seccomp: {profile: unconfined}, apparmor: {profile: unconfined}}
                resources: {pids: 50}
                """.formatted(bench.rootfs(), mount)).start();

        String log = container.awaitLog("done\n");

        assertThat(log).contains("mounted");
        if (!isV2()) {
            assertThat(log).contains("max\ndone\n"); // what it could write is its own cgroup's
        }
        assertThat(text(container.cgroup("pids", "pids.max"))).isEqualTo("50");
    }
}
