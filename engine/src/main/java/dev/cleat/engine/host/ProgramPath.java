package dev.cleat.engine.host;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The directories in which the host's own programs are sought. */
public final class ProgramPath {
    /** sbin is not in the PATH of a Debian user, but newuidmap, ip and nft may be there. */
    private static final List<String> SYSTEM =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private ProgramPath() {}

    /** Those of PATH, then the system's. */
    static List<Path> ofThisProcess() {
        var names = new ArrayList<String>(
                List.of(System.getenv().getOrDefault("PATH", "").split(":")));
        names.addAll(SYSTEM);
        return names.stream()
                .filter(name -> name.startsWith("/"))
                .map(ProgramPath::path)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static Optional<Path> path(String name) {
        try {
            return Optional.of(Path.of(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The absolute path of a program of the system; empty: it is not installed. */
    public static Optional<Path> find(String program) {
        return find(ofThisProcess(), program);
    }

    static Optional<Path> find(List<Path> directories, String program) {
        return directories.stream()
                .map(directory -> directory.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
