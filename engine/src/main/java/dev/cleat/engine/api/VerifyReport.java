package dev.cleat.engine.api;

import java.util.List;
import java.util.OptionalLong;

/**
 * What the hash chain of a recording says.
 *
 * @param text the whole finding in one clause
 * @param records number of the last record that is vouched for; the header is 0
 * @param record the first that is not as it was recorded; empty when there is none
 * @param offset where in the file it begins, bytes
 * @param notes what else there is to know
 */
public record VerifyReport(
        Verdict verdict, String text, long records, OptionalLong record, OptionalLong offset, List<String> notes) {

    public VerifyReport {
        notes = List.copyOf(notes);
    }

    /** What was found. */
    public enum Verdict {
        /** As it was recorded, from the first byte to the last. */
        INTACT,
        /** It goes on; so far it is as it was recorded. */
        LIVE,
        /** As it was recorded, but who recorded was killed. */
        TRUNCATED,
        /** Changed afterwards. */
        DAMAGED,
        /** There is nothing to verify it by. */
        UNPROVEN
    }
}
