package dev.cleat.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.definition.Capability;
import dev.cleat.engine.definition.DefinitionReader;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.host.SecurityFacts;
import dev.cleat.engine.host.SecurityFacts.AppArmorFacts;
import dev.cleat.engine.plan.MountPlan.Parameter;
import dev.cleat.engine.plan.StartPlan.CgroupWrite;
import dev.cleat.engine.storage.LocalDefinitionFiles;
import dev.cleat.engine.testing.HostFactsBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filter, label and limits: what is decided on hosts that have them and on hosts that have not. */
class ConfinementTest {

    private static final Path PARSER = Path.of("/usr/sbin/apparmor_parser");
    private static final Optional<AppArmorFacts> APPARMOR =
            appArmor(Optional.of(Set.of("lsb_release", "mine")), Optional.of(PARSER), false);

    @TempDir
    Path directory;

    private static Optional<AppArmorFacts> appArmor(
            Optional<Set<String>> profiles, Optional<Path> parser, boolean isConfined) {
        return Optional.of(new AppArmorFacts(profiles, parser, isConfined));
    }

    private static HostFacts with(HostFacts host, SecurityFacts security) {
        return HostFactsBuilder.like(host).security(security).build();
    }

    private static HostFacts with(Optional<AppArmorFacts> appArmor) {
        return with(Hosts.V2, new SecurityFacts(true, false, appArmor, false));
    }

    private StartPlan plan(String yaml, HostFacts host) throws Exception {
        Path file = Files.writeString(
                directory.resolve("web.yaml"),
                "schema: 1\nrootfs: dir:/srv/web\nprocess: {command: [/x]}\n" + yaml + "\n");
        return new StartPlanner(Hosts.PLACES, Hosts.files())
                .plan(new DefinitionReader(new LocalDefinitionFiles()).read(file), host);
    }

    private List<String> writes(String resources, HostFacts host) throws Exception {
        return plan("resources: " + resources, host).cgroup().writes().stream()
                .map(ConfinementTest::text)
                .toList();
    }

    private static String text(CgroupWrite write) {
        return write.file() + "=" + write.value()
                + write.otherwise().map(other -> " or " + text(other)).orElse("");
    }

    // Filters

    @Test
    void a_filter_depends_on_the_bounding_set_and_is_not_for_the_privileged() throws Exception {
        assertThat(plan("", Hosts.V2).filter().orElseThrow().capabilities())
                .isEqualTo(Capability.bits(Capability.DEFAULT));
        assertThat(plan("security: {privileged: true}", Hosts.V2).filter()).isEmpty();
        assertThat(plan("security: {seccomp: {profile: unconfined}}", Hosts.V2).filter())
                .isEmpty();
    }

    @Test
    void without_filters_in_the_kernel_the_default_is_noted_and_another_is_a_reason() throws Exception {
        HostFacts none = with(Hosts.V2, new SecurityFacts(false, false, Optional.empty(), false));

        assertThat(plan("", none).notes()).anyMatch(note -> note.contains("CONFIG_SECCOMP_FILTER"));
        assertThatThrownBy(() -> plan("security: {seccomp: {profile: 'file:/p.json'}}", none))
                .hasMessageContaining("security.seccomp.profile: this kernel has no system call filters");
    }

    @Test
    void under_a_filter_already_another_one_is_added_only_when_nesting_is_allowed() throws Exception {
        HostFacts filtered = with(Hosts.V2, new SecurityFacts(true, true, Optional.empty(), false));

        assertThat(plan("", filtered).filter()).isEmpty();
        assertThat(plan("security: {seccomp: {allowNesting: true}}", filtered).filter())
                .isPresent();
        assertThatThrownBy(() -> plan("security: {seccomp: {profile: 'lxc:/p'}}", filtered))
                .hasMessageContaining("under a system call filter already");
    }

    // AppArmor

    @Test
    void our_profile_is_generated_for_the_kind_of_container_and_loaded_once() throws Exception {
        StartPlan plan = plan("", with(APPARMOR));

        assertThat(plan.program().label()).contains("changeprofile cleat-default");
        assertThat(plan.profile().orElseThrow().parser()).isEqualTo(PARSER);
        assertThat(plan.profile().orElseThrow().text())
                .startsWith("profile cleat-default flags=(attach_disconnected, mediate_deleted) {\n")
                .contains("  deny mount,\n");
        assertThat(plan(
                                "security: {capabilities: {add: [SYS_ADMIN]}}",
                                with(appArmor(
                                        Optional.of(Set.of("cleat-default-with-mounting")), Optional.empty(), false)))
                        .profile())
                .isEmpty();
        assertThat(plan("security: {apparmor: {allowNesting: true}}", with(APPARMOR))
                        .program()
                        .label())
                .contains("changeprofile cleat-default-with-nesting");
    }

    @Test
    void a_profile_that_is_named_must_be_loaded() throws Exception {
        assertThat(plan("security: {apparmor: {profile: mine}}", with(APPARMOR))
                        .program()
                        .label())
                .contains("exec mine");
        assertThatThrownBy(() -> plan("security: {apparmor: {profile: yours}}", with(APPARMOR)))
                .hasMessageContaining("security.apparmor: no profile \"yours\" is loaded");
        assertThat(plan("security: {apparmor: {profile: unconfined}}", with(APPARMOR))
                        .program()
                        .label())
                .isEmpty();
    }

