package dev.cleat.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.HostReport.Finding;
import dev.cleat.engine.api.HostReport.Level;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.host.CgroupLayout.Kind;
import dev.cleat.engine.testing.HostFactsBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path root;

    @Test
    void everything_that_is_not_well_says_what_it_costs_and_what_to_do() {
        assertThat(findings(user("5.4.0-1", layout(Optional.empty()))))
                .filteredOn(finding -> finding.level() != Level.OK)
                .isNotEmpty()
                .allSatisfy(finding -> {
                    assertThat(finding.cost()).as(finding.subject()).isPresent();
                    assertThat(finding.advice()).as(finding.subject()).isPresent();
                });
    }

    @Test
    void a_kernel_before_5_12_can_start_nothing() {
        assertThat(level("kernel", user("5.11.22", layout(Optional.empty())))).isEqualTo(Level.BROKEN);
        assertThat(level("kernel", user("5.12.0-rc1", layout(Optional.empty()))))
                .isEqualTo(Level.OK);
        assertThat(level("kernel", user("6.1.0-18-amd64", layout(Optional.empty()))))
                .isEqualTo(Level.OK);
        assertThat(level("kernel", user("", layout(Optional.empty())))).isEqualTo(Level.BROKEN);
    }

    @Test
    void user_namespaces_are_forbidden_by_any_of_three_settings() throws IOException {
        HostFacts facts = user("6.1.0", layout(Optional.empty()));
        assertThat(level("user namespaces for users", facts)).isEqualTo(Level.OK);

        setting("kernel/apparmor_restrict_unprivileged_userns", "1");

        assertThat(find("user namespaces for users", facts).found())
                .isEqualTo("kernel.apparmor_restrict_unprivileged_userns = 1");
        assertThat(level("user namespaces for users", facts)).isEqualTo(Level.MISSING);
    }

    @Test
    void a_controller_that_is_mounted_but_not_writable_is_told_from_one_that_is() {
        assertThat(find("cgroup controller memory", user("6.1.0", layout(Optional.empty())))
                        .found())
                .isEqualTo("v2 at /sys/fs/cgroup, not writable by this user");
        assertThat(level("cgroup controller memory", user("6.1.0", layout(Optional.of(Path.of("/sys/fs/cgroup"))))))
                .isEqualTo(Level.OK);
        assertThat(level("cgroup controller cpuset", user("6.1.0", layout(Optional.of(Path.of("/sys/fs/cgroup"))))))
                .isEqualTo(Level.MISSING);
    }

    @Test
    void an_allowed_tiocsti_is_harmless() throws IOException {
        setting("dev/tty/legacy_tiocsti", "1");

        Finding finding = find("terminal injection", user("6.1.0", layout(Optional.empty())));

        assertThat(finding.level()).isEqualTo(Level.OK);
        assertThat(finding.found()).contains("a container never gets your terminal");
    }

    @Test
    void helpers_are_found_in_the_given_directories() throws IOException {
        Path program = Files.writeString(root.resolve("ip"), "");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThat(find("helper ip", user("6.1.0", layout(Optional.empty()))).found())
                .isEqualTo(program.toString());
    }

    @Test
    void scopes_need_a_systemd_and_its_program() {
        HostFacts none = user("6.1.0", layout(Optional.empty()));
        HostFacts systemd = HostFactsBuilder.like(none).withSystemd().build();

        assertThat(find("systemd scopes", none).found()).isEqualTo("this user's systemd does not run");
        assertThat(find("systemd scopes", systemd).advice()).hasValue("install systemd");
        assertThat(level(
                        "systemd scopes",
                        HostFactsBuilder.like(systemd)
                                .programs(Set.of("systemd-run"))
                                .build()))
                .isEqualTo(Level.OK);
    }

    @Test
    void this_machine_gets_a_report_with_each_subject_once() {
        List<Finding> findings =
                new Doctor(new HostProbe(new Procfs()), new Procfs()).report().findings();

        assertThat(findings)
                .extracting(Finding::subject)
                .doesNotHaveDuplicates()
                .contains("kernel", "seccomp");
    }

    private void setting(String name, String value) throws IOException {
        Path file = root.resolve("proc/sys").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, value + "\n");
    }

    private static CgroupLayout layout(Optional<Path> base) {
        return new CgroupLayout(
                Kind.V2,
                List.of(new Hierarchy(
                        Path.of("/sys/fs/cgroup"), List.of("cpu", "memory", "pids", "io"), true, "/", "/", base)));
    }

    private static HostFacts user(String kernel, CgroupLayout layout) {
        return HostFactsBuilder.of(kernel, layout)
                .user(1000)
                .namespaces(Set.of(NamespaceType.MNT, NamespaceType.PID))
                .build();
    }

    private List<Finding> findings(HostFacts facts) {
        Procfs procfs = new Procfs(root.resolve("proc"));
        return new Doctor(facts, procfs, root.resolve("security"), List.of(root))
                .report()
                .findings();
    }

    private Finding find(String subject, HostFacts facts) {
        return findings(facts).stream()
                .filter(finding -> finding.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private Level level(String subject, HostFacts facts) {
        return find(subject, facts).level();
    }
}
