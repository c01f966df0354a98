package dev.cleat.engine.definition;

import static dev.cleat.engine.definition.Written.definition;
import static dev.cleat.engine.definition.Written.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.definition.Devices.Rule;
import dev.cleat.engine.definition.Resources.IoDevice;
import dev.cleat.engine.definition.Resources.Quota;
import dev.cleat.engine.definition.Resources.Rdma;
import dev.cleat.engine.definition.Security.AppArmor;
import dev.cleat.engine.definition.Security.FiveSets;
import dev.cleat.engine.definition.Security.Seccomp;
import dev.cleat.engine.definition.Security.SeccompProfile;
import dev.cleat.engine.definition.Security.Selinux;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecurityAndResourcesTest {

    @Test
    void a_container_is_confined_without_asking() throws Exception {
        Security security = definition("").security();

        assertThat(security.privileged()).isFalse();
        assertThat(security.seccomp()).isEqualTo(Seccomp.DEFAULT);
        assertThat(security.apparmor()).isEqualTo(AppArmor.DEFAULT);
        assertThat(security.capabilities().keep()).isEqualTo(Capability.DEFAULT);
        assertThat(security.capabilities().sets()).isEmpty();
    }

    @Test
    void filters_profiles_and_contexts_are_read() throws Exception {
        Security security = definition("""
                security:
                  seccomp: {profile: "lxc:web.seccomp", allowNesting: true, log: true}
                  apparmor: {profile: default, allowIncomplete: true, allowNesting: true, raw: ["deny /x r,"]}
                  selinux: {process: "u:r:t:s0:c1,c2", mount: u:r:t, keyring: u:r:k}
                  coreScheduling: true
                """).security();

        assertThat(security.seccomp())
                .isEqualTo(new Seccomp(new SeccompProfile.Lxc(Path.of("/srv/web.seccomp")), true, true));
        assertThat(security.apparmor()).isEqualTo(new AppArmor(Optional.empty(), true, true, List.of("deny /x r,")));
        assertThat(security.selinux())
                .isEqualTo(new Selinux(Optional.of("u:r:t:s0:c1,c2"), Optional.of("u:r:t"), Optional.of("u:r:k")));
        assertThat(security.coreScheduling()).isTrue();
        assertThat(definition("security: {seccomp: {profile: 'file:/p.json'}}")
                        .security()
                        .seccomp()
                        .profile())
                .isEqualTo(new SeccompProfile.Oci(Path.of("/p.json")));
        assertThat(definition("security: {apparmor: {profile: web}}")
                        .security()
                        .apparmor()
                        .profile())
                .contains("web");
    }

    @Test
    void the_five_sets_of_capabilities_are_read() throws Exception {
        var sets = definition("security: {capabilities: {bounding: [KILL, CAP_CHOWN], permitted: [KILL],"
                        + " effective: [kill], inheritable: [KILL], ambient: [KILL]}}")
                .security()
                .capabilities()
                .sets();

        Set<Capability> kill = Set.of(Capability.KILL);
        assertThat(sets).contains(new FiveSets(Set.of(Capability.KILL, Capability.CHOWN), kill, kill, kill, kill));
    }

    @Test
    void two_ways_to_say_capabilities_contradict_each_other() {
        assertThat(problems("security: {capabilities: {drop: [KILL], bounding: all, ambient: [KILL]}}"))
                .containsExactly(
                        "3:33: security.capabilities.drop: is another way to say bounding, effective, ...; give one of them",
                        "3:65: security.capabilities.ambient: KILL must be in permitted too",
                        "3:65: security.capabilities.ambient: KILL must be in inheritable too");
        assertThat(problems(
                        "security: {privileged: true, capabilities: {keep: all}, apparmor: {profile: x, raw: [y]}}"))
                .containsExactly(
                        "3:44: security.capabilities: privileged is every capability; give one of them",
                        "3:85: security.apparmor.raw: only with profile: default");
    }

    @Test
    void privileged_lifts_every_restriction_that_is_not_asked_for() throws Exception {
        Definition definition = definition("security: {privileged: true}\nreadonlyPaths: [/proc/sys]");

        assertThat(definition.security().capabilities().keep()).containsExactlyInAnyOrder(Capability.values());
        assertThat(definition.security().seccomp().profile()).isEqualTo(new SeccompProfile.Unconfined());
        assertThat(definition.security().apparmor().profile()).contains("unconfined");
        assertThat(definition.maskedPaths()).isEmpty();
        assertThat(definition.readonlyPaths()).containsExactly("/proc/sys");
        assertThat(definition.devices().rules().orElseThrow())
                .containsExactly(new Rule(true, 'a', OptionalInt.empty(), OptionalInt.empty(), "rwm"));
    }

    @Test
    void kernel_parameters_of_its_namespaces_are_read() throws Exception {
        assertThat(definition("sysctl: {net.ipv4.ip_forward: 1, kernel.shmmax: 65536, fs.mqueue.msg_max: 20,"
                                + " net/ipv4/conf/eth0.1/forwarding: 1, net.ipv4.ping_group_range: 0 5}")
                        .sysctls())
                .containsExactly(
                        Map.entry("net.ipv4.ip_forward", "1"),
                        Map.entry("kernel.shmmax", "65536"),
                        Map.entry("fs.mqueue.msg_max", "20"),
                        Map.entry("net.ipv4.conf.eth0/1.forwarding", "1"),
                        Map.entry("net.ipv4.ping_group_range", "0 5"));
    }

    /** What CVE-2022-0811 did: a second parameter in the name or value of a first one. */
    @Test
    void a_kernel_parameter_of_the_host_cannot_be_reached() {
        assertThat(problems("""
                        sysctl:
                          kernel.core_pattern: "|/x"
                          kernel.shm_rmid_forced: "1\\nkernel.core_pattern=|/x"
                          "kernel.shm_rmid_forced=1+kernel.core_pattern": x
                          net.../../kernel/core_pattern: x
                          net.ipv4./../x: x
                          net/../kernel/core_pattern: x
                          net: 1
                          kernel.hostname: web
                          vm.overcommit_memory: 1
                        """))
                .containsExactly(
                        "4:3: sysctl: \"kernel.core_pattern\" is the whole host's, not a container's; set it on the host",
                        "5:27: sysctl.kernel.shm_rmid_forced: \"1\\u000akernel.core_pattern=|/x\" contains a control character",
                        "6:3: sysctl: \"kernel.shm_rmid_forced=1+kernel.core_pattern\" is not a kernel parameter (as net.ipv4.ip_forward)",
                        "7:3: sysctl: \"net.../../kernel/core_pattern\" is not a kernel parameter (as net.ipv4.ip_forward)",
                        "8:3: sysctl: \"net.ipv4./../x\" is not a kernel parameter (as net.ipv4.ip_forward)",
                        "9:3: sysctl: \"net/../kernel/core_pattern\" is not a kernel parameter (as net.ipv4.ip_forward)",
                        "10:3: sysctl: \"net\" is not a kernel parameter (as net.ipv4.ip_forward)",
                        "11:3: sysctl: \"kernel.hostname\" is said by the key hostname",
                        "12:3: sysctl: \"vm.overcommit_memory\" is the whole host's, not a container's; set it on the host");
        assertThat(problems("namespaces: {net: host, ipc: 'container:db'}\n"
                        + "sysctl: {net.ipv4.ip_forward: 1, kernel.sem: 5, user.max_net_namespaces: 0}"))
                .containsExactly(
                        "4:10: sysctl: \"net.ipv4.ip_forward\" belongs to the net namespace, but namespaces.net is host",
                        "4:34: sysctl: \"kernel.sem\" belongs to the ipc namespace, but namespaces.ipc is container:db",
                        "4:49: sysctl: \"user.max_net_namespaces\" belongs to the user namespace, but namespaces.user is host");
    }

    @Test
    void the_place_of_the_cgroup_is_read() throws Exception {
        assertThat(definition("cgroup: {path: /a//b/, manager: systemd, relative: true, delegate: false}")
                        .cgroup())
                .isEqualTo(new CgroupPlace(
                        Optional.of("a/b"), Optional.empty(), CgroupPlace.Manager.SYSTEMD, true, Optional.of(false)));
        assertThat(problems("cgroup: {path: a, parent: b}"))
                .containsExactly("3:27: cgroup.parent: cgroup.path says it all; give one of them");
    }

    @Test
    void every_limit_is_read() throws Exception {
        Resources resources = definition("""
                resources:
                  memory: {reservation: 1M, swappiness: 10, kernel: 2M, kernelTCP: 3M, oomKill: false, checkBeforeUpdate: false}
                  cpu: {count: 1.5, burst: 1000, rtRuntime: 5, rtPeriod: 6, idle: true}
                  io:
                    weight: 500
                    leafWeight: 10
                    devices:
                      - {device: /dev/sda, weight: 200, readBps: 1M, writeIops: 100}
                      - {device: "8:16", writeBps: 5, readIops: 6}
                  hugepages: {2MB: 64M, 1GB: 0}
                  rdma: {mlx5_1: {hcaHandles: 3}}
                  netcls: {classID: 0x100001, priorities: {eth0: 5}}
                  v2: {memory.oom.group: 1, cgroup.max.depth: 3}
                  v1: {memory.limit_in_bytes: 5M}
                """).resources();

        assertThat(resources.memory().low()).isEqualTo(OptionalLong.of(1 << 20));
        assertThat(resources.memory().swappiness()).isEqualTo(OptionalInt.of(10));
        assertThat(resources.memory().kernel()).isEqualTo(OptionalLong.of(2 << 20));
        assertThat(resources.memory().kernelTcp()).isEqualTo(OptionalLong.of(3 << 20));
        assertThat(resources.memory().oomKill()).contains(false);
        assertThat(resources.memory().checkBeforeUpdate()).isFalse();
        assertThat(resources.cpu().quota()).contains(new Quota(150_000, 100_000));
        assertThat(resources.cpu().burstMicros()).isEqualTo(OptionalLong.of(1000));
        assertThat(resources.cpu().realtimeRuntime()).isEqualTo(OptionalLong.of(5));
        assertThat(resources.cpu().realtimePeriod()).isEqualTo(OptionalLong.of(6));
        assertThat(resources.cpu().idle()).contains(true);
        assertThat(resources.io().weight()).isEqualTo(OptionalInt.of(500));
        assertThat(resources.io().leafWeight()).isEqualTo(OptionalInt.of(10));
        OptionalLong none = OptionalLong.empty();
        assertThat(resources.io().devices())
                .containsExactly(
                        new IoDevice(
                                "/dev/sda",
                                OptionalInt.of(200),
                                OptionalLong.of(1 << 20),
                                none,
                                none,
                                OptionalLong.of(100)),
                        new IoDevice("8:16", OptionalInt.empty(), none, OptionalLong.of(5), OptionalLong.of(6), none));
        assertThat(resources.hugepages()).isEqualTo(Map.of("2MB", 64L << 20, "1GB", 0L));
        assertThat(resources.rdma()).isEqualTo(Map.of("mlx5_1", new Rdma(OptionalLong.of(3), none)));
        assertThat(resources.netcls().classId()).isEqualTo(OptionalLong.of(0x100001));
        assertThat(resources.netcls().priorities()).isEqualTo(Map.of("eth0", 5));
        assertThat(resources.v2()).isEqualTo(Map.of("memory.oom.group", "1", "cgroup.max.depth", "3"));
        assertThat(resources.v1()).isEqualTo(Map.of("memory.limit_in_bytes", "5M"));
    }

    /** release_agent is what CVE-2022-0492 wrote. */
    @Test
    void a_raw_limit_is_a_file_of_the_cgroup_and_nothing_else() {
        assertThat(problems("""
                        resources:
                          v2:
                            ../memory.max: 1
                            memory/../cgroup.procs: 1
                            cgroup.procs: 1
                            cgroup.subtree_control: +memory
                            memory.max.: 1
                            memory.max: "1\\n2"
                          v1:
                            release_agent: /x
                            devices.allow: a
                            notify_on_release: 1
                        """))
                .containsExactly(
                        "5:5: resources.v2: \"../memory.max\" is not a cgroup's file (as memory.oom.group)",
                        "6:5: resources.v2: \"memory/../cgroup.procs\" is not a cgroup's file (as memory.oom.group)",
                        "7:5: resources.v2: \"cgroup.procs\" is not a limit",
                        "8:5: resources.v2: \"cgroup.subtree_control\" is not a limit",
                        "9:5: resources.v2: \"memory.max.\" is not a cgroup's file (as memory.oom.group)",
                        "10:17: resources.v2.memory.max: \"1\\u000a2\" contains a control character",
                        "12:5: resources.v1: \"release_agent\" is not a cgroup's file (as memory.oom.group)",
                        "13:5: resources.v1: \"devices.allow\" is said by dev.rules (did you mean \"dev.rules\"?)",
                        "14:5: resources.v1: \"notify_on_release\" is not a cgroup's file (as memory.oom.group)");
    }

    @Test
    void limits_that_contradict_each_other_are_told() {
        assertThat(problems("""
                        resources:
                          memory: {low: 1M, reservation: 1M}
                          cpu: {quota: 50%, count: 2, burst: 60000, idle: true, weight: 5}
                          io: {devices: [{device: "8:0", weight: 5}, {device: "8:0", weight: 6}]}
                          hugepages: {2M: 5}
                        """))
                .containsExactly(
                        "4:34: resources.memory.reservation: is another name of low; give one of them",
                        "5:28: resources.cpu.count: is another form of quota; give one of them",
                        "5:38: resources.cpu.burst: more than the quota in a period",
                        "5:51: resources.cpu.idle: has no weight",
                        "6:17: resources.io.devices: 8:0 is given twice",
                        "7:15: resources.hugepages: \"2M\" is not a page size in the kernel's words (as 2MB)");
    }
}
