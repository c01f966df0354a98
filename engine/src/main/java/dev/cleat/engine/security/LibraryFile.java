package dev.cleat.engine.security;

import dev.cleat.engine.linux.SeccompFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which libseccomp this machine has, without loading it: its version is part of the file's name. */
final class LibraryFile {

    private LibraryFile() {}

    /** {@code /usr/lib/x86_64-linux-gnu/libseccomp.so.2.5.4}; empty: not where distributions put it. */
    static Optional<String> identity(CallArchitecture own) {
        String triplet = own == CallArchitecture.AARCH64 ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
        for (String directory : List.of("/usr/lib/" + triplet, "/usr/lib64", "/usr/lib")) {
            try {
                return Optional.of(
                        Path.of(directory, SeccompFilter.LIBRARY).toRealPath().toString());
            } catch (IOException e) {
                continue; // another distribution's place
            }
        }
        return Optional.empty();
    }
}
