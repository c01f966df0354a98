package dev.cleat.tui.settings;

import dev.cleat.engine.api.Problem;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.model.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds keys that would mean two things on one screen. */
final class KeyClashes {

    /** A key and where the file names it; line 0: one of the usual keys, which the file does not name. */
    record Placed(Key key, int line, int column) {}

    private record Use(Action action, Placed placed) {}

    /** Two actions for one key. */
    private record Clash(Use told, Use other) {}

    private static final Comparator<Use> BY_PLACE = Comparator.comparingInt(
                    (Use use) -> use.placed().line())
            .thenComparingInt(use -> use.placed().column());

    private final Path file;
    private final Map<Action, List<Placed>> chosen;

    KeyClashes(Path file, Map<Action, List<Placed>> chosen) {
        this.file = file;
        this.chosen = chosen;
    }

    /** Each clash once, with all the screens it would be on, in the order of the file. */
    List<Problem> find() {
        Map<Clash, List<Scope>> clashes = new LinkedHashMap<>();
        for (Scope scope : Scope.values()) {
            Map<Key, Use> seen = new HashMap<>();
            for (Action action : Action.values()) {
                for (Placed placed : action.worksIn(scope) ? keys(action) : List.<Placed>of()) {
                    Use use = new Use(action, placed);
                    Use before = seen.putIfAbsent(placed.key(), use);
                    if (before != null) {
                        boolean later = BY_PLACE.compare(use, before) > 0;
                        Clash clash = later ? new Clash(use, before) : new Clash(before, use);
                        clashes.computeIfAbsent(clash, c -> new ArrayList<>()).add(scope);
                    }
                }
            }
        }
        return clashes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Clash::told, BY_PLACE)))
                .map(entry -> problem(entry.getKey(), entry.getValue()))
                .toList();
    }

    private List<Placed> keys(Action action) {
        return chosen.getOrDefault(
                action, action.keys().stream().map(key -> new Placed(key, 0, 0)).toList());
    }

    private Problem problem(Clash clash, List<Scope> scopes) {
        Placed told = clash.told().placed();
        String key = told.key().label();
        String where = scopes.size() == Scope.values().length
                ? "everywhere"
                : "on: " + scopes.stream().map(Scope::title).collect(Collectors.joining(", "));
        String message = clash.told().action() == clash.other().action()
                ? "\"" + key + "\" is named twice"
                : "\"" + key + "\" means \"" + clash.other().action().id() + "\" already, " + where;
        return new Problem(file, told.line(), told.column(), message, Optional.empty());
    }
}
