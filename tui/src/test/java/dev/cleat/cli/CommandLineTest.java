package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.cli.CommandLineFixture.Result;
import dev.cleat.cli.output.StandardOutput;
import dev.cleat.engine.api.EngineOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private final CommandLineFixture cleat = new CommandLineFixture();

    @TempDir
    private Path folder;

    @Test
    void the_version_is_all_that_is_printed() {
        assertThat(cleat.run("--version")).isEqualTo(new Result(0, "cleat 0.1.0\n", ""));
        assertThat(cleat.run("ls", "--version")).isEqualTo(new Result(0, "cleat 0.1.0\n", ""));
    }

    @Test
    void no_verb_opens_the_console_on_a_terminal() {
        cleat.terminal = true;

        assertThat(cleat.run()).isEqualTo(new Result(1, "", "cleat: there is no terminal\n"));
        assertThat(cleat.run("--state", "/s", "ui", "--read-only").status()).isEqualTo(1);
        // The first list is read meanwhile.
        assertThat(cleat.engine.calls).filteredOn("openTerminal"::equals).hasSize(2);
    }

    @Test
    void help_is_the_same_in_all_three_ways() {
        Result help = cleat.run("help", "attach");

        assertThat(help.out())
                .startsWith("Usage: cleat attach [OPTIONS] NAME [-- COMMAND...]\n")
                .contains("--clear-env");
        assertThat(cleat.run("attach", "--help")).isEqualTo(help);
        assertThat(cleat.run("-h", "attach", "--no-such-check-of-operands").status())
                .isEqualTo(64);
        assertThat(cleat.run("-h", "attach")).isEqualTo(help);
        assertThat(cleat.run("--help")).isEqualTo(cleat.run("help"));
    }

    @Test
    void options_to_come_are_not_in_the_help() {
        assertThat(cleat.run("help", "logs").out()).doesNotContain("--since");
    }

    @Test
    void directories_come_from_options_then_environment_then_the_user() {
        cleat.environment.put("XDG_RUNTIME_DIR", folder.toString());
        cleat.userId = 1000;
        assertThat(places("ls")).containsExactly("/home/ann/.local/share/cleat", folder + "/cleat");

        cleat.environment.put("XDG_DATA_HOME", "/data");
        assertThat(places("ls")).containsExactly("/data/cleat", folder + "/cleat");

        cleat.environment.putAll(Map.of("CLEAT_PATH", "/p", "CLEAT_STATE", "/s"));
        assertThat(places("ls")).containsExactly("/p", "/s");

        assertThat(places("-P", "/x", "ls", "--state=/y")).containsExactly("/x", "/y");
    }

    @Test
    void root_has_the_directories_of_the_system() {
        cleat.environment.put("XDG_RUNTIME_DIR", folder.toString());

        assertThat(places("ls")).containsExactly("/var/lib/cleat", "/run/cleat");
    }

    @Test
    void a_user_without_a_run_time_directory_is_told_what_to_do() {
        cleat.environment.put("XDG_RUNTIME_DIR", "/nowhere");
        cleat.userId = 1000;

        assertThat(cleat.run("ls"))
                .isEqualTo(new Result(
                        1,
                        "",
                        "cleat: no directory for what runs: /nowhere is missing; log in, or give --state DIR\n"));
    }

    @Test
    void quiet_tells_errors_only() {
        assertThat(cleat.run("-q", "start", "web").err()).isEmpty();
        assertThat(cleat.run("-q", "info", "web").err()).isEqualTo("cleat: no container is called web\n");
    }

    @Test
    void warnings_of_the_engine_are_told_unless_quiet() {
        cleat.engine.whileStopping = () -> cleat.options.warnings().accept("the log of web lost 3 bytes");

        assertThat(cleat.run("stop", "web").err())
                .isEqualTo("cleat: the log of web lost 3 bytes\ncleat: web stopped\n");
        assertThat(cleat.run("stop", "web", "-q").err()).isEmpty();
    }

    @Test
    void the_log_file_is_private_appended_and_has_a_line_per_step() throws IOException {
        Path log = folder.resolve("log");
        cleat.userId = (int) Files.getAttribute(folder, "unix:uid");

        cleat.run("start", "web", "-o", log.toString(), "-l", "debug");
        cleat.run("-o", log.toString(), "info", "x\ny");

        assertThat(Files.readAllLines(log))
                .containsExactly(
                        "2026-11-22T10:00:00Z DEBUG start begins",
                        "2026-11-22T10:00:00Z DEBUG step 1/26 READ_DEFINITION: read the definition",
                        "2026-11-22T10:00:00Z INFO web runs, pid 4711",
                        "2026-11-22T10:00:00Z ERROR no container is called x\\x0ay");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs", "info", "stop", "rec cat", "frobnicate"})
    void a_name_with_a_line_feed_begins_no_line_of_a_message(String verb) {
        List<String> words = new ArrayList<>(List.of(verb.split(" ")));
        words.add("x\ncleat: web stopped\n");

        String err = cleat.run(words.toArray(String[]::new)).err();

        assertThat(err.lines())
                .noneMatch(line -> line.startsWith("cleat: web stopped"))
                .isNotEmpty();
    }

    @Test
    void an_option_with_a_line_feed_begins_no_line_of_a_message() {
        assertThat(cleat.run("-l", "x\ncleat: web stopped", "ls").err())
                .isEqualTo("cleat: --loglevel x\\x0acleat: web stopped is none of error, warn, info, debug, trace\n"
                        + "cleat: see 'cleat help'\n");
        assertThat(cleat.run("--loglevel=x\ncleat: web stopped", "ls").err()).contains("x\\x0acleat: web stopped is");
    }

    @Test
    void the_log_file_of_somebody_else_is_refused_even_when_anybody_may_write_it() throws IOException {
        Path file = Files.createFile(folder.resolve("log"));
        assumeTrue(Files.getAttribute(file, "unix:uid").equals(0), "needs root");
        Files.setAttribute(file, "unix:uid", 65534);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(cleat.run("-o", file.toString(), "start", "web"))
                .isEqualTo(new Result(
                        1,
                        "",
                        "cleat: cannot open the log file: " + file + ": it belongs to uid 65534; name a file of"
                                + " your own, or one that does not exist yet\n"));
        assertThat(file).isEmptyFile();
        assertThat(cleat.engine.calls).isEmpty();
    }

    @Test
    void the_log_file_may_not_be_a_link_or_a_device() throws IOException {
        Path target = Files.createFile(folder.resolve("target"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);

        Result result = cleat.run("-o", link.toString(), "start", "web");

        assertThat(result)
                .isEqualTo(new Result(1, "", "cleat: cannot open the log file: " + link + " is not a regular file\n"));
        assertThat(cleat.run("-o", "/dev/null", "start", "web").status()).isEqualTo(1);
        assertThat(cleat.run("-o", folder + "/none/log", "start", "web").err())
                .isEqualTo("cleat: cannot open the log file: " + folder + "/none/log: no such file or directory\n");
        assertThat(cleat.engine.calls).isEmpty();
    }

    @Test
    void a_reader_that_has_read_enough_is_no_failure() {
        assertThat(runInto(new BrokenOutput("Broken pipe"), true)).isEqualTo(new Result(0, "", ""));
    }

    @Test
    void a_full_disk_is_a_failure() {
        assertThat(runInto(new BrokenOutput("No space left on device"), false))
                .isEqualTo(new Result(1, "", "cleat: cannot write to standard output: No space left on device\n"));
    }

    @Test
    void a_mistake_of_ours_is_one_line_too() {
        cleat.engine.plan = null;

        Result result = cleat.run("plan", "web");

        assertThat(result.err())
                .startsWith("cleat: internal error: java.lang.NullPointerException")
                .hasLineCount(1);
        assertThat(result.status()).isEqualTo(1);
        assertThat(cleat.run("plan", "web", "-l", "trace").err()).contains("at dev.cleat.cli.PlanVerb");
    }

    private List<String> places(String... words) {
        Result result = cleat.run(words);
        assertThat(result.err()).isEmpty();
        EngineOptions options = cleat.options;
        return List.of(options.path().toString(), options.state().toString());
    }

    private Result runInto(OutputStream out, boolean pipe) {
        cleat.engine.containers.add(Samples.web());
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings here = new Surroundings(
                Map.of(),
                0,
                Path.of("/none"),
                new StandardOutput(out, false, pipe),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                options -> cleat.engine);
        return new Result(new CommandLine(here).run("cleat", List.of("ls")), "", err.toString(StandardCharsets.UTF_8));
    }

    /** Fails at each write, as the kernel would. */
    private static final class BrokenOutput extends OutputStream {

        private final String reason;

        BrokenOutput(String reason) {
            this.reason = reason;
        }

        @Override
        public void write(int octet) throws IOException {
            throw new IOException(reason);
        }
    }
}
