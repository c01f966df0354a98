package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.RecordingChoice;
import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.api.Recordings;
import dev.cleat.engine.api.Replay;
import dev.cleat.engine.api.ScreenImage;
import dev.cleat.engine.api.SearchHit;
import dev.cleat.engine.api.SearchQuery;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.api.VerifyReport.Verdict;
import dev.cleat.engine.screen.VirtualScreen;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.TerminalProgram;
import dev.cleat.engine.testing.TestContainer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a recording of a real session holds, and what others make of it. */
@Timeout(180)
class RecordedSessionIT {

    private static final TerminalSize SIZE = new TerminalSize(24, 80);

    @TempDir
    Path directory;

    private Bench bench;
    private TestContainer container;
    private Path file;

    @BeforeEach
    void a_container_with_the_programs_of_this_machine() throws Exception {
        bench = new Bench(directory);
        container = bench.define("""
                        rootfs: host
                        process: {command: [/bin/sleep, "1000"]}
                        stop: {action: kill}
                        """).start();
        file = directory.resolve("session.cast");
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        if (bench != null) {
            bench.close();
        }
    }

    private Attached attach(Input input, String... command) throws Exception {
        RecordingChoice choice = new RecordingChoice(Optional.of(file), false, Optional.of(input));
        return new Attached(
                bench,
                AttachRequest.to(container.name())
                        .command(List.of(command))
                        .set(java.util.Map.of("TERM", "xterm-256color", "LC_ALL", "C.UTF-8", "PS1", "$ "))
                        .directory(Optional.of("/"))
                        .recording(choice)
                        .build());
    }

    private Attached shell(Input input) throws Exception {
        return attach(input, "/bin/bash", "--norc", "--noprofile");
    }

    private Recordings recordings() throws Exception {
        return bench.engine().recordings();
    }

    /** What an emulator shows that gets what the operator's terminal got. */
    private static ScreenImage live(Attached attached) {
        return emulated(attached.operator().bytes());
    }

    private static ScreenImage emulated(byte[] bytes) {
        VirtualScreen screen = VirtualScreen.of(SIZE);
        screen.write(new String(bytes, StandardCharsets.UTF_8));
        return screen.image();
    }

    private ScreenImage replayed() throws Exception {
        try (Replay replay = recordings().replay(file.toString())) {
            return replay.at(replay.length());
        }
    }

    private void assertIntact() throws Exception {
        assertThat(recordings().verify(file.toString()).verdict()).isEqualTo(Verdict.INTACT);
    }

    @Test
    void the_last_screen_of_a_shell_is_the_same_live_replayed_and_by_asciinema() throws Exception {
        ScreenImage live;
        try (Attached session = shell(Input.OFF)) {
            session.operator().await("$ ");
            session.operator().type("ls --color=always /; printf '\\033[1;31mred\\033[0m \\342\\202\\254\\n'\r");
            session.operator().await("\u00e2\u0082\u00ac\r\n");
            session.operator().type("echo mistaek\b\bke; for i in $(seq 40); do echo line $i; done; exit 3\r");
            assertThat(session.outcome()).isEqualTo(new CommandOutcome.Exited(3));
            live = live(session);
        }
        assertThat(replayed().lines()).isEqualTo(live.lines());
        assertThat(asciinema("cat").lines()).isEqualTo(live.lines());
        assertThat(asciinema("play -s 1000").lines()).isEqualTo(live.lines());
        assertIntact();
    }

    @Test
    void an_operator_marks_a_moment_with_two_keys_and_nothing_of_that_is_in_what_is_shown() throws Exception {
        try (Attached session = shell(Input.FULL)) {
            session.operator().await("$ ");
            session.operator().type("echo before\r");
            session.operator().await("before\r\n");
            session.operator().type("\u0001m");
            session.operator().await("\u001b]2;mark 1 in " + file + "\u0007");
            session.operator().type("exit 0\r");
            session.outcome();
        }
        String cast = Files.readString(file);
        assertThat(cast)
                .containsSubsequence("before", "\"m\", \"mark 1\"", "exit 0")
                .doesNotContain("]2;mark", "\\u0001");
        assertIntact();
    }

