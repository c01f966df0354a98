package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.cli.RealCleat.Result;
import dev.cleat.engine.testing.TerminalProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Recorded sessions through the real launcher. Needs root. */
@Timeout(300)
class RecordingVerbsIT extends OnRealContainer {

    @BeforeEach
    void a_host_that_records_what_is_interactive() throws Exception {
        Files.writeString(folder.resolve("config.yaml"), "recording: {policy: interactive, input: masked}\n");
    }

    /** Somebody at a terminal runs {@code script} in the container. */
    private String attach(String options, String script) throws Exception {
        String line = "cd \"$1\"; CLEAT_BUILD=never CLEAT_PATH=\"$1/path\" CLEAT_STATE=\"$1/state\""
                + " CLEAT_CONFIG=\"$1/config.yaml\" \"$2\" attach " + options + " " + name + " -- sh -c \"$3\"";
        try (TerminalProgram program =
                new TerminalProgram(line, List.of(folder.toString(), RealCleat.LAUNCHER.toString(), script))) {
            program.end();
            return program.screen();
        }
    }

    private Path recording() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("path/recordings"))) {
            return files.filter(file -> file.toString().endsWith(".cast"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void from_the_policy_to_the_list_the_proof_the_text_the_search_and_the_end() throws Exception {
        String shown = attach("--reason 'ticket 7'", "printf 'hello\\033[31m world\\033[0m\\n'; exit 3");
        assertThat(shown)
                .contains("this session is recorded, typed keys too (masked)")
                .contains("hello");

        Matcher row = Pattern.compile("(?m)^([0-9a-f-]{36}) .* " + name + " .* 3 .* complete +sh -c printf")
                .matcher(cleat.run("rec").out());
        assertThat(row.find()).isTrue();
        String id = row.group(1);
        assertThat(cleat.run("rec ls --json").out())
                .startsWith("[")
                .contains("\"exitStatus\" : 3")
                .contains(id);
        assertThat(cleat.run("rec info " + id).out())
                .contains("Reason:     ticket 7")
                .contains("Container:  " + name + ", id ");
        assertThat(cleat.run("rec verify " + id).out()).isEqualTo(id + ": intact, 2 records\n");
        assertThat(cleat.run("rec cat " + id).out()).contains("hello world\n");
        assertThat(cleat.run("play " + id).out()).startsWith("hello world\n");
        assertThat(cleat.run("search 'LO WORLD'").out()).contains(id).contains("hello world");
        assertThat(cleat.run("search --container other hello").status()).isEqualTo(1);
        assertThat(cleat.run("rec export --format v3 " + id).out()).startsWith("{\"version\":3,\"term\":{\"cols\":80");
        assertThat(cleat.run("rec rm " + id).status()).isZero();
        assertThat(cleat.run("rec verify " + id).status()).isEqualTo(3);
        assertThat(cleat.run("rec").out()).contains("missing");
    }

    @Test
    void a_changed_recording_is_told_with_the_place_and_the_status() throws Exception {
        attach("", "for i in 1 2 3; do echo line $i; sleep 0.1; done");
        Path file = recording();
        String text = Files.readString(file);
        int at = text.indexOf("line 2");
        Files.writeString(file, text.replace("line 2", "line 7"));
        Result result = cleat.run("rec verify " + file);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("record #2 was changed, at byte " + (text.lastIndexOf('\n', at) + 1));
    }

    @Test
    void what_is_not_all_is_told_with_the_status() throws Exception {
        attach("", "echo needle");
        Path file = recording();
        Files.writeString(file, "noise\n", java.nio.file.StandardOpenOption.APPEND);
        Result cat = cleat.run("rec cat " + file);
        assertThat(cat.status()).isEqualTo(1);
        assertThat(cat.out()).isEqualTo("needle\n");
        assertThat(cat.err()).contains("not all of " + file + " was written: 1 line is no record");

        Path bad = Files.writeString(file.resolveSibling("bad.cast"), "noise\n");
        Result search = cleat.run("search needle");
        assertThat(search.status()).isEqualTo(1);
        assertThat(search.out()).contains("needle");
        assertThat(search.err()).contains(bad + " is no asciicast");
    }

    @Test
    void a_session_that_must_be_recorded_cannot_be_had_without() throws Exception {
        assertThat(attach("--no-record", "echo unseen"))
                .contains("the policy of this host wants one")
                .doesNotContain("unseen\n");
    }

    @Test
    void what_passes_pipes_is_recorded_when_it_is_asked_for() throws Exception {
        Path file = folder.resolve("pipes.cast");
        Result result = cleat.run("attach --record " + file + " --record-input masked " + name
                + " -- sh -c 'cat; echo told >&2; exit 4' <" + Files.writeString(folder.resolve("in"), "given"));
        assertThat(result.status()).isEqualTo(4);
        assertThat(result.out()).isEqualTo("given");
        assertThat(Files.readString(file))
                .contains("\"o\", \"given") // and what comes within a moment is in the same record
                .contains("told\\n")
                .contains("\"i\", \"given\"")
                .contains("\"x\", \"4\"");
    }

    @Test
    void where_the_policy_says_so_a_session_ends_that_cannot_be_recorded() throws Exception {
        Files.writeString(folder.resolve("config.yaml"), "recording: {policy: all, whenFull: stop}\n");
        String line = "ulimit -f 1000; CLEAT_BUILD=never CLEAT_PATH=\"$1/path\" CLEAT_STATE=\"$1/state\""
                + " CLEAT_CONFIG=\"$1/config.yaml\" \"$2\" attach " + name
                + " -- sh -c 'while :; do echo much; done'";
        try (TerminalProgram program =
                new TerminalProgram(line, List.of(folder.toString(), RealCleat.LAUNCHER.toString()))) {
            String before = program.settings();
            assertThat(program.end()).isEqualTo(125);
            assertThat(program.screen()).contains("cleat: the session ends").doesNotContain("goes on");
            assertThat(program.settings()).isEqualTo(before);
        }
    }

    @Test
    void a_client_that_is_asked_to_end_brings_its_recording_to_an_end() throws Exception {
        Path file = folder.resolve("ended.cast");
        RealCleat.Running running =
                cleat.begin("attach --record " + file + " " + name + " -- sh -c 'echo begun; exec sleep 100'");
        dev.cleat.engine.testing.Awaiting.until(
                "the first word",
                () -> Files.exists(file) && Files.readString(file).contains("\"o\", \"begun"));
        running.process().destroy();
        running.end();
        assertThat(Files.readString(file.resolveSibling("ended.cast.meta.json")))
                .contains("\"reason\":\"disconnect\"");
        assertThat(cleat.run("rec verify " + file).out()).contains("intact");
    }

    @Test
    void the_script_of_a_recording_replays_with_scriptreplay() throws Exception {
        attach("", "echo first; sleep 0.2; echo second");
        Path to = folder.resolve("script");
        assertThat(cleat.run("rec export --format script --to " + to + " " + recording())
                        .status())
                .isZero();
        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(Path.of(to.toString()))))
                .isEqualTo("rw-------");
        Process replay = new ProcessBuilder(
                        "scriptreplay", "--log-timing", to + ".timing", "--log-out", to.toString(), "--divisor", "100")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(replay.getInputStream().readAllBytes())).contains("first\r\nsecond\r\n");
    }

    @Test
    void a_recording_is_played_on_a_terminal_and_left_with_q() throws Exception {
        attach("", "printf '\\033]0;pwn\\007'; echo played; sleep 0.1");
        String line = "CLEAT_BUILD=never CLEAT_PATH=\"$1/path\" CLEAT_STATE=\"$1/state\" \"$2\" play \"$3\"";
        try (TerminalProgram player = new TerminalProgram(
                line,
                List.of(
                        folder.toString(),
                        RealCleat.LAUNCHER.toString(),
                        recording().toString()))) {
            String before = player.settings();
            player.await("played");
            player.await("attach " + name);
            player.type("q");
            assertThat(player.end()).isZero();
            assertThat(player.screen()).doesNotContain("pwn").endsWith("\u001b[?1049l");
            assertThat(player.settings()).isEqualTo(before);
        }
    }
}
