package dev.cleat.engine.recording;

import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.RecordingInfo.State;
import dev.cleat.engine.definition.RecordingPolicy.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

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
            total += bytes(info.file());
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
                total -= bytes(info.file());
                delete(info.file());
            }
        }
    }

    private static long bytes(Path recording) throws IOException {
        long bytes = 0;
        for (Path each : files(recording)) {
            bytes += Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS) ? Files.size(each) : 0;
        }
        return bytes;
    }

    static void delete(Path recording) throws IOException {
        for (Path each : files(recording)) {
            Files.deleteIfExists(each);
        }
    }

    /** The recording and what stands beside it, compressed or not; not all of them are there. */
    private static List<Path> files(Path recording) {
        Path plain = StoredFile.plain(recording);
        return Stream.of(plain, AuditFile.of(plain), MetaFile.of(plain))
                .flatMap(each -> Stream.of(each, StoredFile.compressed(each)))
                .toList();
    }
}
