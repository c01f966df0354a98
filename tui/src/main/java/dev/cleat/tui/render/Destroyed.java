package dev.cleat.tui.render;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.tui.model.Inventory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What goes for good with containers: more with one whose definition is stored than with one started from any file. */
final class Destroyed {

    private final Inventory inventory;

    Destroyed(Inventory inventory) {
        this.inventory = inventory;
    }

    /** Sentences. */
    String of(List<ContainerSummary> containers) {
        boolean several = containers.size() > 1;
        String logs = several ? "Their logs" : "Its logs";
        if (!containers.stream().allMatch(this::isKnown)) {
            return "The stored definition, everything in the directory beside it, its root file system and its logs are"
                    + " removed for good.";
        }
        List<Path> stored = containers.stream()
                .flatMap(one -> definition(one).map(Path::getParent).stream())
                .toList();
        List<ContainerSummary> others =
                containers.stream().filter(one -> definition(one).isEmpty()).toList();
        return logs
                + (stored.isEmpty() ? "" : " and everything in " + stored(stored))
                + " are removed for good."
                + (others.isEmpty() ? "" : " " + staying(others));
    }

    private static String stored(List<Path> directories) {
        return directories.size() == 1
                ? directories.get(0) + ", where the definition is stored,"
                : "the directories of their " + directories.size() + " stored definitions";
    }

    private static String staying(List<ContainerSummary> notStored) {
        Optional<Path> file = notStored.get(0).definition();
        return notStored.size() > 1 || file.isEmpty()
                ? "Files that are not stored stay."
                : file.get() + " is not stored, and stays.";
    }

    /** Definitions of other hosts are not, nor is what stands where a stored one would but is not in the list. */
    private boolean isKnown(ContainerSummary one) {
        boolean seemsStored =
                one.definition().filter(file -> isBelow(one, file)).isPresent();
        return !inventory.ofManyHosts()
                && (definition(one).isPresent() || !inventory.definitions().isEmpty() && !seemsStored);
    }

    /** Its stored definition, also when it was started from another file: it goes by the name of the directory. */
    private Optional<Path> definition(ContainerSummary one) {
        return inventory.definitions().stream()
                .filter(definition -> !definition.sample())
                .map(DefinitionSummary::file)
                .filter(file -> isBelow(one, file))
                .findFirst();
    }

    private static boolean isBelow(ContainerSummary one, Path file) {
        Path directory = file.getParent();
        return directory != null && directory.toString().endsWith("/" + one.name());
    }
}
