package dev.cleat.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AttachRequest.Environment;
import dev.cleat.engine.api.AttachRequest.Privilege;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.plan.InitContext.Label;
import dev.cleat.engine.plan.ProgramPlan.CapabilitiesPlan;
import dev.cleat.engine.plan.ProgramPlan.CredentialsPlan;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachPlannerTest {

    private static final PasswdFile USERS =
            PasswdFile.of("root:x:0:0::/root:/bin/zsh\nweb:x:33:34::/srv/web:\n", "audio:x:29:web\nstaff:x:50:\n");
    private static final CapabilitiesPlan FOURTEEN = new CapabilitiesPlan(0xa80425fbL, 0xa80425fbL, 0xa80425fbL, 0, 0);
    private static final CapabilitiesPlan ALL =
            new CapabilitiesPlan(0x1ffffffffffL, 0x1ffffffffffL, 0x1ffffffffffL, 0, 0);
    private static final CallerContext CALLER = labelled("exec host");

    @Test
    void it_joins_every_namespace_that_is_not_ours() throws Exception {
        AttachPlan plan = plan(AttachRequest.of("web", List.of("true")));

        assertThat(plan.join())
                .containsExactlyInAnyOrder(
                        NamespaceType.MNT, NamespaceType.PID, NamespaceType.UTS, NamespaceType.IPC, NamespaceType.NET);
        assertThat(plan.enterCgroups()).isTrue();
        assertThat(plan.program().arguments()).containsExactly("true");
        assertThat(plan.program().fallback()).isEmpty();
    }

    @Test
    void the_command_gets_what_init_has() throws Exception {
        AttachPlan plan = plan(AttachRequest.of("web", List.of("true")));

        assertThat(plan.program().credentials()).isEqualTo(new CredentialsPlan(0, 0, true, List.of(7)));
        assertThat(plan.program().capabilities()).isEqualTo(FOURTEEN);
        assertThat(plan.program().noNewPrivileges()).isTrue();
        assertThat(plan.program().label()).contains("exec box");
        assertThat(plan.labelFile()).isEqualTo("apparmor/exec");
        assertThat(plan.program().personality()).isEqualTo(OptionalInt.of(8));
        assertThat(plan.program().directories()).containsExactly("/home/al", "/");
        assertThat(plan.program().createDirectory()).isFalse();
    }

    @Test
    void without_a_command_it_is_the_users_shell_or_sh() throws Exception {
        ProgramPlan root = plan(AttachRequest.of("web", List.of())).program();
        ProgramPlan web = plan(request().user("web").build()).program();

        assertThat(root.arguments()).containsExactly("/bin/zsh");
        assertThat(root.fallback()).contains("/bin/sh");
        assertThat(web.arguments()).containsExactly("/bin/sh");
    }

    @Test
    void the_callers_environment_is_kept_and_marked() throws Exception {
        Map<String, String> set = new LinkedHashMap<>();
        set.put("A", "2");
        set.put("container", "mine");

        assertThat(plan(AttachRequest.of("web", List.of("true"))).program().environment())
                .containsExactly("PATH=/opt/bin:/bin", "TERM=screen", "A=1", "HOME=/home/al", "container=lxc");
        assertThat(plan(request().set(set).build()).program().environment()).contains("A=2", "container=mine");
    }

    @Test
    void another_user_has_its_own_home_and_name_in_a_kept_environment() throws Exception {
        assertThat(plan(request().user("web").build()).program().environment())
                .contains("A=1", "HOME=/srv/web", "USER=web", "LOGNAME=web");
        assertThat(plan(request().user("4711").build()).program().environment()).contains("HOME=/");
        assertThat(plan(request().user("web").set(Map.of("HOME", "/x")).build())
                        .program()
                        .environment())
                .contains("HOME=/x", "USER=web");
    }

    @Test
    void a_cleared_environment_has_what_belongs_to_the_container() throws Exception {
        ProgramPlan program =
                plan(request().clear(Set.of("A", "NONE")).user("web").build()).program();

        assertThat(program.environment())
                .containsExactly(
                        "PATH=" + InitProgram.DEFAULT_PATH,
                        "TERM=screen",
                        "HOME=/srv/web",
                        "USER=web",
                        "LOGNAME=web",
                        "SHELL=/bin/sh",
                        "A=1",
                        "container=lxc");
        assertThat(program.searchPath()).isEqualTo(InitProgram.DEFAULT_PATH);
    }

    @Test
    void keep_var_without_clear_env_is_refused() {
        assertThat(failure(request().keep(Set.of("A")).build())).hasMessage("--keep-var A keeps nothing: all is kept");
    }

    @ParameterizedTest
    @CsvSource({"A=B", "''"})
    void a_variable_needs_a_right_name(String name) {
        assertThat(failure(request().set(Map.of(name, "x")).build()))
                .hasMessage("\"" + name + "\" cannot be the name of a variable");
    }

    @Test
    void another_user_has_its_own_groups_and_no_capabilities() throws Exception {
        ProgramPlan program = plan(request().user("web").build()).program();

        assertThat(program.credentials()).isEqualTo(new CredentialsPlan(33, 34, true, List.of(29)));
        assertThat(program.capabilities()).isEqualTo(new CapabilitiesPlan(0xa80425fbL, 0, 0, 0, 0));
    }

    @Test
    void digits_are_ids_even_when_a_user_is_called_so() throws Exception {
        PasswdFile odd = PasswdFile.of("7:x:0:0::/:/bin/sh\n", "");

        ProgramPlan program = new AttachPlanner()
                .plan(request().user("7").group("staff").build(), init(USERS), CALLER)
                .program();
        ProgramPlan unknown = new AttachPlanner()
                .plan(request().user("7").build(), init(odd), CALLER)
                .program();

        assertThat(program.credentials()).isEqualTo(new CredentialsPlan(7, 50, true, List.of()));
        assertThat(unknown.credentials().uid()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "4294967295", "4294967296", "1x", "1:2", "+1", " 1", "0x0"})
    void ids_that_are_not_exactly_ids_are_refused(String text) {
        assertThat(failure(request().user(text).build()))
                .hasMessage("\"" + text + "\" is neither an id from 0 to 4294967294 nor the name of a user");
        assertThat(failure(request().group(text).build()))
                .hasMessage("\"" + text + "\" is neither an id from 0 to 4294967294 nor the name of a group");
    }

    @Test
    void unknown_names_are_told() {
        assertThat(failure(request().user("bob").build())).hasMessage("there is no user \"bob\" in /etc/passwd of web");
        assertThat(failure(request().group("bob").build()))
                .hasMessage("there is no group \"bob\" in /etc/group of web");
    }

    @Test
    void a_chosen_directory_must_be_there_and_absolute() throws Exception {
        assertThat(plan(request().directory("/srv").build()).program().directories())
                .containsExactly("/srv");
        assertThat(failure(request().directory("srv").build()))
                .hasMessage("the directory \"srv\" is not an absolute path");
    }

    @Test
    void privileges_are_kept_one_by_one() throws Exception {
        AttachPlan cgroup = plan(request().elevated(Set.of(Privilege.CGROUP)).build());
        AttachPlan capabilities = plan(request().elevated(Set.of(Privilege.CAP)).build());
        AttachPlan label = plan(request().elevated(Set.of(Privilege.LSM)).build());

        assertThat(cgroup.enterCgroups()).isFalse();
        assertThat(cgroup.program().capabilities()).isEqualTo(FOURTEEN);
        assertThat(capabilities.enterCgroups()).isTrue();
        assertThat(capabilities.program().capabilities()).isEqualTo(ALL);
        assertThat(capabilities.program().noNewPrivileges()).isFalse();
        assertThat(label.program().label()).isEmpty();
        assertThat(label.program().noNewPrivileges()).isTrue();
    }

    @Test
    void who_has_the_label_already_asks_for_none() throws Exception {
        AttachPlan plan =
                new AttachPlanner().plan(AttachRequest.of("web", List.of("x")), init(USERS), labelled("exec box"));

        assertThat(plan.program().label()).isEmpty();
        assertThat(plan.labelFile()).isEmpty();
    }

    @Test
    void chosen_namespaces_mean_the_hosts_tools_and_privileges() throws Exception {
        AttachPlan plan = plan(request()
                .namespaces(Set.of(NamespaceType.NET, NamespaceType.CGROUP))
                .user("al")
                .build());

        assertThat(plan.join()).containsExactly(NamespaceType.NET);
        assertThat(plan.enterCgroups()).isFalse();
        assertThat(plan.program().credentials().uid()).isEqualTo(1000);
        assertThat(plan.program().label()).isEmpty();
    }

    @Test
    void ids_of_a_user_namespace_that_is_not_joined_mean_nothing() throws Exception {
        InitContext mapped = new InitContext(
                Runtime.PODMAN,
                inodes(2, Set.of(NamespaceType.USER, NamespaceType.NET)),
                5,
                6,
                List.of(7L),
                false,
                FOURTEEN,
                false,
                Optional.empty(),
                OptionalInt.empty(),
                Map.of(),
                USERS);

        AttachPlan inside = new AttachPlanner().plan(AttachRequest.of("web", List.of("x")), mapped, CALLER);
        AttachPlan outside = new AttachPlanner()
                .plan(request().namespaces(Set.of(NamespaceType.NET)).build(), mapped, CALLER);

        assertThat(inside.program().credentials()).isEqualTo(new CredentialsPlan(5, 6, false, List.of()));
        assertThat(inside.program().environment()).contains("container=podman");
        assertThat(outside.program().credentials()).isEqualTo(new CredentialsPlan(0, 0, true, List.of(0, 4)));
    }

    @Test
    void root_of_a_container_whose_init_is_not_root_gets_what_bounds_it() throws Exception {
        CapabilitiesPlan dropped = new CapabilitiesPlan(0xffL, 0, 0, 0, 0);
        InitContext init = new InitContext(
                Runtime.DOCKER,
                inodes(2, Set.of(NamespaceType.MNT)),
                33,
                33,
                List.of(),
                true,
                dropped,
                false,
                Optional.empty(),
                OptionalInt.empty(),
                Map.of(),
                USERS);

        AttachPlan web = new AttachPlanner().plan(AttachRequest.of("web", List.of("x")), init, CALLER);
        AttachPlan root = new AttachPlanner().plan(request().user("0").build(), init, CALLER);

        assertThat(web.program().capabilities()).isEqualTo(new CapabilitiesPlan(0xffL, 0, 0, 0, 0));
        assertThat(root.program().capabilities()).isEqualTo(new CapabilitiesPlan(0xffL, 0xffL, 0xffL, 0, 0));
    }

    private static CallerContext labelled(String label) {
        return new CallerContext(
                inodes(1, Set.of()),
                0,
                0,
                List.of(0L, 4L),
                ALL,
                Optional.of(new Label("apparmor/exec", label)),
                caller(),
                "/home/al",
                PasswdFile.of("al:x:1000:1000::/home/al:/bin/sh\n", ""));
    }

    private static AttachPlan plan(AttachRequest request) throws InvalidDefinitionException {
        return new AttachPlanner().plan(request, init(USERS), CALLER);
    }

    private static InvalidDefinitionException failure(AttachRequest request) {
        return catchThrowableOfType(InvalidDefinitionException.class, () -> plan(request));
    }

    private static InitContext init(PasswdFile users) {
        Set<NamespaceType> own =
                Set.of(NamespaceType.MNT, NamespaceType.PID, NamespaceType.UTS, NamespaceType.IPC, NamespaceType.NET);
        return new InitContext(
                Runtime.LXC,
                inodes(2, own),
                0,
                0,
                List.of(7L),
                true,
                FOURTEEN,
                true,
                Optional.of(new Label("apparmor/exec", "exec box")),
                OptionalInt.of(8),
                Map.of(),
                users);
    }

    private static Map<NamespaceType, Long> inodes(long own, Set<NamespaceType> different) {
        Map<NamespaceType, Long> inodes = new EnumMap<>(NamespaceType.class);
        for (NamespaceType type : NamespaceType.values()) {
            inodes.put(type, 100 * (type.ordinal() + 1) + (different.contains(type) ? own : 1));
        }
        return inodes;
    }

    private static Map<String, String> caller() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PATH", "/opt/bin:/bin");
        variables.put("TERM", "screen");
        variables.put("A", "1");
        variables.put("HOME", "/home/al");
        return variables;
    }

    private static Request request() {
        return new Request();
    }

    /** An attach request in parts. */
    private static final class Request {
        private Environment environment = Environment.KEEP;
        private Set<String> keep = Set.of();
        private Map<String, String> set = Map.of();
        private Optional<String> user = Optional.empty();
        private Optional<String> group = Optional.empty();
        private Optional<String> directory = Optional.empty();
        private Set<Privilege> elevated = Set.of();
        private Set<NamespaceType> namespaces = Set.of();

        Request clear(Set<String> kept) {
            environment = Environment.CLEAR;
            return keep(kept);
        }

        Request keep(Set<String> names) {
            keep = names;
            return this;
        }

        Request set(Map<String, String> variables) {
            set = variables;
            return this;
        }

        Request user(String text) {
            user = Optional.of(text);
            return this;
        }

        Request group(String text) {
            group = Optional.of(text);
            return this;
        }

        Request directory(String path) {
            directory = Optional.of(path);
            return this;
        }

        Request elevated(Set<Privilege> privileges) {
            elevated = privileges;
            return this;
        }

        Request namespaces(Set<NamespaceType> types) {
            namespaces = types;
            return this;
        }

        AttachRequest build() {
            return AttachRequest.to("web")
                    .environment(environment)
                    .keep(keep)
                    .set(set)
                    .user(user)
                    .group(group)
                    .directory(directory)
                    .elevated(elevated)
                    .namespaces(namespaces)
                    .build();
        }
    }
}
