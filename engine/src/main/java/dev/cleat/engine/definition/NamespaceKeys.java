package dev.cleat.engine.definition;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.NamespaceSource.AtPath;
import dev.cleat.engine.definition.NamespaceSource.OfContainer;
import dev.cleat.engine.definition.NamespaceSource.OfProcess;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code namespaces:}. */
final class NamespaceKeys {

    private static final String EXPECTED = "private, host, container:NAME, pid:N or path:FILE";
    private static final List<String> WORDS = List.of("private", "host", "container:NAME", "pid:N", "path:FILE");

    /** What decides about them when the file says nothing, or auto. */
    private static final Map<NamespaceType, String> DECIDED_ELSEWHERE = Map.of(
            NamespaceType.USER, "private with idmap, else host",
            NamespaceType.TIME, "private with timeOffsets, else host",
            NamespaceType.NET, "host with network.mode: host, else private");

    private static final Map<NamespaceType, Key<Optional<NamespaceSource>>> KEYS = keys();
    private static final Section<Map<NamespaceType, NamespaceSource>> SECTION =
            new Section<>(List.copyOf(KEYS.values()), Set.of(), NamespaceKeys::written);

    /** Those that are written or not decided by another section. */
    static final Key<Map<NamespaceType, NamespaceSource>> KEY =
            Key.of("namespaces", SECTION, SECTION.defaults(), "whose namespaces the container is in; namespaces(7)");

    private NamespaceKeys() {}

    /** Each kind's source: what is written, else what other sections ask for. */
    static Map<NamespaceType, NamespaceSource> sources(
            Values values, Idmap idmap, boolean hasOffsets, Network network) {
        Map<NamespaceType, NamespaceSource> sources = new EnumMap<>(values.get(KEY));
        sources.putIfAbsent(NamespaceType.USER, ownIf(idmap.mode() != Idmap.Mode.NONE));
        sources.putIfAbsent(NamespaceType.TIME, ownIf(hasOffsets));
        sources.putIfAbsent(NamespaceType.NET, ownIf(network.mode() != Network.Mode.HOST));
        return sources;
    }

    private static NamespaceSource ownIf(boolean isOwn) {
        return isOwn ? NamespaceSource.PRIVATE : NamespaceSource.HOST;
    }

    private static Map<NamespaceType, Key<Optional<NamespaceSource>>> keys() {
        Map<NamespaceType, Key<Optional<NamespaceSource>>> keys = new EnumMap<>(NamespaceType.class);
        for (NamespaceType type : NamespaceType.values()) {
            boolean takesAuto = type == NamespaceType.USER || type == NamespaceType.TIME;
            boolean isDecidedElsewhere = DECIDED_ELSEWHERE.containsKey(type);
            keys.put(
                    type,
                    Key.of(
                            type.definitionKey(),
                            takesAuto ? source("auto, " + EXPECTED, "auto") : source(EXPECTED, ""),
                            isDecidedElsewhere ? Optional.empty() : Optional.of(NamespaceSource.PRIVATE),
                            EXPECTED + "; default " + DECIDED_ELSEWHERE.getOrDefault(type, "private")));
        }
        return keys;
    }

    private static Map<NamespaceType, NamespaceSource> written(Values values) {
        Map<NamespaceType, NamespaceSource> written = new EnumMap<>(NamespaceType.class);
        KEYS.forEach((type, key) -> {
            values.get(key).ifPresent(source -> written.put(type, source));
            values.contradiction(
                    key,
                    definition -> definition.namespaces().get(type).equals(new OfContainer(definition.name())),
                    definition -> values.path(key) + ": a container cannot be in its own before it is there");
        });
        return written;
    }

    private static ScalarType<Optional<NamespaceSource>> source(String expected, String auto) {
        List<String> words = new ArrayList<>(WORDS);
        if (!auto.isEmpty()) {
            words.add(auto);
        }
        return new ScalarType<>(
                expected,
                (text, reading) -> text.equals(auto)
                        ? Optional.empty()
                        : Optional.of(source(text, reading, "is not " + expected, words)),
                Shape.pattern(
                        "^(" + (auto.isEmpty() ? "" : auto + "|") + "private|host|container:.+|pid:[0-9]+|path:.+)$"));
    }

    private static NamespaceSource source(String text, Reading reading, String message, List<String> words)
            throws WrongValue {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        switch (text.substring(0, colon + 1)) {
            case "container:":
                if (!Names.isAnyContainer(rest)) {
                    throw new WrongValue("names no container (as container:web)");
                }
                return new OfContainer(rest);
            case "pid:":
                return Numbers.parse(rest, 1, ResourceKeys.MOST_PIDS)
                        .map(OfProcess::new)
                        .orElseThrow(() -> new WrongValue("names no process (as pid:4711)"));
            case "path:":
                return new AtPath(Scalars.resolve(rest, reading));
            default:
                return switch (text) {
                    case "private" -> NamespaceSource.PRIVATE;
                    case "host" -> NamespaceSource.HOST;
                    default -> throw new WrongValue(message, words);
                };
        }
    }
}
