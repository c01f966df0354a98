package dev.cleat.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.PackageDirection;
import dev.cleat.engine.api.Appearance;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.Problem;
import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.definition.RecordingPolicy.When;
import dev.cleat.engine.definition.SessionPolicy.Leftovers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostConfigReaderTest {

    private static final Path FILE = Path.of("/etc/cleat/config.yaml");

    private static HostConfig read(String text) throws Exception {
        return new HostConfigReader((file, atMost) -> text.getBytes(StandardCharsets.UTF_8)).read(FILE);
    }

    private static List<String> problems(String text) {
        InvalidDefinitionException wrong = catchThrowableOfType(InvalidDefinitionException.class, () -> read(text));
        return wrong.problems().stream().map(Problem::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# recording: {policy: all}\n\n  # nothing else\n"})
    void where_all_is_commented_out_all_is_as_without_the_file(String text) throws Exception {
        assertThat(read(text)).isSameAs(HostConfig.DEFAULT);
    }

    @Test
    void how_the_console_looks_is_read_in_the_order_of_the_file() throws Exception {
        Appearance ui = read("ui:\n  theme: light\n  themes: {\"prod-*\": production, \"*\": mono}\n")
                .ui();

        assertThat(ui.theme()).contains("light");
        assertThat(ui.themes().keySet()).containsExactly("prod-*", "*");
        assertThat(problems("ui: {theme: ../dark}")).singleElement().asString().contains("a name of a theme");
    }

    @Test
    void everything_a_host_can_say_of_recordings_is_read() throws Exception {
        RecordingPolicy policy = read("""
                recording:
                  policy: on-elevated
                  directory: /srv/recordings
                  file: "%n-%i"
                  group: audit
                  input: masked
                  redact: ["ghp_[A-Za-z0-9]+"]
                  minFree: 1G
                  whenSlow: drop
                  whenFull: stop
                  optional: true
                  sync: 5s
                  compress: true
                  sign: /etc/cleat/recordings.key
                  retention: {days: 90, size: 20G}
                """).recording();
        assertThat(policy.when()).isEqualTo(When.ON_ELEVATED);
        assertThat(policy.directory()).contains(Path.of("/srv/recordings"));
        assertThat(policy.file()).isEqualTo("%n-%i");
        assertThat(policy.group()).contains(new FromConfig<>("audit", FILE + ":5:10"));
        assertThat(policy.input()).isEqualTo(Input.MASKED);
        assertThat(policy.redact()).extracting(Pattern::pattern).containsExactly("ghp_[A-Za-z0-9]+");
        assertThat(policy.minFree()).isEqualTo(1L << 30);
        assertThat(policy.blocks()).isFalse();
        assertThat(policy.stops()).isTrue();
        assertThat(policy.optional()).isTrue();
        assertThat(policy.keeping().sync()).contains(Duration.ofSeconds(5));
        assertThat(policy.keeping().compress()).isTrue();
        assertThat(policy.keeping().key().orElseThrow().value()).isEqualTo(Path.of("/etc/cleat/recordings.key"));
        assertThat(policy.keeping().retention().days()).hasValue(90);
        assertThat(policy.keeping().retention().bytes()).hasValue(20L << 30);
    }

    @Test
    void the_example_of_the_readme_is_right() throws Exception {
        String readme = Files.readString(PackageDirection.inModule("../README.md"));
        int begin = readme.indexOf("```yaml\nrecording:") + "```yaml\n".length();
        HostConfig config = read(readme.substring(begin, readme.indexOf("```", begin)));
        assertThat(config.recording().when()).isEqualTo(When.INTERACTIVE);
        assertThat(config.ptyLog().keep()).isEqualTo(3);
    }

    @Test
    void what_is_not_said_is_off_or_safe() throws Exception {
        RecordingPolicy policy = read("recording: {}\n").recording();
        assertThat(policy).isEqualTo(RecordingPolicy.DEFAULT);
        assertThat(policy.when()).isEqualTo(When.OFF);
        assertThat(policy.input()).isEqualTo(Input.OFF);
        assertThat(policy.directory()).isEqualTo(Optional.empty());
        assertThat(policy.blocks()).isTrue();
        assertThat(read("recording: {policy: off}\n").recording().when()).isEqualTo(When.OFF);
    }

    @Test
    void a_raw_log_may_have_a_size_and_older_files() throws Exception {
        RawLogLimits limits = read("ptyLog: {maxSize: 1M, keep: 3, sync: 5s}\n").ptyLog();
        assertThat(limits.sync()).contains(Duration.ofSeconds(5));
        assertThat(limits.bytes()).hasValue(1 << 20);
        assertThat(limits.keep()).isEqualTo(3);
    }

    @Test
    void what_a_session_leaves_behind_lives_on_unless_the_host_wants_it_killed() throws Exception {
        assertThat(read("sessions: {leftovers: kill}\n").sessions().leftovers()).isEqualTo(Leftovers.KILL);
        assertThat(read("sessions: {leftovers: keep}\n").sessions().leftovers()).isEqualTo(Leftovers.KEEP);
        assertThat(read("recording: {}\n").sessions().leftovers()).isEqualTo(Leftovers.KEEP);
        assertThat(problems("sessions:\n  leftovers: kil\n  leftover: kill\n"))
                .satisfiesExactly(
                        p -> assertThat(p).startsWith(FILE + ":2:14: ").contains("kil", "\"kill\""),
                        p -> assertThat(p).startsWith(FILE + ":3:3: ").contains("leftover", "\"leftovers\""));
    }

    @Test
    void every_problem_is_told_at_once_with_its_place() {
        assertThat(problems("""
                recording:
                  polcy: all
                  input: maksed
                  file: "x/%i"
                  redact: ["("]
                recordings: {}
                """))
                .satisfiesExactly(
                        p -> assertThat(p)
                                .startsWith(FILE + ":2:3: ")
                                .contains("polcy")
                                .contains("\"policy\""),
                        p -> assertThat(p)
                                .startsWith(FILE + ":3:10: ")
                                .contains("maksed")
                                .contains("\"masked\""),
                        p -> assertThat(p).startsWith(FILE + ":4:9: ").contains("without /"),
                        p -> assertThat(p).startsWith(FILE + ":5:12: ").contains("not a regular expression"),
                        p -> assertThat(p).startsWith(FILE + ":6:1: ").contains("\"recording\""));
    }

    @ParameterizedTest
    @CsvSource({"%n, must hold %i", ".%i, not hidden", "%i%x, may hold", "../%i, without /"})
    void a_name_that_leads_elsewhere_or_is_taken_twice_is_refused(String template, String reason) {
        assertThat(problems("recording: {file: \"" + template + "\"}\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains(reason));
    }

    @Test
    void a_configuration_that_is_no_map_is_called_so() {
        assertThat(problems("- a\n"))
                .containsExactly(FILE + ":1:1: the configuration must be a map of keys, not a list");
    }

    @Test
    void other_hosts_have_a_name_and_may_have_a_destination_and_a_program() throws Exception {
        assertThat(read("hosts:\n- web1\n- {name: db, ssh: admin@10.0.0.7, cleat: /opt/cleat/cleat}\n")
                        .hosts())
                .containsExactly(
                        new HostAddress("web1", "web1", "cleat"),
                        new HostAddress("db", "admin@10.0.0.7", "/opt/cleat/cleat"));
    }

    @Test
    void a_host_that_would_be_an_option_of_ssh_or_has_another_one_s_name_is_refused() {
        assertThat(problems("hosts: [-oProxyCommand=id]"))
                .singleElement()
                .asString()
                .contains("a name of a host");
        assertThat(problems("hosts: [{name: a, ssh: \"-x\"}]"))
                .singleElement()
                .asString()
                .contains("hosts[0].ssh");
        assertThat(problems("hosts: [localhost]")).singleElement().asString().contains("other than localhost");
        assertThat(problems("hosts: [a, {name: a, ssh: b}]"))
                .singleElement()
                .asString()
                .contains("two of them are called a");
        assertThat(problems("hosts: [{ssh: b}]")).singleElement().asString().contains("name");
    }
}