    @Test
    void what_apparmor_cannot_do_is_noted_by_default_and_a_reason_when_it_is_asked_for() throws Exception {
        HostFacts noParser = with(appArmor(Optional.of(Set.of()), Optional.empty(), false));
        String raw = "security: {apparmor: {raw: ['deny /x r,']}}";

        assertThat(plan("", noParser).notes())
                .contains("not confined by AppArmor: apparmor_parser is not installed (Debian: apparmor)");
        assertThatThrownBy(() -> plan(raw, noParser)).hasMessageContaining("apparmor_parser is not installed");
        HostFacts userNamespace = with(appArmor(Optional.empty(), Optional.of(PARSER), false));
        assertThat(plan("", userNamespace).notes())
                .contains("not confined by AppArmor: only root of the host may load a profile");
        assertThatThrownBy(() -> plan(raw, userNamespace))
                .hasMessageContaining("only root of the host may load a profile");
        assertThatThrownBy(() -> plan(raw, Hosts.V2)).hasMessageContaining("AppArmor is not in use on this host");
        assertThat(plan("", Hosts.V2).notes()).isEmpty();
        assertThat(plan("", with(appArmor(Optional.of(Set.of()), Optional.of(PARSER), true)))
                        .notes())
                .anyMatch(note -> note.contains("this process is confined already"));
    }

    // SELinux

    @Test
    void contexts_of_selinux_label_processes_and_mounts() throws Exception {
        HostFacts selinux = with(Hosts.V2, new SecurityFacts(true, false, Optional.empty(), true));
        String yaml = "security: {selinux: {process: 'u:r:c:s0', mount: 'u:r:m:s0', keyring: 'u:r:k:s0'}}";

        StartPlan plan = plan(yaml, selinux);

        assertThat(plan.program().label()).contains("u:r:c:s0");
        assertThat(plan.tuning().keyringLabel()).contains("u:r:k:s0");
        assertThat(plan.entries())
                .filteredOn(mount -> mount.fileSystemType().equals("tmpfs"))
                .isNotEmpty()
                .allMatch(mount -> mount.parameters().contains(Parameter.of("context", "u:r:m:s0")));
        assertThatThrownBy(() -> plan(yaml, Hosts.V2)).hasMessageContaining("SELinux is not in use on this host");
    }

    // Capabilities

    @Test
    void the_five_sets_are_as_they_are_given_if_the_kernel_takes_them_together() throws Exception {
        String sets = "security: {capabilities: {bounding: [KILL, CHOWN], permitted: [KILL, CHOWN], effective: [KILL],"
                + " inheritable: [KILL], ambient: [%s]}}";

        var capabilities = plan(sets.formatted("KILL"), Hosts.V2).program().capabilities();

        long kill = Capability.KILL.bit();
        assertThat(capabilities.effective()).isEqualTo(kill);
        assertThat(capabilities.ambient()).isEqualTo(kill);
        assertThat(capabilities.bounding()).isEqualTo(kill | Capability.CHOWN.bit());
    }

    // Limits

    @Test
    void limits_of_io_are_written_as_each_version_has_them() throws Exception {
        String io = "{io: {weight: 100, devices: [{device: '8:0', readBps: 1000, writeIops: 5}]}}";

        assertThat(writes(io, Hosts.V2))
                .containsExactly("io.weight=100 or io.bfq.weight=20", "io.max=8:0 rbps=1000 wiops=5");
    }

    @Test
    void what_one_version_has_not_is_a_reason_there() {
        assertThatThrownBy(() -> writes("{memory: {swappiness: 10}}", Hosts.V2))
                .hasMessageContaining("resources.memory.swappiness: cgroup v2 has nothing of the kind");
        assertThatThrownBy(() -> writes("{io: {devices: [{device: /dev/none, readBps: 1}]}}", Hosts.V2))
                .hasMessageContaining("resources.io.devices./dev/none: is neither a block device of this host nor");
    }

    @Test
    void files_by_name_are_written_where_their_version_is() throws Exception {
        String raw = "{v2: {memory.oom.group: '1', cgroup.max.depth: '3'}, v1: {memory.swappiness: '5'}}";

        assertThat(writes(raw, Hosts.V2)).containsExactly("memory.oom.group=1", "cgroup.max.depth=3");
        assertThat(writes(raw, Hosts.V1)).containsExactly("memory.swappiness=5");
        assertThat(plan("resources: " + raw, Hosts.V1).notes())
                .contains("resources.v2.memory.oom.group is left out: cgroup v2 has no \"memory\" here");
    }

    // The place

    @Test
    void a_cgroup_can_be_elsewhere_but_not_outside() throws Exception {
        assertThat(plan("cgroup: {path: /a/b}", Hosts.V2).cgroup().path()).contains("a/b");
        assertThat(plan("cgroup: {parent: a}", Hosts.V2).cgroup().path()).contains("a/web");
        assertThat(plan("cgroup: {relative: true}", Hosts.V2).cgroup().relative())
                .isTrue();
        assertThatThrownBy(() -> plan("cgroup: {path: cleat-keeper/x}", Hosts.V2))
                .hasMessageContaining("cgroup.path: cleat-keeper is where keepers are");
        assertThatThrownBy(() -> plan("cgroup: {manager: systemd}", Hosts.V2))
                .hasMessageContaining("cgroup.manager: systemd is not the init of this host");
    }
}
