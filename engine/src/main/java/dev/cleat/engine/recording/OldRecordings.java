package dev.cleat.engine.recording;

import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.RecordingInfo.State;
import dev.cleat.engine.definition.RecordingPolicy.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Removes recordings that are older, or more, than the policy keeps; whole ones only, never one that goes on. */
final class OldRecordings {

    private OldRecordings() {}

    /** Oldest first. The index keeps its lines: that there was a session is not forgotten. */
    static void remove(Path directory, Retention retention, Instant now) throws IOException {
        if (retention.days().isEmpty() && retention.bytes().isEmpty()) {
            return;
        }
        Path own = directory.toAbsolutePath().normalize();
        List<RecordingInfo> closed = RecordingCatalog.read(directory).in(own).stream()
                .filter(info -> info.state() != State.LIVE && info.state() != State.MISSING)
                .toList();
        long total = 0;
        for (RecordingInfo info : closed) {
            total += info.bytes().orElse(0);
        }
        for (RecordingInfo info : closed) {
            boolean isOld = retention.days().isPresent()
                    && info.started().isPresent()
                    && info.started()
                            .get()
                            .isBefore(now.minus(Duration.ofDays(retention.days().getAsLong())));
            boolean isTooMuch =
                    retention.bytes().isPresent() && total > retention.bytes().getAsLong();
            if (isOld || isTooMuch) {
                total -= info.bytes().orElse(0);
                delete(info.file());
            }
        }
    }

    /** The recording and what stands beside it. */
    static void delete(Path file) throws IOException {
        Path plain = StoredFile.plain(file);
        for (Path each : List.of(plain, AuditFile.of(plain), MetaFile.of(plain))) {
            Files.deleteIfExists(each);
            Files.deleteIfExists(StoredFile.compressed(each));
        }
    }
}
