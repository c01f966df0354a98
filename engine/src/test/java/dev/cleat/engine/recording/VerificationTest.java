package dev.cleat.engine.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.VerifyReport;
import dev.cleat.engine.api.VerifyReport.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class VerificationTest {

    private static final int RECORDS = 20;

    @TempDir
    Path directory;

    private Recorded session;

    @BeforeEach
    void record() throws Exception {
        session = Recorded.in(directory);
        for (int i = 1; i <= RECORDS; i++) {
            session.recording.marker("mark " + i);
        }
    }

    @AfterEach
    void end() {
        session.close();
    }

    @Test
    void what_was_recorded_is_intact() throws Exception {
        session.ends(0);
        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(Verdict.INTACT);
        assertThat(report.text()).isEqualTo("intact, 21 records");
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void a_flipped_byte_is_told_with_its_record_and_place() throws Exception {
        session.ends(0);
        byte[] bytes = Files.readAllBytes(session.file);
        int line = offsetOf(7);
        bytes[line + 3] ^= 1;
        Files.write(session.file, bytes);
        assertDamaged("record #7 was changed, at byte " + line, 7, line);
    }

    @Test
    void a_byte_of_the_header_that_changed_is_told() throws Exception {
        session.ends(0);
        byte[] bytes = Files.readAllBytes(session.file);
        bytes[20] ^= 1;
        Files.write(session.file, bytes);
        assertDamaged("the header was changed, at byte 0", 0, 0);
    }

    @Test
    void a_dropped_line_is_told_with_its_place() throws Exception {
        session.ends(0);
        int at = offsetOf(9);
        edit(lines -> lines.remove(9));
        assertDamaged("record #9 is missing, at byte " + at, 9, at);
    }

    @Test
    void several_dropped_lines_are_told_together() throws Exception {
        session.ends(0);
        int at = offsetOf(9);
        edit(lines -> lines.subList(9, 12).clear());
        assertDamaged("records #9 to #11 are missing, at byte " + at, 9, at);
    }

    @Test
    void an_added_line_is_told_with_its_place() throws Exception {
        session.ends(0);
        int at = offsetOf(4);
        edit(lines -> lines.add(4, "[0.1, \"o\", \"forged\"]"));
        assertDamaged("a record was added before #4, at byte " + at, 4, at);
    }

    @Test
    void lines_that_changed_places_are_told() throws Exception {
        session.ends(0);
        int at = offsetOf(5);
        edit(lines -> Collections.swap(lines, 5, 6));
        assertDamaged("records #5 and #6 have changed places, at byte " + at, 5, at);
    }

    @Test
    void a_tail_that_was_cut_off_is_told() throws Exception {
        session.ends(0);
        int at = offsetOf(15);
        Files.write(session.file, java.util.Arrays.copyOf(Files.readAllBytes(session.file), at));
        assertDamaged("the file is cut off before record #15 of 21, at byte " + at, 15, at);
    }

    @Test
    void a_tail_that_was_cut_off_within_a_line_is_told() throws Exception {
        session.ends(0);
        int at = offsetOf(15) + 4;
        Files.write(session.file, java.util.Arrays.copyOf(Files.readAllBytes(session.file), at));
        assertDamaged("the file is cut off in the middle of record #15 of 21, at byte " + at, 15, at);
    }

    @Test
    void a_tail_that_was_cut_off_with_the_end_of_the_audit_file_is_told_by_the_index() throws Exception {
        session.ends(0);
        List<String> audit = Files.readAllLines(session.audit());
        Files.write(session.audit(), audit.subList(0, audit.size() - 1));
        edit(lines -> lines.remove(RECORDS + 1));
        Files.delete(session.meta());
        assertThat(verify().verdict()).isEqualTo(Verdict.DAMAGED);
        assertThat(verify().text()).startsWith("the file is cut off before record #21 of 21, and so is the audit file");
    }

    @Test
    void what_was_added_at_the_end_is_told() throws Exception {
        session.ends(0);
        edit(lines -> lines.add("[9.9, \"o\", \"forged\"]"));
        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(Verdict.DAMAGED);
        assertThat(report.text()).startsWith("something was added after record #21");
    }

    @Test
    void who_makes_the_audit_file_anew_is_told_by_the_meta_file_and_who_makes_that_too_by_the_index() throws Exception {
        session.ends(0);
        Path other = Files.createDirectory(directory.resolve("other"));
        try (Recorded forged = Recorded.in(other)) {
            forged.shows("nothing happened here").ends(0);
            Files.copy(forged.file, session.file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.copy(forged.audit(), session.audit(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThat(verify().text()).contains("another hash, says the meta file");
            Files.copy(forged.meta(), session.meta(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThat(verify().text()).contains("another hash, says the index");
            assertThat(verify().verdict()).isEqualTo(Verdict.DAMAGED);
        }
    }

    @Test
    void without_an_audit_file_nothing_is_proven() throws Exception {
        session.ends(0);
        Files.delete(session.audit());
        assertThat(verify().text()).endsWith("is missing: nothing to verify it by");
        assertThat(verify().verdict()).isEqualTo(Verdict.DAMAGED);
    }

    @Test
    void one_that_goes_on_is_right_so_far() throws Exception {
        session.shows("x");
        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(Verdict.LIVE);
        assertThat(report.text()).startsWith("goes on, chain ok to #");
    }

    private VerifyReport verify() throws Exception {
        return new RecordingStore(directory.resolve("index")).verify(session.file.toString());
    }

    private void assertDamaged(String text, long record, long offset) throws Exception {
        VerifyReport report = verify();
        assertThat(report.text()).isEqualTo(text);
        assertThat(report.verdict()).isEqualTo(Verdict.DAMAGED);
        assertThat(report.record()).hasValue(record);
        assertThat(report.offset()).hasValue(offset);
    }

    private int offsetOf(int record) throws Exception {
        List<String> lines = session.lines();
        return lines.subList(0, record).stream()
                .mapToInt(line -> line.getBytes(StandardCharsets.UTF_8).length + 1)
                .sum();
    }

    private interface Edit {
        void apply(List<String> lines);
    }

    private void edit(Edit edit) throws Exception {
        List<String> lines = new ArrayList<>(session.lines());
        edit.apply(lines);
        Files.writeString(session.file, String.join("\n", lines) + "\n");
    }
}
