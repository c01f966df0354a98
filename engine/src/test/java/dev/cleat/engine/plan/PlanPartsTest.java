package dev.cleat.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.definition.Capability;
import dev.cleat.engine.definition.DefinitionReader;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.plan.ProgramPlan.CapabilitiesPlan;
import dev.cleat.engine.plan.ProgramPlan.CredentialsPlan;
import dev.cleat.engine.plan.StartPlan.CgroupWrite;
import dev.cleat.engine.plan.StartPlan.IdMap;
import dev.cleat.engine.plan.StartPlan.IdMaps;
import dev.cleat.engine.storage.LocalDefinitionFiles;
import dev.cleat.engine.testing.HostFactsBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanPartsTest {

    private static final long DEFAULT = Capability.bits(Capability.DEFAULT);

    @TempDir
    Path directory;

    // Capabilities

    @Test
    void root_gets_the_default_set_as_far_as_the_host_has_it() throws Exception {
        assertThat(capabilities("{}", Hosts.V2)).isEqualTo(new CapabilitiesPlan(DEFAULT, DEFAULT, DEFAULT, 0, 0));
        long withoutChown = DEFAULT & ~Capability.CHOWN.bit();
        assertThat(capabilities("{}", Hosts.withBounding(Hosts.V2, withoutChown))
                        .bounding())
                .isEqualTo(withoutChown);
    }

    @Test
    void keep_drop_and_add_are_applied_in_this_order() throws Exception {
        assertThat(capabilities("{keep: none}", Hosts.V2).bounding()).isZero();
        assertThat(capabilities("{keep: []}", Hosts.V2).bounding()).isZero();
        assertThat(capabilities("{keep: [CAP_KILL, chown], drop: [KILL]}", Hosts.V2)
                        .bounding())
                .isEqualTo(Capability.CHOWN.bit());
        assertThat(capabilities("{drop: [all], add: [KILL]}", Hosts.V2).bounding())
                .isEqualTo(Capability.KILL.bit());
        assertThat(capabilities("{add: [all]}", Hosts.V2).bounding()).isEqualTo((1L << 41) - 1);
    }

    @Test
    void what_is_asked_for_by_name_must_be_there() throws Exception {
        HostFacts poor = Hosts.withBounding(Hosts.V2, DEFAULT);

        HostLimitException failure =
                catchThrowableOfType(HostLimitException.class, () -> capabilities("{add: [SYS_ADMIN, BPF]}", poor));

        assertThat(failure)
                .hasMessage("cannot start web: security.capabilities: this process may not hand on SYS_ADMIN, BPF"
                        + " (see CapBnd in /proc/self/status)");
        assertThat(capabilities("{add: [all]}", poor).bounding()).isEqualTo(DEFAULT);
    }

    @Test
    void a_user_namespace_has_every_capability_over_itself() throws Exception {
        StartPlan plan = plan(
                "namespaces: {user: private}\nsecurity: {capabilities: {add: [SYS_ADMIN]}}\n",
                Hosts.withBounding(Hosts.USER, 0));

        assertThat(plan.program().capabilities().bounding()).isEqualTo(DEFAULT | Capability.SYS_ADMIN.bit());
    }

    @Test
    void others_than_root_get_only_what_was_added_and_keep_it_over_exec() throws Exception {
        StartPlan plan =
                plan("process: {command: [/x], user: 33}\nsecurity: {capabilities: {add: [NET_ADMIN]}}\n", Hosts.V2);

        long added = Capability.NET_ADMIN.bit();
        assertThat(plan.program().capabilities())
                .isEqualTo(new CapabilitiesPlan(DEFAULT | added, added, added, added, added));
    }

    // Ids

    @Test
    void there_is_no_map_without_a_user_namespace() throws Exception {
        assertThat(plan("", Hosts.V2).idMaps()).isEqualTo(IdMaps.NONE);
    }

    @Test
    void root_maps_every_id_to_itself() throws Exception {
        IdMaps maps = plan("namespaces: {user: private}\n", Hosts.V2).idMaps();

        assertThat(maps.uids()).containsExactly(new IdMap(0, 0, 4294967295L));
        assertThat(maps.throughHelper()).isFalse();
    }

    @Test
    void a_user_maps_itself_to_root_and_its_ranges_above() throws Exception {
        IdMaps maps = plan("namespaces: {user: private}\n", Hosts.USER).idMaps();

        assertThat(maps.uids()).containsExactly(new IdMap(0, 1000, 1), new IdMap(1, 100_000, 65_536));
        assertThat(maps.gids()).isEqualTo(maps.uids());
        assertThat(maps.throughHelper()).isTrue();
    }

    @Test
    void root_is_told_that_a_user_namespace_without_a_map_shifts_nothing() throws Exception {
        assertThat(plan("namespaces: {user: private}\n", Hosts.V2).notes())
                .anyMatch(note -> note.contains("idmap: {mode: auto}"));
        assertThat(plan("idmap: {mode: auto}\n", Hosts.V2).notes()).noneMatch(note -> note.contains("idmap"));
    }

    @Test
    void a_user_without_ranges_is_root_alone() throws Exception {
        StartPlan plan = plan("namespaces: {user: private}\n", Hosts.POOR_USER);

        assertThat(plan.idMaps().uids()).containsExactly(new IdMap(0, 1000, 1));
        assertThat(plan.program().credentials()).isEqualTo(new CredentialsPlan(0, 0, false, List.of()));
        assertThat(plan.entries())
                .extracting(MountText::of)
                .contains("devpts on /dev/pts (nosuid, noexec, ptmxmode=0666, mode=0620, max=1024)");
        assertThat(plan.cgroup().path()).isEmpty();
        assertThat(plan.notes())
                .containsExactly(
                        "only root exists in the container, as you: this user has no ranges in /etc/subuid and /etc/subgid",
                        "it has no cgroup of its own: this user may not make one",
                        "the host's root is read-only here: in a user namespace it cannot be the lower layer of an overlay",
                        "/sys/fs/cgroup is not mounted: the container has no cgroup of its own");
    }

    @Test
    void ids_outside_the_map_are_refused() {
        HostLimitException failure = catchThrowableOfType(
                HostLimitException.class,
                () -> plan(
                        "namespaces: {user: private}\nprocess: {command: [/x], user: '70000:70001', additionalGroups: [70002]}\n",
                        Hosts.USER));

        assertThat(failure.getMessage().lines())
                .containsExactly(
                        "cannot start web: process.user: uid 70000 is not mapped into the user namespace",
                        "cannot start web: process.user: gid 70001 is not mapped into the user namespace",
                        "cannot start web: process.additionalGroups: gid 70002 is not mapped into the user namespace");
    }

    // Who, and with which environment

    @Test
    void names_are_those_of_the_containers_files() throws Exception {
        ProgramPlan program = plan("process: {command: [/x], user: www-data, additionalGroups: [tty]}\n", Hosts.V2)
                .program();

        assertThat(program.credentials()).isEqualTo(new CredentialsPlan(33, 33, true, List.of(5, 29)));
        assertThat(program.environment()).contains("HOME=/var/www");
    }

    @Test
    void ids_need_no_line_in_a_file() throws Exception {
        ProgramPlan program =
                plan("process: {command: [/x], user: 4294967294}\n", Hosts.V2).program();

        assertThat(Integer.toUnsignedString(program.credentials().uid())).isEqualTo("4294967294");
        assertThat(program.credentials().gid()).isZero();
        assertThat(program.environment()).contains("HOME=/");
    }

    @Test
    void the_environment_is_ours_then_the_definitions() throws Exception {
        ProgramPlan program = plan("process: {command: [/x], terminal: true, env: {PATH: /bin, A: 1}}\n", Hosts.V2)
                .program();

        assertThat(program.environment())
                .containsExactly("PATH=/bin", "container=cleat", "TERM=xterm-256color", "HOME=/root", "A=1");
        assertThat(program.searchPath()).isEqualTo("/bin");
        assertThat(plan("", Hosts.V2).program().environment()).noneMatch(variable -> variable.startsWith("TERM="));
    }

    // Limits

    @Test
    void limits_are_written_in_the_terms_of_v2() throws Exception {
        assertThat(writes(ALL_BUT_SHARES, Hosts.V2))
                .containsExactly(
                        "memory.max=536870912",
                        "memory.high=419430400",
                        "memory.low=1048576",
                        "memory.swap.max=1048576",
                        "cpu.max=150000 100000",
                        "cpu.weight=100",
                        "cpuset.cpus=0-1",
                        "cpuset.mems=0",
                        "pids.max=64");
        assertThat(writes("{cpu: {shares: 1024}}", Hosts.V2)).containsExactly("cpu.weight=100");
    }

    @Test
    void limits_are_translated_for_v1() throws Exception {
        String withoutHigh = ALL_BUT_SHARES.replace("high: 400M, ", "");

        assertThat(writes(withoutHigh, Hosts.HYBRID))
                .containsExactly(
                        "memory.limit_in_bytes=536870912",
                        "memory.soft_limit_in_bytes=1048576",
                        "memory.memsw.limit_in_bytes=537919488",
                        "cpu.cfs_period_us=100000",
                        "cpu.cfs_quota_us=150000",
                        "cpu.shares=1024",
                        "cpuset.cpus=0-1",
                        "cpuset.mems=0",
                        "pids.max=64");
        assertThat(writes("{cpu: {shares: 2}}", Hosts.V1)).containsExactly("cpu.shares=2");
        assertThat(plan("resources: {pids: 5}\n", Hosts.V1).cgroup().writes())
                .containsExactly(new CgroupWrite("pids", "pids.max", "5", "resources.pids"));
    }

    @Test
    void a_limit_that_this_host_cannot_keep_is_a_reason() {
        HostLimitException v1 = catchThrowableOfType(
                HostLimitException.class, () -> writes("{memory: {high: 1M, swap: 1M}}", Hosts.V1));
        HostFacts none = HostFactsBuilder.of("6.1.0", new CgroupLayout(CgroupLayout.Kind.NONE, List.of()))
                .bounding(-1)
                .build();
        HostLimitException without =
                catchThrowableOfType(HostLimitException.class, () -> writes("{cpu: {cpus: 0}}", none));

        assertThat(v1.getMessage().lines())
                .containsExactly(
                        "cannot start web: resources.memory.high: needs cgroup v2, and here \"memory\" is of v1",
                        "cannot start web: resources.memory.swap: cgroup v1 limits memory and swap together;"
                                + " set resources.memory.limit too");
        assertThat(without)
                .hasMessage("cannot start web: resources.cpu.cpus: this host has no cgroup controller \"cpuset\"");
    }

    @Test
    void weight_and_shares_meet_at_their_ends_and_defaults() {
        assertThat(List.of(CpuWeight.fromShares(2), CpuWeight.fromShares(1024), CpuWeight.fromShares(262_144)))
                .containsExactly(1L, 100L, 10_000L);
        assertThat(List.of(CpuWeight.toShares(1), CpuWeight.toShares(100), CpuWeight.toShares(10_000)))
                .containsExactly(2L, 1024L, 262_144L);
        for (long weight = 1; weight <= 10_000; weight++) {
            assertThat(CpuWeight.fromShares(CpuWeight.toShares(weight)))
                    .isCloseTo(weight, org.assertj.core.data.Offset.offset(1L));
        }
    }

    @Test
    void kernel_releases_compare_by_their_first_two_numbers() {
        assertThat(KernelRelease.of("6.1.0-18-amd64")).hasToString("6.1");
        assertThat(KernelRelease.of("5.9.1").isBefore(KernelRelease.OLDEST)).isTrue();
        assertThat(KernelRelease.of("5.12-rc1").isBefore(KernelRelease.OLDEST)).isFalse();
        assertThat(Set.of("", "x", "99999999999.1"))
                .allSatisfy(text -> assertThat(KernelRelease.of(text).isBefore(KernelRelease.OLDEST))
                        .isTrue());
    }

    private static final String ALL_BUT_SHARES = "{memory: {limit: 512M, high: 400M, low: 1M, swap: 1M},"
            + " cpu: {quota: 150%, weight: 100, cpus: 0-1, mems: 0}, pids: 64}";

    private List<String> writes(String resources, HostFacts host) throws Exception {
        return plan("resources: " + resources + "\n", host).cgroup().writes().stream()
                .map(write -> write.file() + "=" + write.value())
                .toList();
    }

    private CapabilitiesPlan capabilities(String capabilities, HostFacts host) throws Exception {
        return plan("security: {capabilities: " + capabilities + "}\n", host)
                .program()
                .capabilities();
    }

    private StartPlan plan(String text, HostFacts host) throws Exception {
        String process = text.contains("process:") ? "" : "process: {command: [/bin/sh]}\n";
        Path file = Files.writeString(directory.resolve("web.yaml"), "schema: 1\nrootfs: host\n" + process + text);
        return new StartPlanner(Hosts.PLACES, Hosts.files())
                .plan(new DefinitionReader(new LocalDefinitionFiles()).read(file), host);
    }
}
