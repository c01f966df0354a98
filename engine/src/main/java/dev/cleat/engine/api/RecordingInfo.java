package dev.cleat.engine.api;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A recorded session as its files tell it; nothing of it is verified.
 *
 * @param id the session's; empty for a recording of another tool
 * @param file the asciicast
 * @param kind {@code attach}
 * @param containerId empty when nobody knows: a container of another runtime, a recording of another tool
 * @param user who sat at the terminal, in one word
 * @param command argv; empty: the user's shell
 * @param started when it began
 * @param duration how long it was recorded; empty while it lives and when nobody knows
 * @param exitStatus as a shell says it; empty when nobody knows
 * @param endReason exit, signal, detach, disconnect, crash; empty when nobody knows
 * @param bytes size of the file; empty when it is gone
 * @param lostBytes of the session that could not be written
 * @param input what of the typed keys is in it: off, masked, full
 * @param reason that the operator gave
 */
public record RecordingInfo(
        String id,
        Path file,
        State state,
        String kind,
        String container,
        Optional<String> containerId,
        String user,
        OptionalLong uid,
        OptionalLong loginUid,
        Optional<String> ssh,
        Optional<String> clientTty,
        String host,
        List<String> command,
        Optional<Instant> started,
        Optional<Duration> duration,
        OptionalInt exitStatus,
        Optional<String> endReason,
        OptionalLong bytes,
        long lostBytes,
        String input,
        Optional<String> reason) {

    public RecordingInfo {
        command = List.copyOf(command);
    }

    /** The same under other names. */
    public RecordingInfo of(String otherContainer, String otherId, Path otherFile) {
        return new RecordingInfo(
                otherId,
                otherFile,
                state,
                kind,
                otherContainer,
                containerId,
                user,
                uid,
                loginUid,
                ssh,
                clientTty,
                host,
                command,
                started,
                duration,
                exitStatus,
                endReason,
                bytes,
                lostBytes,
                input,
                reason);
    }

    /** How far it got. */
    public enum State {
        /** It goes on. */
        LIVE,
        /** It was written to its end. */
        COMPLETE,
        /** Who wrote it was killed. */
        TRUNCATED,
        /** The index knows of it, the file is gone. */
        MISSING
    }
}
