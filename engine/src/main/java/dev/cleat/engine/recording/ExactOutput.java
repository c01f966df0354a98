package dev.cleat.engine.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The bytes of each output as they were: those that were no text come from the audit file. */
final class ExactOutput implements AutoCloseable {

    private final Optional<AuditReader> audit;
    private Optional<AuditReader.Entry> next = Optional.empty();

    ExactOutput(Path cast) throws IOException {
        Path file = AuditFile.present(cast);
        audit = Files.isRegularFile(file) ? Optional.of(new AuditReader(file)) : Optional.empty();
        advance();
    }

    /** Events must come in order. */
    byte[] of(CastEvent output) throws IOException {
        while (next.isPresent() && next.get().number() < output.number()) {
            advance();
        }
        while (next.isPresent() && next.get().number() == output.number()) {
            byte[] exact = next.get().exact();
            if (exact.length > 0) {
                return exact;
            }
            advance();
        }
        return output.data().getBytes(StandardCharsets.UTF_8);
    }

    private void advance() throws IOException {
        do {
            next = audit.isPresent() ? audit.get().next() : Optional.empty();
        } while (next.isPresent() && next.get().isCheckpoint());
    }

    @Override
    public void close() throws IOException {
        if (audit.isPresent()) {
            audit.get().close();
        }
    }
}
