package dev.cleat.engine.importing;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A configuration of which the line is lost that said, or may have said, what the root directory is. One that says nothing
 * runs on the host's files; this one does not run, as lxc-start(1) does not run it.
 */
public final class LostRootException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    /** @param lost the line's place, its key, and why */
    LostRootException(Path file, String lost) {
        super(
                file.toString(),
                null,
                "its root directory cannot be told: " + Leftovers.visible(lost) + "; mend that line, or add "
                        + LxcRootfs.PATH);
    }
}
