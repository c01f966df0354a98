package dev.cleat.engine.recording;

import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.state.TrustedPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The directory of automatic recordings and the index: nobody else writes there, and nobody but auditors reads. */
final class RecordingDirectory {

    private RecordingDirectory() {}

    /**
     * Opens it; made when it is missing.
     *
     * @param group of one that is made; empty: our own
     * @param mode of one that is made, whatever the umask
     *     <p><b>Errors.</b> IOException when somebody else owns it or a directory above it, or could write there.
     */
    static Fd make(Path path, int mode, OptionalLong group) throws IOException {
        TrustedPath.Made made;
        try (TrustedPath way = TrustedPath.reach(path)) {
            made = way.make(0700);
        }
        if (made.isNew() && group.isPresent()) {
            made.directory().changeOwner(-1, group.getAsLong());
        }
        if (made.isNew()) {
            made.directory().changeMode(mode);
        }
        return made.directory();
    }

    /** Whether {@link #make} would do; makes nothing. */
    static void check(Path path) throws RefusedException {
        try (TrustedPath way = TrustedPath.reach(path)) {
            way.checkMakeable();
        } catch (IOException e) {
            throw new RefusedException(
                    "cannot record to " + path + ": " + e.getMessage(),
                    "mend it, or name another with recording.directory",
                    e);
        }
    }
}
