package dev.cleat.engine.runtime;

import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.Problem;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.definition.DefinitionReader;
import dev.cleat.engine.definition.HostConfigReader;
import dev.cleat.engine.definition.Idmap;
import dev.cleat.engine.definition.NamespaceSource;
import dev.cleat.engine.storage.LocalConfigFiles;
import dev.cleat.engine.storage.LocalDefinitionFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** What is wrong with a file that somebody wrote: a definition, or the host's configuration. */
final class Lint {

    private final Consumer<String> warnings;

    /** @param warnings told of what is right and yet seldom meant */
    Lint(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    List<Problem> of(Path file) {
        LocalDefinitionFiles files = new LocalDefinitionFiles();
        HostConfigReader config = new HostConfigReader(new LocalConfigFiles()::firstBytes);
        if (!files.isLxc(file) && config.isOne(file)) {
            warnings.accept(file + " is no definition but a configuration of the host, and was checked as one");
            return of(config, file);
        }
        DefinitionReader.Result result = new DefinitionReader(files).tryRead(file);
        result.definition().filter(Lint::isUnshifted).ifPresent(d -> warnings.accept(file + ": " + Idmap.UNSHIFTED));
        return result.problems();
    }

    private static List<Problem> of(HostConfigReader config, Path file) {
        try {
            config.read(file);
            return List.of();
        } catch (InvalidDefinitionException e) {
            return e.problems();
        }
    }

    private static boolean isUnshifted(Definition definition) {
        return definition.idmap().mode() == Idmap.Mode.NONE
                && definition.namespaces().get(NamespaceType.USER) instanceof NamespaceSource.Private;
    }
}
