package dev.cleat.engine.importing;

import static dev.cleat.engine.importing.LxcFixture.imported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.Imported;
import dev.cleat.engine.definition.Escaped;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LxcImportTest {

    @Test
    void blanks_quotes_and_comments_are_read_as_lxc_reads_them() throws IOException {
        Imported imported = imported("  # comment", "", "\tlxc.uts.name=  \"web-1\"  ", "lxc.init.cwd = '/srv'");

        assertThat(imported.definition()).contains("hostname: web-1\n", "cwd: /srv\n");
        assertThat(imported.left()).isEmpty();
    }

    @Test
    void an_empty_value_takes_back_what_was_said_before() throws IOException {
        Imported imported = imported(
                "lxc.uts.name = web",
                "lxc.cap.drop = sys_module",
                "lxc.environment = A=1",
                "lxc.uts.name =",
                "lxc.cap.drop =",
                "lxc.cap.drop = sys_time",
                "lxc.environment =");

        assertThat(imported.definition()).contains("drop: [sys_time]").doesNotContain("hostname:", "sys_module", "A:");
    }

    @Test
    void a_family_without_a_value_takes_back_everything_below_it() throws IOException {
        Imported imported = imported(
                "lxc.net.0.type = veth",
                "lxc.net.0.link = br0",
                "lxc.net =",
                "lxc.prlimit.nofile = 1:2",
                "lxc.prlimit =");

        assertThat(imported.definition()).doesNotContain("veth", "br0", "nofile");
        assertThat(imported.left()).isEmpty();
    }

    @Test
    void the_last_value_counts() throws IOException {
        Imported imported = imported("lxc.init.cwd = /a", "lxc.init.cwd = /b");

        assertThat(imported.definition()).contains("cwd: /b").doesNotContain("/a");
        assertThat(imported.left()).isEmpty();
    }

    @Test
    void included_files_stand_where_their_include_stands_and_a_directory_gives_its_conf_files_in_order()
            throws IOException {
        Imported imported = new LxcFixture()
                .with("/etc/common.d/2.conf", "lxc.init.cwd = /two", "lxc.environment = A=2")
                .with("/etc/common.d/1.conf", "lxc.init.cwd = /one", "lxc.environment = B=1")
                .with("/etc/common.d/readme.txt", "lxc.init.cwd = /readme")
                .importing("lxc.include = /etc/common.d", "lxc.environment = A=3");

        assertThat(imported.definition()).contains("cwd: /two", "A: 3", "B: 1").doesNotContain("readme");
        assertThat(imported.left()).isEmpty();
    }

    @Test
    void a_cycle_of_includes_is_told_and_ends() throws IOException {
        Imported imported = new LxcFixture()
                .with("/lxc/other", "lxc.include = /lxc/web/config")
                .importing("lxc.rootfs.path = /srv/root", "lxc.include = /lxc/other");

        assertThat(imported.left()).containsExactly("/lxc/other:1: lxc.include: /lxc/web/config includes itself");
    }

    @Test
    void a_missing_include_is_told() throws IOException {
        assertThat(imported("lxc.rootfs.path = /srv/root", "lxc.include = /nowhere")
                        .left())
                .containsExactly("/lxc/web/config:2: lxc.include: /nowhere: there is no such file");
    }

    @Test
    void without_a_word_of_a_root_it_is_the_hosts() throws IOException {
        assertThat(imported("lxc.uts.name = web", "lxc.rootfs.path =").definition())
                .contains("source: host\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lxc.include = /nowhere",
                "lxc.include = /no\u0001where",
                "lxc.include = /lxc/web/config",
                "lxc.rootfs.path = /srv/\u001broot",
                "lxc.rootfs.path = /srv/\uFFFDroot",
                "lxc.rootfs = /srv/\u001broot",
                "lxc.rootfs.path",
                "lxc.include"
            })
    void a_root_that_could_not_be_read_is_never_the_hosts(String line) {
        String key = line.split(" ")[0];

        assertThatThrownBy(() -> imported("lxc.uts.name = web", line))
                .isInstanceOf(LostRootException.class)
                .hasMessageContaining("/lxc/web/config:2: ")
                .hasMessageContaining(key)
                .hasMessageContaining("mend that line");
    }

    @Test
    void what_is_no_key_of_lxc_is_told_with_its_line() throws IOException {
        assertThat(imported("lxc.frobnicate = 1", "other = 2", "nonsense", "lxc.net.x.link = br0")
                        .left())
                .containsExactly(
                        "/lxc/web/config:1: lxc.frobnicate: is no key of LXC that Cleat knows",
                        "/lxc/web/config:2: other: is no key of LXC",
                        "/lxc/web/config:3: \"nonsense\" is no KEY = VALUE",
                        "/lxc/web/config:4: lxc.net.x.link: is no key of an interface, as lxc.net.0.link");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\u0085", "\u2028", "\u0000", "\u001b[2J", "\u202e"})
    void no_value_makes_another_key_whatever_is_in_it(String separator) throws IOException {
        LxcFixture files = new LxcFixture().with(LxcFixture.CONFIG.toString(), "lxc.uts.name = web");
        String evil =
                "A=1" + separator + "lxc.hook.pre-start = /bin/evil" + separator + "hooks: {preStart: [/bin/evil]}";

        Imported imported = new LxcImport(files)
                .read(
                        LxcFixture.CONFIG,
                        Optional.empty(),
                        List.of("lxc.environment=" + evil, "lxc.uts.name=w" + separator + "x"));

        assertThat(imported.definition()).doesNotContain("evil");
        assertThat(imported.left())
                .containsExactly(
                        "-s: lxc.environment: holds a control character or is not UTF-8",
                        "-s: lxc.uts.name: holds a control character or is not UTF-8");
        assertThat(imported.left()).allMatch(line -> line.codePoints().noneMatch(Escaped::isControl));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: b",
                "- x",
                "{ x: y }",
                "[1, 2]",
                "\"",
                "' #",
                "# no comment",
                "!!str",
                "*a",
                "&a",
                "null",
                "~",
                "a\\nb",
                "%x",
                "@",
                "`"
            })
    void a_value_stays_one_value_in_the_definition_whatever_yaml_means_by_it(String value) throws IOException {
        Imported imported = imported("lxc.environment = A=" + value);

        assertThat(LxcFixture.definition(imported).process().environment().variables())
                .containsEntry("A", value);
        assertThat(imported.left()).isEmpty();
    }

    @Test
    void lines_of_arguments_follow_those_of_the_file() throws IOException {
        LxcFixture files =
                new LxcFixture().with(LxcFixture.CONFIG.toString(), "lxc.init.cwd = /a", "lxc.environment = A=1");

        Imported imported = new LxcImport(files)
                .read(LxcFixture.CONFIG, Optional.empty(), List.of("lxc.init.cwd=/b", "lxc.environment=B=2"));

        assertThat(imported.definition()).contains("cwd: /b", "A: 1", "B: 2");
    }

    @Test
    void a_container_is_named_by_the_caller_else_by_its_host_name_else_by_its_directory() throws IOException {
        LxcFixture files = new LxcFixture()
                .with("/lxc/web/config", "lxc.init.cwd = /")
                .with("/lxc/named.conf", "lxc.uts.name = shop");
        LxcImport lxc = new LxcImport(files);

        assertThat(lxc.read(Path.of("/lxc/web/config"), Optional.of("x1"), List.of())
                        .definition())
                .contains("name: x1\n");
        assertThat(lxc.read(Path.of("/lxc/web/config"), Optional.empty(), List.of())
                        .definition())
                .contains("name: web\n");
        assertThat(lxc.read(Path.of("/lxc/named.conf"), Optional.empty(), List.of())
                        .definition())
                .contains("name: shop\n");
    }

    @Test
    void a_name_that_cannot_be_is_made_one_and_told() throws IOException {
        LxcFixture files = new LxcFixture().with("/lxc/my shop/config", "lxc.init.cwd = /");

        Imported imported = new LxcImport(files).read(Path.of("/lxc/my shop/config"), Optional.empty(), List.of());

        assertThat(imported.definition()).contains("name: my-shop\n");
        assertThat(imported.left())
                .containsExactly("/lxc/my shop/config: name: \"my shop\" cannot be a container's name");
    }

    @Test
    void a_configuration_that_cannot_be_read_is_no_definition() {
        LxcImport lxc = new LxcImport(new LxcFixture());

        assertThatThrownBy(() -> lxc.read(Path.of("/nowhere"), Optional.empty(), List.of()))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void what_lxc_does_without_being_told_is_written_down() throws IOException {
        assertThat(imported("lxc.rootfs.path = /srv/root/").definition())
                .contains(
                        "source: dir:/srv/root\n",
                        "command: [/sbin/init]",
                        "container: lxc",
                        "keep: all",
                        "proc: \"off\"");
    }

    @Test
    void arguments_alone_become_arguments_of_a_definition_and_nothing_else() {
        List<String> left = new ArrayList<>();

        List<String> overrides = LxcImport.overrides(
                List.of(
                        "lxc.init.cmd=/bin/sh -c 'a b'",
                        "lxc.environment=A=x: y",
                        "lxc.cap.drop=sys_time",
                        "lxc.nonsense=1"),
                left::add);

        assertThat(overrides)
                .containsExactlyInAnyOrder(
                        "process.command=[/bin/sh, \"-c\", \"a b\"]",
                        "process.env.A=\"x: y\"",
                        "security.capabilities.drop=[sys_time]");
        assertThat(left).containsExactly("-s: lxc.nonsense: is no key of LXC that Cleat knows");
    }

    @Test
    void a_configuration_of_lxc_is_told_from_a_definition() {
        assertThat(LxcImport.isLxc("# c\n\nlxc.uts.name = web\n")).isTrue();
        assertThat(LxcImport.isLxc("schema: 1\nlxc.uts.name = web\n")).isFalse();
        assertThat(LxcImport.isLxc("lxc.uts.name: web = x\n")).isFalse();
        assertThat(LxcImport.isLxc("# nothing\n")).isFalse();
    }
}
