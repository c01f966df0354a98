package dev.cleat.engine.definition;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.cleat.engine.definition.Node.Entry;
import dev.cleat.engine.definition.Node.Mapping;
import dev.cleat.engine.definition.Node.Scalar;
import dev.cleat.engine.definition.Node.Sequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * One YAML text as a tree of nodes. Bounded, because the text may be anybody's: depth, number of nodes, and what aliases
 * unfold to.
 */
final class YamlTree {

    private static final int DEEPEST = 32;

    /** Nodes, each alias counted with all it stands for: what stops "billion laughs". */
    private static final int MOST_NODES = 20_000;

    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
            .build();

    private final YAMLParser parser;
    private final Function<JsonLocation, Place> placing;
    private final Problems problems;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int nodes;

    private YamlTree(YAMLParser parser, Function<JsonLocation, Place> placing, Problems problems) {
        this.parser = parser;
        this.placing = placing;
        this.problems = problems;
    }

    /** A node that has a name; its weight is the number of nodes it stands for. */
    private record Anchored(Node node, int weight) {}

    /** Reading cannot go on. */
    private static final class Stop extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Place place;

        Stop(Place place, String message) {
            super(message, null, false, false);
            this.place = place;
        }
    }

    /**
     * Parses {@code text}; empty when it is no YAML (then the one reason is in {@code problems}). Keys given twice are
     * reported and the first counts.
     */
    static Optional<Node> parse(String text, Function<JsonLocation, Place> placing, Problems problems) {
        try (YAMLParser parser = YAML.createParser(text)) {
            return new YamlTree(parser, placing, problems).document();
        } catch (Stop stop) {
            problems.add(stop.place, stop.getMessage());
        } catch (JsonProcessingException wrong) {
            reportSyntax(wrong, placing, problems);
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory failed", impossible);
        }
        return Optional.empty();
    }

    private Optional<Node> document() throws IOException, Stop {
        if (parser.nextToken() == null) {
            return Optional.empty();
        }
        Node root = node(0);
        if (parser.nextToken() != null) {
            throw new Stop(here(), "a second document begins here; a definition is one document");
        }
        return Optional.of(root);
    }

    /** The node that begins at the current token; afterwards the parser is at its last token. */
    private Node node(int depth) throws IOException, Stop {
        int before = nodes;
        count(1);
        if (depth > DEEPEST) {
            throw new Stop(here(), "nested deeper than " + DEEPEST + " levels");
        }
        if (parser.isCurrentAlias()) {
            return aliased(parser.getText());
        }
        if (parser.getTypeId() != null) {
            throw new Stop(here(), "tags (!" + parser.getTypeId() + ") are not supported");
        }
        String anchor = parser.getObjectId();
        Node node = withoutAnchor(depth);
        if (anchor != null) {
            anchors.put(anchor, new Anchored(node, nodes - before));
        }
        return node;
    }

    private Node withoutAnchor(int depth) throws IOException, Stop {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(depth);
        }
        if (token == JsonToken.START_ARRAY) {
            return sequence(depth);
        }
        return new Scalar(here(), token == JsonToken.VALUE_NULL ? "" : parser.getText(), token == JsonToken.VALUE_NULL);
    }

    private Node sequence(int depth) throws IOException, Stop {
        Place place = here();
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(depth + 1));
        }
        return new Sequence(place, items);
    }

    private Node mapping(int depth) throws IOException, Stop {
        Place place = here();
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Place keyPlace = here();
            parser.nextToken();
            Entry entry = new Entry(key, keyPlace, node(depth + 1));
            Entry first = entries.putIfAbsent(key, entry);
            if (first != null) {
                String where = first.place().line() == 0
                        ? ""
                        : " (first in line " + first.place().line() + ")";
                problems.add(keyPlace, "key \"" + key + "\" is given twice" + where);
            }
        }
        return new Mapping(place, List.copyOf(entries.values()));
    }

    private Node aliased(String name) throws Stop {
        Anchored anchored = anchors.get(name);
        if (anchored == null) {
            throw new Stop(here(), "alias *" + name + ": no list or map with this anchor has ended before");
        }
        count(anchored.weight());
        return anchored.node();
    }

    private void count(int more) throws Stop {
        nodes += more;
        if (nodes > MOST_NODES) {
            throw new Stop(here(), "more than " + MOST_NODES + " values, aliases unfolded");
        }
    }

    private Place here() {
        return placing.apply(parser.currentTokenLocation());
    }

    private static void reportSyntax(
            JsonProcessingException wrong, Function<JsonLocation, Place> placing, Problems problems) {
        JsonLocation location = wrong.getLocation();
        String text = wrong.getOriginalMessage().lines().findFirst().orElse("");
        if (wrong.getCause() instanceof MarkedYAMLException marked && marked.getProblem() != null) {
            text = marked.getProblem();
            Mark mark = marked.getProblemMark();
            location = mark == null ? location : new JsonLocation(null, -1, mark.getLine() + 1, mark.getColumn() + 1);
        }
        Place place = placing.apply(location == null ? JsonLocation.NA : location);
        boolean isTab = text.contains("(TAB)");
        problems.add(place, "is not YAML: " + (isTab ? "indented with TAB instead of blanks" : text));
    }
}
