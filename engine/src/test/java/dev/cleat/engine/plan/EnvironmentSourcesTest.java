package dev.cleat.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.definition.DefinitionReader;
import dev.cleat.engine.definition.Hooks.Point;
import dev.cleat.engine.storage.LocalDefinitionFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Variables of init that the definition does not spell out, and whose word is the last. */
class EnvironmentSourcesTest {

    @TempDir
    Path directory;

    private StartPlan plan(String process, String file) throws Exception {
        Path definition = Files.writeString(
                directory.resolve("web.yaml"),
                "schema: 1\nrootfs: host\nprocess:\n  command: [/bin/sh]\n" + process.indent(2));
        return new StartPlanner(
                        Hosts.PLACES, Hosts.filesWith(directory.resolve("vars").toString(), file))
                .plan(new DefinitionReader(new LocalDefinitionFiles()).read(definition), Hosts.V2);
    }

    private List<String> environment(String process, String file) throws Exception {
        return plan(process, file).program().environment();
    }

    @Test
    void globs_take_variables_of_whoever_starts_it_and_nothing_else() throws Exception {
        assertThat(environment("envInherit: ['LC_*', 'LAN?', NONE, 'L.NG']", ""))
                .containsExactly(
                        "PATH=" + InitProgram.DEFAULT_PATH,
                        "container=cleat",
                        "HOME=/root",
                        "LANG=C.UTF-8",
                        "LC_TIME=de_DE.UTF-8");
    }

    @Test
    void a_file_has_lines_of_name_and_value() throws Exception {
        assertThat(environment("envFiles: [" + directory.resolve("vars") + "]", "# no\n\nA=1\nB=x = \"y\" \nA=2\nC=\n"))
                .endsWith("A=2", "B=x = \"y\" ", "C=");
    }

    @Test
    void the_definition_has_the_last_word_then_files_then_the_starter() throws Exception {
        String process = "envInherit: [LANG, LC_TIME]\nenvFiles: [" + directory.resolve("vars")
                + "]\nenv: {A: def, PATH: /bin}\nenvRuntime: {B: run}\n";

        assertThat(environment(process, "LANG=file\nA=file\nB=file\nD=file\n"))
                .containsExactlyInAnyOrder(
                        "PATH=/bin",
                        "container=cleat",
                        "HOME=/root",
                        "LANG=file",
                        "LC_TIME=de_DE.UTF-8",
                        "A=def",
                        "B=run",
                        "D=file");
    }

    @Test
    void a_file_that_is_not_there_or_not_one_is_a_reason_that_shows_no_value() throws Exception {
        String key = "envFiles: [/none, " + directory.resolve("vars") + "]\n";

        HostLimitException failure =
                catchThrowableOfType(HostLimitException.class, () -> environment(key, "A=1\nsecret\n=x\n"));

        assertThat(failure.getMessage().lines())
                .containsExactly(
                        "cannot start web: process.envFiles: /none is not a file that can be read",
                        "cannot start web: process.envFiles: " + directory.resolve("vars")
                                + ":2: this is not NAME=VALUE",
                        "cannot start web: process.envFiles: " + directory.resolve("vars")
                                + ":3: this is not NAME=VALUE");
    }

    @Test
    void hooks_are_told_whom_they_are_for_whatever_the_definition_says() throws Exception {
        HookPlan hooks = plan("env: {A: both, LXC_NAME: liar}\nenvHooks: {H: hook}\nenvRuntime: {B: init}\n", "")
                .hooks();

        assertThat(hooks.environment())
                .containsEntry("A", "both")
                .containsEntry("H", "hook")
                .doesNotContainKey("B")
                .containsEntry("LXC_NAME", "web")
                .containsEntry("LXC_CONFIG_FILE", directory.resolve("web.yaml").toString())
                .containsEntry("LXC_ROOTFS_PATH", "/")
                .containsEntry("LXC_CONSOLE_LOGPATH", "/var/log/cleat/web.log")
                .containsKeys("LXC_ROOTFS_MOUNT", "LXC_CGNS_AWARE", "LXC_LOG_LEVEL");
        assertThat(hooks.commands(Point.PRE_START, Map.of())).isEmpty();
    }
}
