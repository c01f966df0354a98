package dev.cleat.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.testing.HostFactsBuilder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopePlannerTest {

    private static final String SYSTEMD = "rootfs: host\nprocess: {command: [/bin/sh]}\ncgroup: {manager: systemd}\n";

    private static final String OF_USER = SYSTEMD + "namespaces: {user: private}\n";

    @TempDir
    Path directory;

    @Test
    void a_scope_is_planned_in_the_slice_of_containers() throws Exception {
        StartPlan plan = plan(SYSTEMD, withSystemd(Hosts.V2));

        assertThat(plan.cgroup().scope()).contains(new ScopePlan("web", "machine.slice", false, true));
        assertThat(lines(plan, "CREATE_SCOPE"))
                .containsExactly("cleat-web.scope in machine.slice, delegated, of the system's systemd");
        assertThat(lines(plan, "CREATE_CGROUP")).first().isEqualTo("cgroup cleat-web.scope/payload");
    }

    @Test
    void on_v1_the_plan_says_where_it_is_in_hierarchies_that_systemd_leaves_alone() throws Exception {
        assertThat(lines(plan(SYSTEMD, withSystemd(Hosts.V1)), "CREATE_CGROUP"))
                .containsExactly("cgroup cleat-web.scope/payload", "cgroup cleat/web where systemd makes no scope");
    }

    @Test
    void without_being_told_systemd_is_not_asked() throws Exception {
        StartPlan plan = plan(SYSTEMD.replace("systemd", "auto"), withSystemd(Hosts.V2));

        assertThat(plan.cgroup().scope()).isEmpty();
        assertThat(lines(plan, "CREATE_SCOPE")).isEmpty();
    }

    @Test
    void a_parent_is_the_name_of_a_slice() throws Exception {
        StartPlan plan = plan(SYSTEMD.replace("systemd", "systemd, parent: shop-web.slice"), withSystemd(Hosts.V2));

        assertThat(plan.cgroup().scope().orElseThrow().slice()).isEqualTo("shop-web.slice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"shop", "a/b.slice", "-a.slice", "a-.slice", "a--b.slice", ".slice", "a b.slice", "é.slice"})
    void what_is_no_slice_is_refused(String parent) {
        assertThat(reasons(SYSTEMD.replace("systemd", "systemd, parent: '" + parent + "'"), withSystemd(Hosts.V2)))
                .containsExactly(
                        "cannot start web: cgroup.parent: \"" + parent + "\" is not the name of a slice of systemd");
    }

    @Test
    void a_place_that_systemd_chooses_is_not_chosen_twice() {
        assertThat(reasons(SYSTEMD.replace("systemd", "systemd, path: a/b, relative: true"), withSystemd(Hosts.V2)))
                .containsExactly(
                        "cannot start web: cgroup.path: systemd says where the cgroup is; cgroup.parent names a slice",
                        "cannot start web: cgroup.relative: systemd says where the cgroup is");
    }

    @Test
    void a_host_without_systemd_says_what_is_missing() {
        assertThat(reasons(SYSTEMD, Hosts.withoutPrograms(Hosts.V2)))
                .containsExactly(
                        "cannot start web: cgroup.manager: systemd is not the init of this host",
                        "cannot start web: cgroup.manager: systemd is asked with systemd-run, which is not installed");
    }

    @Test
    void a_user_asks_the_systemd_of_that_user() throws Exception {
        StartPlan plan = plan(OF_USER, withSystemd(Hosts.USER));

        assertThat(plan.cgroup().scope()).contains(new ScopePlan("web", "app.slice", true, true));
        assertThat(reasons(OF_USER, Hosts.USER))
                .containsExactly("cannot start web: cgroup.manager: no systemd of this user runs");
    }

    @Test
    void a_user_whose_processes_are_root_s_to_move_is_told_how_to_begin() {
        HostLimitException failure = failure(OF_USER, withSystemd(Hosts.POOR_USER));

        assertThat(failure)
                .hasMessage("cannot start web: cgroup.manager: this user may not move processes into a scope from where"
                        + " this one is");
        assertThat(failure.advice()).hasValue("start it with: systemd-run --user --scope -p Delegate=yes cleat ...");
    }

    @Test
    void a_part_of_the_hierarchy_that_nobody_knows_yet_cannot_be_bound() {
        assertThat(reasons(SYSTEMD + "namespaces: {cgroup: host}\n", withSystemd(Hosts.V2)))
                .containsExactly(
                        "cannot start web: autoMounts.cgroup: the part of a container below a scope of systemd's"
                                + " cannot be bound; use a cgroup namespace of its own");
    }

    /** The right-hand side is what systemd-escape(1) of systemd 252 prints. */
    @ParameterizedTest
    @CsvSource({
        "web, web",
        "a-b.c_d:1, a\\x2db.c_d:1",
        ".hidden, \\x2ehidden",
        "a/b, a-b",
        "a b, a\\x20b",
        "$(reboot);%n, \\x24\\x28reboot\\x29\\x3b\\x25n",
        "back\\slash, back\\x5cslash",
        "grün, gr\\xc3\\xbcn"
    })
    void names_are_escaped_as_systemd_does(String name, String escaped) {
        assertThat(ScopePlan.escape(name)).isEqualTo(escaped);
    }

    @Test
    void a_name_too_long_for_a_unit_is_refused() {
        ScopePlan scope = new ScopePlan("a" + "-".repeat(61) + "b", "machine.slice", false, true);

        assertThat(scope.isShort()).isFalse();
        assertThat(new ScopePlan("a".repeat(64), "machine.slice", false, true).isShort())
                .isTrue();
    }

    private static HostFacts withSystemd(HostFacts host) {
        return HostFactsBuilder.like(host).withSystemd().build();
    }

    private StartPlan plan(String yaml, HostFacts host) throws Exception {
        return Plans.plan(directory, yaml, host, Hosts.files());
    }

    private HostLimitException failure(String yaml, HostFacts host) {
        return catchThrowableOfType(HostLimitException.class, () -> plan(yaml, host));
    }

    private List<String> reasons(String yaml, HostFacts host) {
        return failure(yaml, host).getMessage().lines().toList();
    }

    private static List<String> lines(StartPlan plan, String step) {
        PlanDescription text = new StartPlanner(Hosts.PLACES, Hosts.files()).describe(plan);
        return text.sections().stream()
                .filter(section -> section.step().equals(step))
                .flatMap(section -> section.lines().stream())
                .toList();
    }
}
