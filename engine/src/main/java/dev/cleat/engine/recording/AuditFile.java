package dev.cleat.engine.recording;

import java.nio.file.Path;

/** The file beside a recording that says what must stand in it. */
final class AuditFile {

    static final String SUFFIX = ".audit";

    private AuditFile() {}

    /** Where it is written. */
    static Path of(Path cast) {
        Path plain = StoredFile.plain(cast);
        return plain.resolveSibling(plain.getFileName() + SUFFIX);
    }

    /** Where it is read. */
    static Path present(Path cast) {
        return StoredFile.present(of(cast));
    }
}
