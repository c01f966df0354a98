package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.LogTimes;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.LogWindow;
import dev.cleat.tui.model.Screen;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogScreenTest {

    @TempDir
    private Path folder;

    private Path log;
    private FakeEngine engine;

    @BeforeEach
    void keepLog() {
        log = folder.resolve("console.log");
        engine = new FakeEngine(FakeContainers.mixed()).logIn(log);
    }

    @Test
    void what_is_written_later_is_followed() throws IOException {
        lines(0, 50);
        try (Pilot pilot = opened()) {
            assertThat(pilot.screen()).contains("following").contains("line 49");
            append("more\nincompl");
            assertThat(tick(pilot).screen()).contains("more").contains("incompl");
            append("ete\n");
            assertThat(tick(pilot).screen()).contains(" incomplete").doesNotContain("incompl\n");
        }
    }

    @Test
    void a_log_that_was_turned_over_is_one_with_its_older_files() throws IOException {
        Files.writeString(folder.resolve("console.log.2"), "oldest\n");
        Files.writeString(folder.resolve("console.log.1"), "older\nhalf ");
        Files.writeString(log, "a line\nnewest\n");
        try (Pilot pilot = opened()) {
            assertThat(pilot.screen()).contains("oldest").contains("older").contains("half a line");
            Files.move(folder.resolve("console.log.2"), folder.resolve("console.log.3"));
            Files.move(folder.resolve("console.log.1"), folder.resolve("console.log.2"));
            Files.move(log, folder.resolve("console.log.1"));
            Files.writeString(log, "after the turn\n");
            assertThat(tick(pilot).screen()).contains("newest").contains("after the turn");
            assertThat(count(pilot, "newest")).isEqualTo(1);
        }
    }

    @Test
    void five_gigabytes_are_opened_at_their_end_and_left_for_their_beginning_at_once() throws IOException {
        Files.writeString(log, "the very first\n");
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(5L << 30);
            file.seek(file.length());
            file.write("\nlast line\n".getBytes(StandardCharsets.US_ASCII));
        }
        try (Pilot pilot = opened()) {
            assertThat(pilot.screen()).contains("last line").contains("end of 5.0G");
            assertThat(pilot.press("g").screen()).contains("the very first").contains("beginning of 5.0G");
            assertThat(pilot.press("G").screen()).contains("last line").contains("following");
        }
    }

    @Test
    void scrolling_up_reads_what_comes_before_and_memory_stays_bounded() throws IOException {
        lines(0, 60_000);
        try (Pilot pilot = opened()) {
            int first = firstNumber(pilot);
            for (int i = 0; i < 3000; i++) {
                pilot.press("PgUp");
            }
            assertThat(firstNumber(pilot)).isZero().isLessThan(first);
            long bytes = window(pilot).lines().stream()
                    .mapToLong(line -> line.text().length())
                    .sum();
            assertThat(bytes).isLessThan(2L * LogWindow.LIMIT);
            pilot.press("PgDn", "PgDn");
            assertThat(firstNumber(pilot)).isBetween(40, 46);
        }
    }

    @Test
    void a_search_goes_on_in_what_is_not_in_memory_and_shows_the_lines_around() throws IOException {
        Files.writeString(log, "one\ntwo\nneedle here\nfour\n");
        append("x".repeat(99).concat("\n").repeat(40_000));
        try (Pilot pilot = opened()) {
            pilot.press("/").type("nee+dle").press("Enter");
            assertThat(pilot.screen()).contains("two").contains("needle here").contains("four");
            assertThat(pilot.screen()).contains("paused").contains("1 of 1 line here");
            assertThat(pilot.press("N").screen()).contains("not found any further");
        }
    }

    @Test
    void matches_are_gone_through_in_both_directions_and_round_the_end() throws IOException {
        lines(0, 60);
        try (Pilot pilot = opened()) {
            pilot.press("/").type("line [12]5$").press("Enter");
            assertThat(pilot.screen()).contains("2 of 2 lines").contains("▸line 25");
            assertThat(pilot.press("N").screen()).contains("1 of 2 lines").contains("▸line 15");
            assertThat(pilot.press("N").screen()).contains("2 of 2 lines").contains("went on at the other end");
            assertThat(pilot.press("n").screen()).contains("1 of 2 lines");
            assertThat(pilot.press("Esc").screen()).doesNotContain("of 2 lines").contains("console log");
            assertThat(pilot.press("/").type("nowhere").press("Enter").footer()).contains("not found: nowhere");
        }
    }

    @Test
    void a_filter_shows_matching_lines_only_wherever_they_are_and_what_comes_later() throws IOException {
        Files.writeString(log, "first ERROR\n");
        append("noise\n".repeat(200_000) + "second error\n");
        try (Pilot pilot = opened()) {
            pilot.press("&").type("error").press("Enter");
            assertThat(pilot.screen())
                    .contains("first ERROR")
                    .contains("second error")
                    .doesNotContain("noise");
            append("noise\nthird error\n");
            assertThat(tick(pilot).screen()).contains("third error").doesNotContain("noise");
            pilot.press("&", "Ctrl-U").type("!noise").press("Enter");
            assertThat(pilot.screen()).contains("third error").doesNotContain(" noise");
            assertThat(pilot.press("Esc").screen()).contains("noise");
        }
    }

    @Test
    void a_range_of_time_leaves_out_what_is_older_and_lines_without_a_time_go_with_the_one_before() throws IOException {
        Files.writeString(
                log,
                "2026-03-01T11:00:00Z long ago\n  at old\n2026-03-01T12:33:00Z lately\n  at stack\n"
                        + "2026-03-01T12:34:50Z now\n");
        try (Pilot pilot = opened()) {
            pilot.press("2");
            assertThat(pilot.screen())
                    .contains("last 5 minutes")
                    .contains("lately")
                    .contains("at stack")
                    .doesNotContain("at old");
            assertThat(pilot.press("1").screen()).doesNotContain("lately").contains("now");
            assertThat(pilot.press("6").screen()).contains("long ago");
            assertThat(pilot.press("1", "0").screen()).contains("long ago");
        }
    }

    /** An hour ago up to {@code bytes}, half a minute ago behind it. */
    private static LogTimes lately(long bytes) {
        return (file, offset) -> Optional.of(FakeContainers.NOW.minusSeconds(offset < bytes ? 3600 : 30));
    }

    @Test
    void lines_that_tell_no_time_are_put_into_ranges_by_what_was_noted_of_them() throws IOException {
        Files.writeString(log, "early\nlately\n");
        engine.writtenAt(lately(6));
        try (Pilot pilot = opened()) {
            assertThat(pilot.press("1").screen())
                    .contains("last minute")
                    .contains("lately")
                    .doesNotContain("early")
                    .doesNotContain("no line tells");
            assertThat(pilot.press("0", "t").screen()).contains(":34:26 lately").contains(":34:56 early");
        }
    }

    @Test
    void a_time_in_a_line_counts_where_it_agrees_with_what_was_noted() throws IOException {
        Files.writeString(log, "2026-03-01T12:34:23Z right\n2026-03-01T13:34:26Z in another zone\n");
        engine.writtenAt(lately(0));
        try (Pilot pilot = opened()) {
            assertThat(pilot.press("t").screen())
                    .contains(":34:23 2026-03-01T12:34:23Z right")
                    .contains(":34:26 2026-03-01T13:34:26Z in");
        }
    }

    @Test
    void without_times_a_range_says_so_and_hides_nothing() throws IOException {
        lines(0, 5);
        try (Pilot pilot = opened()) {
            assertThat(pilot.press("1").screen())
                    .contains("no line tells its time")
                    .contains("line 0");
        }
    }

    @Test
    void times_are_shown_where_known_and_known_of_what_was_seen_coming() throws IOException {
        Files.writeString(log, "2026-03-01T10:20:30Z dated\nundated\n");
        try (Pilot pilot = opened()) {
            append("seen\n");
            tick(pilot).press("t");
            assertThat(pilot.screen())
                    .contains("10:20:30 2026")
                    .contains("          undated")
                    .contains("12:34:56 seen");
        }
    }

    @Test
    void cut_lines_are_scrolled_sideways() throws IOException {
        Files.writeString(log, "0123456789".repeat(20) + "\nshort\n");
        try (Pilot pilot = opened()) {
            assertThat(pilot.press("Right").footer()).contains("w cuts them");
            pilot.press("w", "Right");
            assertThat(pilot.screen()).contains("from column 21").doesNotContain("short");
            assertThat(pilot.press("Left").screen()).contains("short");
        }
    }

    @Test
    void a_mark_is_drawn_with_its_time_below_what_is_there() throws IOException {
        lines(0, 3);
        try (Pilot pilot = opened()) {
            pilot.press("m");
            append("after\n");
            assertThat(tick(pilot).lines().subList(4, 7)).element(1).asString().contains("12:34:56 ──");
            assertThat(pilot.lines().get(6)).isEqualTo(" after");
        }
    }

    @Test
    void the_full_screen_is_all_log() throws IOException {
        lines(0, 60);
        try (Pilot pilot = opened()) {
            pilot.press("f");
            assertThat(pilot.lines()).hasSize(24).allMatch(line -> line.startsWith(" line "));
            assertThat(pilot.press("f").screen()).contains("prod-3");
        }
    }

    @Test
    void what_is_shown_is_saved_whole_for_its_owner_only_and_nothing_is_overwritten() throws IOException {
        Files.writeString(log, "\u001b[31mred\u001b[0m\nplain\n");
        append("noise\n".repeat(150_000));
        Path file = folder.resolve("saved.log");
        try (Pilot pilot = opened()) {
            pilot.press("&").type("!noise").press("Enter");
            save(pilot, file);
            assertThat(pilot.footer()).contains("saved 2 lines to " + file);
            assertThat(Files.readString(file)).isEqualTo("red\nplain\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            save(pilot, file);
            assertThat(pilot.model().dialog()).get().isInstanceOf(Dialog.Problem.class);
            assertThat(pilot.screen()).contains("nothing is overwritten");
        }
    }

    @Test
    void a_link_is_not_followed_when_saving_nor_when_reading() throws IOException {
        lines(0, 3);
        Path decoy = folder.resolve("decoy");
        Path link = Files.createSymbolicLink(folder.resolve("link"), decoy);
        try (Pilot pilot = opened()) {
            save(pilot, link);
            assertThat(pilot.model().dialog()).isPresent();
            assertThat(decoy).doesNotExist();
        }
        Files.move(log, decoy);
        Files.createSymbolicLink(log, decoy);
        try (Pilot pilot = opened()) {
            assertThat(pilot.screen()).contains("it is not a regular").doesNotContain("line 2");
        }
    }

    @Test
    void the_lines_on_the_screen_are_copied_whole() throws IOException {
        Files.writeString(log, "a" + "b".repeat(100) + "\nlast\n");
        try (Pilot pilot = opened()) {
            pilot.press("c");
            assertThat(pilot.onScreen()).contains(new Effect.Copy("a" + "b".repeat(100) + "\nlast\n"));
            assertThat(pilot.footer()).contains("2 lines copied");
        }
    }

    @Test
    void marked_containers_have_one_log_in_the_order_of_their_times() throws IOException {
        Path other = folder.resolve("other.log");
        Files.writeString(log, "2026-03-01T10:00:00Z first\n  of the first\n2026-03-01T10:00:03Z third\n");
        Files.writeString(other, "2026-03-01T10:00:01Z second\n2026-03-01T10:00:04Z fourth\n");
        engine.logOf("batch-7", other).logOf("api-gateway", log).logIn(null);
        try (Pilot pilot = Pilot.on(engine).press("Space", "Space", "Space", "=")) {
            assertThat(pilot.lines().subList(2, 8))
                    .containsExactly(
                            " buildkit    (buildkit keeps no console log)",
                            " api-gateway 2026-03-01T10:00:00Z first",
                            " api-gateway   of the first",
                            " batch-7     2026-03-01T10:00:01Z second",
                            " api-gateway 2026-03-01T10:00:03Z third",
                            " batch-7     2026-03-01T10:00:04Z fourth");
            Files.writeString(other, "undated\n", StandardOpenOption.APPEND);
            append("last\n");
            assertThat(tick(pilot).lines().subList(8, 10))
                    .containsExactlyInAnyOrder(" batch-7     undated", " api-gateway last");
            Path file = folder.resolve("merged.log");
            save(pilot, file);
            assertThat(Files.readAllLines(file)).hasSize(7).startsWith("api-gateway 2026-03-01T10:00:00Z first");
        }
    }

    @Test
    void who_searches_before_anything_was_read_hears_that_it_is_being_read() throws IOException {
        lines(0, 5);
        try (Pilot pilot = opened()) {
            pilot.with(model -> model.shown(((Screen.Log) model.screen()).read(LogWindow.NONE)));
            assertThat(pilot.press("/").type("line").press("Enter").footer())
                    .isEqualTo("still reading: N looks for it then");
        }
    }

    @Test
    void hostile_lines_stay_in_their_cells() throws IOException {
        Files.writeString(log, "a\u001b]2;owned\u0007b\u202e\u0000c\n" + "z".repeat(300_000) + "\nend\n");
        try (Pilot pilot = opened()) {
            pilot.press("w", "g");
            assertThat(pilot.screen()).contains(" ab?c").doesNotContain("owned").doesNotContain("\u202e");
            assertThat(window(pilot).lines()).allMatch(line -> line.text().length() <= LogWindow.LONGEST_LINE);
        }
    }

    private Pilot opened() {
        return Pilot.on(engine).press("l");
    }

    private static Pilot tick(Pilot pilot) {
        return pilot.send(new Message.Ticked(FakeContainers.NOW));
    }

    private static void save(Pilot pilot, Path file) {
        pilot.press("S", "Ctrl-U").type(file.toString()).press("Enter");
    }

    private static LogWindow window(Pilot pilot) {
        return ((Screen.Log) pilot.model().screen()).window();
    }

    private static int firstNumber(Pilot pilot) {
        return Integer.parseInt(pilot.lines().get(2).replaceAll("\\D", ""));
    }

    private static long count(Pilot pilot, String text) {
        return pilot.lines().stream().filter(line -> line.contains(text)).count();
    }

    private void lines(int from, int to) throws IOException {
        List<String> lines =
                IntStream.range(from, to).mapToObj(i -> "line " + i).toList();
        Files.write(log, lines);
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }
}
