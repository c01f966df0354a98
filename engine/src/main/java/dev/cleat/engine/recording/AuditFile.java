package dev.cleat.engine.recording;

import java.nio.file.Path;

/** The file beside a recording that says what must stand in it. */
final class AuditFile {

    static final String SUFFIX = ".audit";

    private AuditFile() {}

    static Path of(Path cast) {
        return cast.resolveSibling(cast.getFileName() + SUFFIX);
    }
}
