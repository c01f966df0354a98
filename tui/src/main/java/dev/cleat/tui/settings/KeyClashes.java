package dev.cleat.tui.settings;

import com.fasterxml.jackson.core.JsonLocation;
import dev.cleat.cli.option.Nearest;
import dev.cleat.engine.api.Problem;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Binding;
import dev.cleat.tui.message.CommandBinding;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.KeyMap;
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

    /** A key and where the file names it; line 0: one of those that the file does not name. */
    record Placed(Key key, int line, int column) {

        /** The key that people call {@code name}; what is none is told to {@code reading}. */
        static Optional<Placed> named(YamlSettings reading, JsonLocation place, String name) {
            Optional<Key> key = Key.named(name);
            if (key.isEmpty()) {
                String message = "unknown key \"" + name + "\"" + Key.whyUnknown(name);
                reading.wrong(place, message, Nearest.of(name, Key.NAMES));
            }
            return key.map(known -> new Placed(known, place.getLineNr(), place.getColumnNr()));
        }
    }

    private record Use(Binding binding, Placed placed) {}

    /** Two meanings of one key. */
    private record Clash(Use told, Use other) {}

    private static final Comparator<Use> BY_PLACE = Comparator.comparingInt(
                    (Use use) -> use.placed().line())
            .thenComparingInt(use -> use.placed().column());

    private final Path file;
    private final Map<Binding, List<Placed>> keys;

    private KeyClashes(Path file, Map<Binding, List<Placed>> keys) {
        this.file = file;
        this.keys = keys;
    }

    /** Among the actions, those that are not {@code chosen} with their usual keys. */
    static KeyClashes ofActions(Path file, Map<Action, List<Placed>> chosen) {
        Map<Binding, List<Placed>> keys = new LinkedHashMap<>();
        for (Action action : Action.values()) {
            keys.put(action, chosen.getOrDefault(action, unplaced(action.keys())));
        }
        return new KeyClashes(file, keys);
    }

    /** Among {@code commands}, and between them and the actions where {@code map} holds. */
    static KeyClashes ofCommands(Path file, Map<CustomCommand, Placed> commands, KeyMap map) {
        Map<Binding, List<Placed>> keys = new LinkedHashMap<>();
        for (Action action : Action.values()) {
            keys.put(action, unplaced(action.keys(map)));
        }
        commands.forEach((command, placed) -> keys.put(new CommandBinding(command), List.of(placed)));
        return new KeyClashes(file, keys);
    }

    private static List<Placed> unplaced(List<Key> keys) {
        return keys.stream().map(key -> new Placed(key, 0, 0)).toList();
    }

    /** Each clash once, with all the screens it would be on, in the order of the file. */
    List<Problem> find() {
        Map<Clash, List<Scope>> clashes = new LinkedHashMap<>();
        for (Scope scope : Scope.values()) {
            Map<Key, Use> seen = new HashMap<>();
            for (Map.Entry<Binding, List<Placed>> bound : keys.entrySet()) {
                boolean works = bound.getKey().worksIn(scope);
                for (Placed placed : works ? bound.getValue() : List.<Placed>of()) {
                    Use use = new Use(bound.getKey(), placed);
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

    private Problem problem(Clash clash, List<Scope> scopes) {
        Placed told = clash.told().placed();
        String key = told.key().label();
        String where = scopes.size() == Scope.values().length
                ? "everywhere"
                : "on: " + scopes.stream().map(Scope::title).collect(Collectors.joining(", "));
        String message = clash.told().binding().equals(clash.other().binding())
                ? "\"" + key + "\" is named twice"
                : "\"" + key + "\" means \"" + clash.other().binding().id() + "\" already, " + where;
        return new Problem(file, told.line(), told.column(), message, Optional.empty());
    }
}
