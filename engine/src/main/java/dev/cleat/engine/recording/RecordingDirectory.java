package dev.cleat.engine.recording;

import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.state.TrustedDirectory;
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
     *     <p><b>Errors.</b> IOException when somebody else owns it or could write there.
     */
    static Fd make(Path path, int mode, OptionalLong group) throws IOException {
        Path absolute = path.toAbsolutePath();
        boolean isNew = false;
        try (Fd parent = TrustedDirectory.make(absolute.getParent())) {
            isNew = parent.tryMakeDirectoryAt(absolute.getFileName().toString(), 0700);
        }
        Fd directory = TrustedDirectory.open(absolute);
        if (isNew && group.isPresent()) {
            directory.changeOwner(-1, group.getAsLong());
        }
        if (isNew) {
            directory.changeMode(mode);
        }
        return directory;
    }
}
