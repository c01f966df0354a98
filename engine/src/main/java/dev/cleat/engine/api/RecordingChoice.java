package dev.cleat.engine.api;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the operator says about the recording of one session; what is not said is decided by the host's policy.
 *
 * @param file the recording (asciicast v2); empty: by policy
 * @param never no recording, unless the policy insists
 * @param input what of the typed keys is recorded; empty: by policy
 */
public record RecordingChoice(Optional<Path> file, boolean never, Optional<Input> input) {

    /** As the policy says. */
    public static final RecordingChoice BY_POLICY = new RecordingChoice(Optional.empty(), false, Optional.empty());

    /** What of the typed keys is recorded. */
    public enum Input {
        /** Nothing. */
        OFF,
        /** All but what is typed while the terminal does not show it, or at a prompt for a password. */
        MASKED,
        /** Everything, passwords too. */
        FULL
    }
}
