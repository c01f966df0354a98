package dev.cleat.engine.definition;

import dev.cleat.engine.api.RecordingChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What of this host's sessions is recorded without being asked for, and how: {@code recording:} of the host's
 * configuration.
 *
 * @param when which sessions
 * @param directory of the recordings; empty: below the stored definitions
 * @param file name of a recording, with %n name, %t time, %u user, %i id
 * @param group who may read them besides the owner, a number or a name
 * @param input what of the typed keys is recorded unless the operator says less
 * @param redact what is written as asterisks
 * @param minFree bytes that must be free before a recorded session begins
 * @param blocks when more comes than can be written: true holds the session up, false loses it with a mark
 * @param stops when nothing can be written: true ends the session
 * @param optional whether an operator may say --no-record
 * @param keeping what becomes of the files
 */
public record RecordingPolicy(
        When when,
        Optional<Path> directory,
        String file,
        Optional<FromConfig<String>> group,
        RecordingChoice.Input input,
        List<Pattern> redact,
        long minFree,
        boolean blocks,
        boolean stops,
        boolean optional,
        Keeping keeping) {

    /** The name of a recording when the configuration has none. */
    public static final String DEFAULT_FILE = "%t-%n-%u-%i";

    /** Without a configuration. */
    public static final RecordingPolicy DEFAULT = RecordingKeys.SECTION.defaults();

    public RecordingPolicy {
        redact = List.copyOf(redact);
    }

    /** The same, brought to the disk as often as {@code wanted} says. */
    public RecordingPolicy syncing(Optional<Duration> wanted) {
        Keeping synced = new Keeping(wanted, keeping.compress(), keeping.key(), keeping.retention());
        return new RecordingPolicy(
                when, directory, file, group, input, redact, minFree, blocks, stops, optional, synced);
    }

    /** Which sessions are recorded. */
    public enum When {
        OFF,
        /** Those that keep a privilege of the operator's. */
        ON_ELEVATED,
        /** Those on a terminal. */
        INTERACTIVE,
        ALL
    }

    /**
     * How recordings are kept.
     *
     * @param sync how often one is brought to the disk, zero: each record; empty: at the end
     * @param compress those that have ended, with gzip
     * @param key file of the private key that signs how one ended; empty: nobody signs
     */
    public record Keeping(
            Optional<Duration> sync, boolean compress, Optional<FromConfig<Path>> key, Retention retention) {}

    /**
     * Which recordings are kept; the oldest ones go first.
     *
     * @param days empty: for ever
     * @param bytes of all together; empty: without limit
     */
    public record Retention(OptionalLong days, OptionalLong bytes) {}
}
