package dev.cleat.engine.recording;

import dev.cleat.engine.api.VerifyReport;
import dev.cleat.engine.api.VerifyReport.Verdict;
import dev.cleat.engine.recording.AuditTrail.Checkpoint;
import dev.cleat.engine.recording.AuditTrail.Sums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Compares a recording with its audit file, and both with what its meta file and the index say of the end.
 *
 * <p>Root on this host can rewrite all four. Who wants to know that nobody did keeps the last line of the index elsewhere.
 */
final class Verification implements AutoCloseable {

    private final Path file;
    private final AuditTrail trail;
    private final Witnesses witnesses;
    private final boolean live;
    private final AuditChain chain = new AuditChain();
    private final Sha256 hash = new Sha256();
    private final Sums sums = new Sums();
    private final List<Long> offsets = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long size;
    private boolean half;
    private long proven = -1;
    private Checkpoint broken;
    private boolean unpacked = true;

    private Verification(Path file, AuditTrail trail, Witnesses witnesses, boolean live) {
        this.file = file;
        this.trail = trail;
        this.witnesses = witnesses;
        this.live = live;
    }

    /** <b>Errors.</b> IOException when the recording cannot be read. */
    static VerifyReport of(Path file, Witnesses witnesses, boolean live) throws IOException {
        Path audit = AuditFile.present(file);
        if (!Files.exists(audit)) {
            return unproven(audit + " is missing", witnesses);
        }
        AuditTrail trail = AuditTrail.read(audit);
        if (trail.isEmpty()) {
            return unproven(audit + " holds no checkpoint", witnesses);
        }
        try (Verification verification = new Verification(file, trail, witnesses, live)) {
            verification.read();
            return verification.report();
        }
    }

    private static VerifyReport unproven(String why, Witnesses witnesses) {
        Verdict verdict = witnesses.isEmpty() ? Verdict.UNPROVEN : Verdict.DAMAGED;
        return new VerifyReport(
                verdict, why + ": nothing to verify it by", -1, OptionalLong.empty(), OptionalLong.empty(), List.of());
    }

    private void read() throws IOException {
        try {
            readLines();
        } catch (LineReader.PackedException e) {
            unpacked = false;
        }
    }

    private void readLines() throws IOException {
        int next = 0;
        try (LineReader lines = new LineReader(file)) {
            while (lines.next()) {
                half = !lines.isComplete();
                size = lines.end();
                if (half) {
                    return;
                }
                hash.add(lines.bytes(), 0, lines.length());
                offsets.add(lines.start());
                sums.add((int) Long.parseLong(chain.sum(lines.bytes(), lines.length()), 16));
                chain.add(lines.bytes(), lines.length());
                chain.forgetSums();
                while (broken == null
                        && next < trail.checkpoints().size()
                        && isAt(trail.checkpoints().get(next))) {
                    check(trail.checkpoints().get(next), lines.end());
                    next++;
                }
            }
        }
    }

    private boolean isAt(Checkpoint checkpoint) {
        return checkpoint.number() == chain.number();
    }

    private void check(Checkpoint checkpoint, long end) {
        if (checkpoint.hash().equals(chain.hash()) && checkpoint.offset() == end) {
            proven = checkpoint.number();
        } else {
            broken = checkpoint;
        }
    }

    private VerifyReport report() {
        trail.damage().ifPresent(notes::add);
        int different = sums.firstDifference(trail.sums(), (int) proven + 1);
        boolean differs = different < Math.min(sums.count(), trail.sums().count());
        if (broken != null || differs) {
            return damaged(differs ? different : (int) proven + 1, differs ? what(different) : between());
        }
        if (!unpacked) {
            return damaged(sums.count(), "the compressed file cannot be unpacked from record #" + sums.count() + " on");
        }
        long written = trail.last().number();
        if (sums.count() <= written) {
            return damaged(sums.count(), missingEnd(written));
        }
        if (live) {
            return found(Verdict.LIVE, "goes on, chain ok to #" + proven);
        }
        return witnesses.isEmpty() ? truncated() : compareEnd();
    }

    /** A line whose neighbours are right was changed; one that the others have closed up over was dropped. */
    private String what(int at) {
        Sums expected = trail.sums();
        if (sums.sameAs(at, expected, at + 1) && sums.sameAs(at + 1, expected, at)) {
            return "records #" + at + " and #" + (at + 1) + " have changed places";
        }
        if (expected.sameAs(at, sums, at + 1)) {
            return "a record was added before #" + at;
        }
        for (int gap = 1; at + gap < expected.count(); gap++) {
            if (sums.sameAs(at, expected, at + gap)) {
                return gap == 1
                        ? "record #" + at + " is missing"
                        : "records #" + at + " to #" + (at + gap - 1) + " are missing";
            }
        }
        return at == 0 ? "the header was changed" : "record #" + at + " was changed";
    }

    private String between() {
        return "a record between #" + (proven + 1) + " and #" + broken.number() + " was changed, or the audit file";
    }

    private String missingEnd(long written) {
        String cut = half ? "the file is cut off in the middle of record #" : "the file is cut off before record #";
        return cut + sums.count() + " of " + written;
    }

    /** No meta file: whoever recorded was killed, or somebody took it away. */
    private VerifyReport truncated() {
        long after = sums.count() - 1 - proven;
        if (after > 0) {
            notes.add(after + " records after #" + proven + " are not covered by a checkpoint");
        }
        if (half) {
            notes.add("the last line is only half there");
        }
        return found(Verdict.TRUNCATED, "truncated, chain ok to #" + proven);
    }

    private VerifyReport compareEnd() {
        if (half || sums.count() - 1 > proven) {
            long told = witnesses.ends().stream()
                    .mapToLong(Witnesses.End::records)
                    .max()
                    .orElse(proven);
            if (sums.count() <= told) {
                return damaged(sums.count(), missingEnd(told) + ", and so is the audit file");
            }
            return damaged((int) proven + 1, "something was added after record #" + proven);
        }
        for (Witnesses.End end : witnesses.ends()) {
            if (!end.sha256().equals(hash.soFar()) || !end.chain().equals(chain.hash())) {
                return damaged(
                        (int) proven + 1,
                        "it ended with record #" + end.records() + " and another hash, says " + end.who());
            }
        }
        if (!witnesses.isInIndex()) {
            notes.add("the index does not know how it ended");
        }
        return found(Verdict.INTACT, "intact, " + proven + " records");
    }

    private VerifyReport found(Verdict verdict, String text) {
        return new VerifyReport(verdict, text, proven, OptionalLong.empty(), OptionalLong.empty(), notes);
    }

    private VerifyReport damaged(int record, String text) {
        long offset = record < offsets.size() ? offsets.get(record) : size;
        return new VerifyReport(
                Verdict.DAMAGED,
                text + ", at byte " + offset,
                proven,
                OptionalLong.of(record),
                OptionalLong.of(offset),
                notes);
    }

    @Override
    public void close() {
        chain.close();
        hash.close();
    }
}