    @Test
    void the_screen_of_vim_is_the_same_live_replayed_and_by_asciinema() throws Exception {
        assumeProgram("vim");
        ScreenImage live;
        try (Attached session = attach(Input.OFF, "vim", "-u", "NONE", "-N", "/etc/services")) {
            session.operator().await("tcpmux");
            session.operator().type("\u0006\u0006ihello \u001b:set number\r/tcp\r");
            session.operator().await("hello");
            awaitQuiet(session);
            live = live(session);
            session.operator().type("\u0001q");
            session.outcome();
        }
        assertThat(replayed()).isEqualTo(live);
        assertThat(asciinema("cat").lines()).isEqualTo(live.lines());
        assertIntact();
    }

    @Test
    void the_screen_of_top_is_the_same_live_replayed_and_by_asciinema() throws Exception {
        assumeProgram("top");
        ScreenImage live;
        try (Attached session = attach(Input.OFF, "top", "-d", "0.5", "-n", "3")) {
            session.outcome();
            live = live(session);
        }
        assertThat(String.join("\n", live.text())).contains("PID");
        assertThat(replayed().lines()).isEqualTo(live.lines());
        assertThat(asciinema("cat").lines()).isEqualTo(live.lines());
        assertIntact();
    }

    private static void assumeProgram(String name) {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin", name)), name + " is not installed");
    }

    private static void awaitQuiet(Attached session) throws Exception {
        while (session.operator().look(Duration.ofMillis(400))) {
            // It is still drawing.
        }
    }

    /** What an emulator shows of what Debian's asciinema prints on a terminal. */
    private ScreenImage asciinema(String verb) throws Exception {
        assumeProgram("asciinema");
        try (TerminalProgram player = new TerminalProgram(
                "stty raw -echo; LC_ALL=C.UTF-8 TERM=xterm-256color asciinema " + verb + " \"$1\"",
                List.of(file.toString()))) {
            assertThat(player.end()).isZero();
            return emulated(player.bytes());
        }
    }

    @Test
    void a_new_size_is_recorded_and_the_screen_replayed_has_it() throws Exception {
        try (Attached session = shell(Input.OFF)) {
            session.operator().await("$ ");
            session.operator().resize(new TerminalSize(30, 100));
            session.operator().type("stty size\r");
            session.operator().await("30 100");
            session.operator().type("exit\r");
            session.outcome();
        }
        assertThat(Files.readString(file)).contains("\"r\", \"100x30\"");
        assertThat(replayed().size()).isEqualTo(new TerminalSize(30, 100));
    }

    @Test
    void a_password_typed_at_read_s_is_in_no_recording_with_masked() throws Exception {
        try (Attached session = shell(Input.MASKED)) {
            session.operator().await("$ ");
            session.operator().type("read -s -p 'Say it: ' secret && echo; echo ${#secret}\r");
            awaitHidden();
            session.operator().type("hunter2\r");
            session.operator().await("7\r\n");
            session.operator().type("exit\r");
            session.outcome();
        }
        assertNowhere("hunter2");
        assertThat(Files.readString(file)).contains("\"i\", \"*******\\r\"").contains("read -s -p");
    }

    @Test
    void a_password_typed_at_sudo_is_in_no_recording_with_masked() throws Exception {
        assumeProgram("sudo");
        try (Attached session = shell(Input.MASKED)) {
            session.operator().await("$ ");
            session.operator().type("setpriv --reuid 65534 --regid 65534 --clear-groups sudo id\r");
            session.operator().await("password for");
            awaitHidden();
            session.operator().type("hunter2\r");
            session.operator().await("try again");
            Awaiting.until(
                    "the end of the session",
                    () -> { // sudo drops what was typed before it asks again
                        session.operator().type("\u0003exit\r");
                        session.operator().look(Duration.ofMillis(200));
                        return session.hasEnded();
                    });
            session.outcome();
        }
        assertNowhere("hunter2");
        assertThat(Files.readString(file)).contains("*******\\r");
    }

