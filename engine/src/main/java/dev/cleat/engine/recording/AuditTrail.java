package dev.cleat.engine.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an audit file says must stand in a recording: hashes at checkpoints, and a sum for each record. */
final class AuditTrail {

    /** @param hash of the chain up to and with record {@code number}, which ends at byte {@code offset} */
    record Checkpoint(long number, long offset, String hash) {}

    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final Sums sums = new Sums();
    private Optional<String> damage = Optional.empty();

    /** <b>Errors.</b> IOException when the file cannot be read at all. */
    static AuditTrail read(Path file) throws IOException {
        AuditTrail trail = new AuditTrail();
        try (AuditReader reader = new AuditReader(file)) {
            trail.read(reader);
        }
        return trail;
    }

    private void read(AuditReader reader) {
        try {
            Optional<AuditReader.Entry> entry = reader.next();
            while (entry.isPresent()) {
                if (entry.get().isCheckpoint()) {
                    add(entry.get());
                }
                entry = reader.next();
            }
        } catch (IOException e) {
            damage = Optional.of(e.getMessage());
        }
    }

    private void add(AuditReader.Entry entry) throws IOException {
        long before = checkpoints.isEmpty() ? -1 : last().number();
        if (entry.number() < before || entry.number() > Integer.MAX_VALUE - 8) {
            throw new IOException("the checkpoints are not in order");
        }
        for (int i = 0; i < entry.number() - before; i++) {
            boolean known = entry.sums().length == entry.number() - before;
            sums.add(known ? entry.sums()[i] : Sums.UNKNOWN);
        }
        checkpoints.add(new Checkpoint(entry.number(), entry.offset(), entry.hash()));
    }

    boolean isEmpty() {
        return checkpoints.isEmpty();
    }

    List<Checkpoint> checkpoints() {
        return checkpoints;
    }

    Checkpoint last() {
        return checkpoints.get(checkpoints.size() - 1);
    }

    /** The sum of each record, by number. */
    Sums sums() {
        return sums;
    }

    /** Why it was read no further. */
    Optional<String> damage() {
        return damage;
    }

    /** Numbers in a row. */
    static final class Sums {
        static final int UNKNOWN = 0;

        private int[] values = new int[256];
        private int count;

        void add(int value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
        }

        int count() {
            return count;
        }

        /** True when the sums at both places are known and equal. */
        boolean sameAs(int index, Sums other, int otherIndex) {
            return index < count
                    && otherIndex < other.count
                    && values[index] != UNKNOWN
                    && values[index] == other.values[otherIndex];
        }

        /** The first place from {@code from} on that differs; the shorter one's end when none does. */
        int firstDifference(Sums other, int from) {
            int end = Math.min(count, other.count);
            int at = from;
            while (at < end
                    && (values[at] == UNKNOWN || other.values[at] == UNKNOWN || values[at] == other.values[at])) {
                at++;
            }
            return at;
        }
    }
}
