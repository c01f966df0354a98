package dev.cleat.tui.render;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Removal;
import dev.cleat.tui.model.Dialog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What goes for good with containers, and what does not, by its paths. */
public final class Destroyed {

    /** More paths than that are counted. */
    private static final int NAMED = 3;

    private final List<Removal> removals;
    private final boolean several;

    private Destroyed(List<Removal> removals, boolean several) {
        this.removals = removals;
        this.several = several;
    }

    /** Sentences. */
    static String of(Dialog.Question question) {
        List<ContainerSummary> containers = question.containers();
        if (question.removals().isEmpty()) {
            return "Looking up what goes with " + (containers.size() > 1 ? "them" : "it") + " for good.";
        }
        Map<String, Removal> found = question.removals().get();
        List<Removal> known = containers.stream()
                .filter(one -> found.containsKey(one.name()))
                .map(one -> found.get(one.name()))
                .toList();
        return known.size() == containers.size()
                ? new Destroyed(known, containers.size() > 1).sentences()
                : "The stored definition, everything in the directory beside it, its root file system and its logs are"
                        + " removed for good.";
    }

    /** The same of what was looked up, one for each container. */
    public static String of(List<Removal> removals) {
        return new Destroyed(removals, removals.size() > 1).sentences();
    }

    private String sentences() {
        List<String> gone = new ArrayList<>();
        List<Path> directories =
                removals.stream().flatMap(one -> one.directory().stream()).toList();
        if (!directories.isEmpty()) {
            gone.add("everything in " + paths(directories, "directories") + ", where "
                    + (directories.size() > 1 ? "definitions are" : "the definition is") + " stored");
        }
        List<Path> logs = removals.stream().flatMap(one -> one.logs().stream()).toList();
        if (!logs.isEmpty()) {
            gone.add(logs.size() == 1 ? "the log " + logs.get(0) : "the logs " + paths(logs, "files"));
        }
        String removed = gone.isEmpty()
                ? "Only what is remembered of " + (several ? "their last lives" : "its last life") + " is removed."
                : "Removed for good: " + String.join("; ", gone) + ".";
        return removed + kept();
    }

    private String kept() {
        List<Removal.Kept> kept =
                removals.stream().flatMap(one -> one.kept().stream()).toList();
        if (kept.isEmpty()) {
            return "";
        }
        int more = kept.size() - NAMED;
        return kept.stream()
                .limit(NAMED)
                .map(one -> one.path() + ", which " + one.why())
                .collect(Collectors.joining("; ", " Left where it is: ", more > 0 ? "; and " + more + " more." : "."));
    }

    private static String paths(List<Path> paths, String what) {
        if (paths.size() <= NAMED) {
            return paths.stream().map(Path::toString).collect(Collectors.joining(", "));
        }
        List<String> parents = paths.stream()
                .map(path -> String.valueOf(path.getParent()))
                .distinct()
                .limit(2)
                .toList();
        return paths.size() + " " + what + " below " + String.join(" and ", parents);
    }
}