    @Test
    void a_password_asked_for_far_away_where_echo_is_off_elsewhere_is_in_no_recording_with_masked() throws Exception {
        String far =
                "stty raw -echo; printf 'ada@far password: '; dd bs=1 count=8 of=/dev/null 2>/dev/null; printf done";
        try (Attached session = attach(Input.MASKED, "/bin/sh", "-c", far)) {
            session.operator().await("password: ");
            session.operator().type("hunter2\r");
            session.outcome();
        }
        assertNowhere("hunter2");
    }

    @Test
    void everything_typed_is_recorded_with_full() throws Exception {
        try (Attached session = shell(Input.FULL)) {
            session.operator().await("$ ");
            session.operator().type("read -s secret\r");
            awaitHidden();
            session.operator().type("hunter2\r");
            session.operator().type("exit\r");
            session.outcome();
        }
        assertThat(Files.readString(file)).contains("hunter2\\r");
    }

    /** Until the shell's child has switched the echo off: typed earlier, it would be shown as well. */
    private void awaitHidden() throws Exception {
        Awaiting.until("a terminal that hides what is typed", () -> {
            for (String pty : ptys()) {
                Process stty = new ProcessBuilder("stty", "-a", "-F", pty).start();
                String settings = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (settings.contains(" icanon") && settings.contains("-echo ") && settings.contains("isig")) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Terminals that processes of the container have. */
    private List<String> ptys() throws Exception {
        List<String> ptys = new ArrayList<>();
        for (long pid : container.processes()) {
            Path terminal = Path.of("/proc/" + pid + "/fd/0");
            try {
                String target = Files.readSymbolicLink(terminal).toString();
                if (target.startsWith("/dev/pts/")) {
                    ptys.add(target);
                }
            } catch (java.io.IOException e) {
                // It has just ended.
            }
        }
        return ptys;
    }

    private void assertNowhere(String secret) throws Exception {
        try (var files = Files.list(directory)) {
            for (Path any : files.filter(path -> path.getFileName().toString().startsWith("session.cast"))
                    .toList()) {
                assertThat(Files.readString(any, StandardCharsets.ISO_8859_1)).doesNotContain(secret);
            }
        }
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        recordings().writeBytes(file.toString(), raw);
        assertThat(raw.toString(StandardCharsets.ISO_8859_1)).doesNotContain(secret);
    }

    @Test
    void a_word_that_was_split_by_redraws_is_found() throws Exception {
        String script = "printf 'needl'; sleep 0.1; printf '\\033[5;1Hhay'; sleep 0.1; printf '\\033[1;6He in it'; "
                + "sleep 0.1; printf '\\033[10;1Hpasxword\\b\\b\\b\\b\\bs'; sleep 0.1";
        try (Attached session = attach(Input.OFF, "/bin/sh", "-c", script)) {
            session.outcome();
        }
        assertThat(Files.readString(file)).doesNotContain("needle").doesNotContain("password");
        assertThat(search("Needle in")).extracting(SearchHit::line).containsExactly("needle in it");
        assertThat(search("password")).extracting(SearchHit::line).containsExactly("password");
        assertThat(search("nowhere")).isEmpty();
    }

    private List<SearchHit> search(String text) throws Exception {
        List<SearchHit> hits = new ArrayList<>();
        recordings()
                .search(
                        new SearchQuery(text, Optional.empty(), Optional.empty(), Optional.empty()),
                        hits::add,
                        unread -> {});
        return hits;
    }

    @Test
    void nothing_inside_has_a_descriptor_of_the_recording() throws Exception {
        String script = "ls -l /proc/self/fd /proc/$$/fd";
        try (Attached session = attach(Input.OFF, "/bin/sh", "-c", script)) {
            assertThat(session.output())
                    .contains("/dev/pts/")
                    .doesNotContain(".cast")
                    .doesNotContain("sessions.jsonl");
        }
    }

    @Test
    void the_exact_bytes_come_back() throws Exception {
        try (Attached session = attach(
                Input.OFF, "/bin/sh", "-c", "stty raw; head -c 300000 /dev/urandom | tee /dev/stderr 2>/dev/null")) {
            session.outcome();
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            recordings().writeBytes(file.toString(), raw);
            assertThat(raw.size()).isEqualTo(300_000);
            assertThat(session.operator().bytes()).startsWith(raw.toByteArray());
        }
        assertIntact();
    }
}
