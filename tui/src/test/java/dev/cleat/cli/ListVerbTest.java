package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cleat.cli.CommandLineFixture.Result;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Runtime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListVerbTest {

    private final CommandLineFixture cleat = new CommandLineFixture();

    @BeforeEach
    void some_containers() {
        cleat.engine.containers.add(Samples.stopped("old"));
        cleat.engine.containers.add(Samples.web());
        cleat.engine.containers.add(Samples.running("k8s_postgres_db-0", Runtime.CONTAINERD));
        cleat.engine.containers.add(Samples.frozen("cold"));
    }

    @Test
    void the_table_is_aligned_and_shows_what_lives() {
        Result result = cleat.run("ls");

        assertThat(result.out()).isEqualTo("""
                        NAME               STATE     PID  RUNTIME      CPU    MEM  MEM/LIM  PIDS  NS  AGE
                        web                RUNNING  4711  cleat       1.0%  41.2M    64.0M     2   6   2h
                        k8s_postgres_db-0  RUNNING  4711  containerd  1.0%  41.2M    64.0M     2   6   2h
                        cold               FROZEN    900  docker         -      -        -     -   -   1d
                        """);
        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(cleat.engine.closed).isTrue();
    }

    @Test
    void no_verb_lists_when_standard_output_is_no_terminal() {
        assertThat(cleat.run().out()).isEqualTo(cleat.run("ls").out());
    }

    @Test
    void all_adds_the_stopped_ones() {
        assertThat(names("-1a")).containsExactly("old", "web", "k8s_postgres_db-0", "cold");
    }

    @Test
    void states_and_owners_filter() {
        assertThat(names("-1", "--running")).containsExactly("web", "k8s_postgres_db-0");
        assertThat(names("-1", "--stopped")).containsExactly("old");
        assertThat(names("-1", "--frozen")).containsExactly("cold");
        assertThat(names("-1", "--ours", "-a")).containsExactly("old", "web");
        assertThat(names("-1", "--foreign")).containsExactly("k8s_postgres_db-0", "cold");
    }

    @Test
    void the_pattern_is_found_anywhere_in_the_name() {
        assertThat(names("-1", "eb$|^col")).containsExactly("web", "cold");
        assertThat(names("-1", "nothing")).isEmpty();
    }

    @Test
    void columns_are_chosen_in_order_with_either_separator() {
        Result result = cleat.run("ls", "-f", "cgroup|Name,%mem,SESSIONS", "web");

        assertThat(result.out()).isEqualTo("""
                        CGROUP      NAME   %MEM  SESSIONS
                        /cleat/web  web   64.4%         1
                        """);
    }

    @Test
    void hostile_names_cannot_reach_the_terminal() {
        cleat.engine.containers.clear();
        cleat.engine.containers.add(
                Samples.running("a\u001b[2Jb\nc\u009bd\u202ee\u200bf\u0301\u007f", Runtime.UNKNOWN));
        cleat.terminal = true;

        String visible = "a\\x1b[2Jb\\x0ac\\x9bd\\u{202e}e\\u{200b}f\\u{301}\\x7f";
        assertThat(cleat.run("ls", "-1").out()).isEqualTo(visible + "\n");
        assertThat(cleat.run("ls", "-f", "NAME").out()).contains(visible).doesNotContain("\n\n");
    }

    @Test
    void wide_names_take_two_cells_a_character() {
        cleat.engine.containers.clear();
        cleat.engine.containers.add(Samples.running("データ", Runtime.LXC));
        cleat.engine.containers.add(Samples.running("abcdefg", Runtime.LXC));

        assertThat(cleat.run("ls", "-f", "NAME,PIDS").out()).isEqualTo("NAME     PIDS\nデータ      2\nabcdefg     2\n");
    }

    @Test
    void colour_needs_a_terminal_and_no_objection() {
        cleat.terminal = true;
        assertThat(cleat.run("ls").out()).contains("\u001b[32mRUNNING\u001b[0m");

        cleat.environment.put("NO_COLOR", "1");
        assertThat(cleat.run("ls").out()).doesNotContain("\u001b");

        cleat.environment.remove("NO_COLOR");
        cleat.terminal = false;
        assertThat(cleat.run("ls").out()).doesNotContain("\u001b");
    }

    @Test
    void json_has_the_promised_fields_in_one_array() throws IOException {
        String json = cleat.run("ls", "--json", "web").out();

        assertThat(fields(json))
                .containsExactly(
                        "name=web",
                        "state=RUNNING",
                        "pid=4711",
                        "runtime=cleat",
                        "started=2026-11-22T08:00:00Z",
                        "cpuPercent=null",
                        "cpuUsageNanos=72000000000",
                        "memoryBytes=43200000",
                        "memoryLimitBytes=67108864",
                        "pids=2",
                        "cpuLimitPercent=null",
                        "pidsLimit=64",
                        "ioReadBytes=null",
                        "ioWriteBytes=null",
                        "throttledNanos=null",
                        "oomKills=0",
                        "mnt=4026531834",
                        "pid=4026531835",
                        "uts=4026531836",
                        "ipc=4026531837",
                        "net=4026531838",
                        "user=4026531839",
                        "cgroup=4026531840",
                        "time=4026531841",
                        "sharedWithHost=2",
                        "cgroup=/cleat/web",
                        "definition=/var/lib/cleat/web/container.yaml",
                        "sessions=1");
        assertThat(json).startsWith("[").endsWith("]\n");
    }

    @Test
    void json_says_null_for_what_is_unknown() throws IOException {
        assertThat(fields(cleat.run("ls", "--json", "--stopped").out()))
                .contains("pid=null", "started=null", "memoryBytes=null", "mnt=null", "cgroup=null", "sessions=0");
        assertThat(cleat.run("ls", "--json", "nothing").out()).isEqualTo("[ ]\n");
    }

    @Test
    void json_keeps_hostile_names_exact_and_harmless() throws IOException {
        String name = "a\u001b\n\"\\\u009b\u202e😀";
        cleat.engine.containers.clear();
        cleat.engine.containers.add(Samples.running(name, Runtime.UNKNOWN));

        String json = cleat.run("ls", "--json").out();

        assertThat(json.replace("\n", "")).matches("[\\x20-\\x7e]*");
        assertThat(fields(json)).contains("name=" + name);
    }

    private List<String> names(String... words) {
        List<String> all = new ArrayList<>(List.of("ls"));
        all.addAll(List.of(words));
        return cleat.run(all.toArray(String[]::new)).out().lines().toList();
    }

    private static List<String> fields(String json) throws IOException {
        List<String> fields = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    fields.add(parser.currentName() + "=" + parser.getText());
                }
            }
        }
        return fields;
    }

    @Test
    void what_is_stored_and_never_ran_is_listed_among_ours_when_stopped_ones_are_wanted() {
        cleat.engine.containers.add(0, ContainerSummary.stored("app", Path.of("/var/lib/cleat/app/container.yaml")));

        assertThat(cleat.run("ls", "-1").out()).doesNotContain("app");
        assertThat(cleat.run("ls", "-1", "-a").out()).isEqualTo("app\nold\nweb\nk8s_postgres_db-0\ncold\n");
        assertThat(cleat.run("ls", "--stopped", "-f", "NAME,STATE,DEFINITION", "app")
                        .out())
                .isEqualTo("""
                        NAME  STATE    DEFINITION
                        app   STOPPED  /var/lib/cleat/app/container.yaml
                        """);
    }
}
