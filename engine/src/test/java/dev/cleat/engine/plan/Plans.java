package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.definition.DefinitionReader;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.plan.StartPlan.StagingStep;
import dev.cleat.engine.storage.LocalDefinitionFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Plans of definitions written in a test; the container is called web. */
final class Plans {

    private Plans() {}

    static StartPlan plan(Path directory, String yaml, HostFacts host, HostFiles files) throws Exception {
        return new StartPlanner(Hosts.PLACES, files).plan(definition(directory, yaml), host);
    }

    static Definition definition(Path directory, String yaml) throws Exception {
        Path file = Files.writeString(directory.resolve("web.yaml"), "schema: 1\n" + yaml);
        return new DefinitionReader(new LocalDefinitionFiles()).read(file);
    }

    /** What is done before the root is there, a line each. */
    static List<String> staging(StartPlan plan) {
        return plan.root().orElseThrow().staging().stream().map(Plans::text).toList();
    }

    private static String text(StagingStep step) {
        return step.directory()
                .map(made -> "directory " + made)
                .orElseGet(() -> MountText.of(step.mount().orElseThrow()));
    }
}
