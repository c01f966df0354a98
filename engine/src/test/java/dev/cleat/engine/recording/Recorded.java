package dev.cleat.engine.recording;

import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.definition.RecordingPolicy.Keeping;
import dev.cleat.engine.definition.RecordingPolicy.Retention;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.session.SessionIdentity;
import dev.cleat.engine.session.SessionIdentity.Client;
import dev.cleat.engine.session.SessionIdentity.Subject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** A recording that a test makes without a session: what it is told, and the files that come of it. */
final class Recorded implements AutoCloseable {

    static final TerminalSize SIZE = new TerminalSize(24, 80);
    static final SessionIdentity WHO = new SessionIdentity(
            "01931f5e-7c00-7abc-8def-0123456789ab",
            "attach",
            new Subject(
                    "web",
                    Optional.of("0f1e2d3c4b5a"),
                    4242,
                    List.of("sh", "-c", "echo it's"),
                    0,
                    0,
                    List.of("mnt", "pid"),
                    List.of(),
                    Optional.of("ticket 7")),
            new Client(
                    "harbour",
                    "b00t",
                    "ada",
                    0,
                    Optional.of(1000L),
                    List.of("ada", "root"),
                    Optional.of("/dev/pts/3"),
                    Optional.of("192.0.2.1 50000 192.0.2.2 22"),
                    "/root"),
            Instant.parse("2026-03-04T05:06:07.123456789Z"));

    static final Retention FOR_EVER = new Retention(OptionalLong.empty(), OptionalLong.empty());
    static final Keeping AS_THEY_ARE = new Keeping(Optional.empty(), false, Optional.empty(), FOR_EVER);

    final Path file;
    final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    final Recording recording;

    private Recorded(RecordingRequest request) throws Exception {
        file = request.file();
        recording = Recording.open(request, WHO, SIZE, warnings::add);
        recording.begin();
    }

    static Recorded in(Path directory) throws Exception {
        return of(request(directory, Input.OFF));
    }

    static Recorded of(RecordingRequest request) throws Exception {
        return new Recorded(request);
    }

    static RecordingRequest request(Path directory, Input input, Pattern... redact) {
        return new RecordingRequest(
                directory.resolve("web.cast"),
                0600,
                Optional.empty(),
                directory.resolve("index"),
                0700,
                OptionalLong.empty(),
                input,
                new Redaction(List.of(redact)),
                true,
                false,
                AS_THEY_ARE,
                0);
    }

    /** Another way to keep it. */
    static RecordingRequest kept(RecordingRequest any, Keeping keeping) {
        return with(any, any.file(), any.directory(), keeping, any.minFree());
    }

    static RecordingRequest with(
            RecordingRequest any, Path file, Optional<Path> directory, Keeping keeping, long minFree) {
        return new RecordingRequest(
                file,
                any.mode(),
                directory,
                any.index(),
                any.directoryMode(),
                any.group(),
                any.input(),
                any.redaction(),
                any.blocks(),
                any.stops(),
                keeping,
                minFree);
    }

    Recorded shows(String text) {
        return shows(text.getBytes(StandardCharsets.UTF_8));
    }

    Recorded shows(byte[] bytes) {
        try (Buffer buffer = new Buffer(Math.max(1, bytes.length))) {
            buffer.put(bytes, 0, bytes.length);
            recording.output(buffer, 0, bytes.length);
        }
        return this;
    }

    Recorded types(String text, boolean echo) {
        recording.input(text.getBytes(StandardCharsets.UTF_8), echo);
        return this;
    }

    /** The command exits with {@code status}. */
    Recorded ends(int status) {
        recording.end(new RecordingEnd(RecordingEnd.Reason.EXIT, OptionalInt.of(status)));
        return this;
    }

    List<String> lines() throws Exception {
        return Files.readAllLines(file);
    }

    /** The lines with the times left out: {@code "o", "text"}. */
    List<String> records() throws Exception {
        return lines().stream()
                .skip(1)
                .map(line -> line.substring(line.indexOf(',') + 2, line.length() - 1))
                .toList();
    }

    Path audit() {
        return AuditFile.of(file);
    }

    Path meta() {
        return MetaFile.of(file);
    }

    @Override
    public void close() {
        recording.close();
    }
}
