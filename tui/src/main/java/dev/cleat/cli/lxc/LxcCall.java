package dev.cleat.cli.lxc;

import dev.cleat.cli.output.StandardOutput;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One use of a tool. {@code operands}: without the container's name. */
record LxcCall(LxcWords words, Optional<String> givenName, List<String> operands, LxcHost host, LxcMessages messages) {

    /** The container; a tool that needs one is not run without. */
    String name() {
        return givenName.orElse("");
    }

    StandardOutput out() {
        return host.out();
    }

    /** Opens the engine where the container's definition is. */
    Engine openEngine() throws ContainerException {
        return host.open(path(), messages::warn);
    }

    /** The directory of {@code -P}, else the first of the usual ones that has the container. */
    Path path() {
        List<Path> paths = paths();
        for (Path path : paths) {
            if (isStored(path)) {
                return path;
            }
        }
        return paths.get(0);
    }

    /** Every directory to look in. */
    List<Path> paths() {
        if (words.has("lxcpath")) {
            return words.values("lxcpath").stream()
                    .map(path -> Path.of(path).toAbsolutePath())
                    .toList();
        }
        List<Path> paths = new ArrayList<>();
        host.definitions().ifPresent(paths::add);
        if (paths.isEmpty() || Files.isDirectory(host.lxcPath())) {
            paths.add(host.lxcPath());
        }
        return paths;
    }

    private boolean isStored(Path path) {
        boolean isName = givenName.isPresent() && !name().contains("/") && !name().startsWith(".");
        return isName
                && (Files.exists(path.resolve(name()).resolve("container.yaml"))
                        || Files.exists(path.resolve(name()).resolve("config")));
    }
}
