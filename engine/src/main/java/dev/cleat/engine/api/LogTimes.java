package dev.cleat.engine.api;

import java.time.Instant;
import java.util.Optional;

/** When the bytes of a log were written, as far as somebody noted it. */
@FunctionalInterface
public interface LogTimes {

    /** Nobody did. */
    LogTimes NONE = (file, offset) -> Optional.empty();

    /**
     * When a byte was written: exact to a tenth of a second for what came lately, to ten seconds for what is older; empty when it
     * is not known.
     *
     * @param file inode number of the log, or of an older file of it
     * @param offset of the byte in that file
     */
    Optional<Instant> written(long file, long offset);
}
