package dev.cleat.engine.start;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.NamespaceSource;
import dev.cleat.engine.linux.Fd;
import java.io.IOException;
import java.util.Map;

/** Namespaces of others, opened: from here on they cannot become somebody else's. */
public record SharedNamespaces(Map<NamespaceType, Fd> files) implements AutoCloseable {

    /** Finds the init of a running container by name, as {@code cleat ls} shows it. */
    @FunctionalInterface
    public interface InitFinder {
        long pidOf(String container) throws IOException;
    }

    static SharedNamespaces open(Map<NamespaceType, NamespaceSource> shared, InitFinder inits) throws IOException {
        return new SharedNamespaces(Map.of());
    }

    @Override
    public void close() {
        files.values().forEach(Fd::close);
    }
}
