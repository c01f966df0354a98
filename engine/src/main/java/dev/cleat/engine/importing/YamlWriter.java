package dev.cleat.engine.importing;

import dev.cleat.engine.definition.Escaped;
import dev.cleat.engine.importing.Tree.Items;
import dev.cleat.engine.importing.Tree.Keys;
import dev.cleat.engine.importing.Tree.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a tree as YAML, and remembers where each value stands. */
final class YamlWriter {

    private static final int WIDTH = 110;
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();
    private final List<Span> spans = new ArrayList<>();
    private int line = 1;
    private int lineStart;

    /** A value and where it, or the key before it, begins. */
    record Span(int line, int column, Value value) {}

    YamlWriter comment(String comment) {
        text.append("# ").append(comment);
        newLine();
        return this;
    }

    YamlWriter write(Keys root) {
        root.entries().forEach((key, value) -> entry(key, value, 0));
        return this;
    }

    /** A value or list as YAML without a line's end. */
    static String onOneLine(Tree tree) {
        YamlWriter yaml = new YamlWriter();
        yaml.flow(tree);
        return yaml.text();
    }

    String text() {
        return text.toString();
    }

    /** The value that a problem at this place is about: the last one that begins before it on its line, else the next one. */
    Optional<Value> at(int problemLine, int column) {
        Optional<Span> before = spans.stream()
                .filter(span -> span.line() == problemLine && span.column() <= column)
                .reduce((first, second) -> second);
        return before.or(() -> spans.stream()
                        .filter(span -> span.line() >= problemLine)
                        .findFirst())
                .map(Span::value);
    }

    private void entry(String key, Tree value, int depth) {
        text.append(INDENT.repeat(depth));
        keyed(key, value, depth);
    }

    private void keyed(String key, Tree value, int depth) {
        note(value);
        text.append(scalar(key)).append(':');
        if (value instanceof Value || isShort(value, depth)) {
            text.append(' ');
            flow(value);
            newLine();
        } else if (value instanceof Keys keys) {
            newLine();
            keys.entries().forEach((inner, below) -> entry(inner, below, depth + 1));
        } else {
            newLine();
            ((Items) value).items().forEach(item -> item(item, depth + 1));
        }
    }

    private void item(Tree item, int depth) {
        text.append(INDENT.repeat(depth)).append("- ");
        if (item instanceof Keys keys && !isShort(item, depth)) {
            boolean first = true;
            for (Map.Entry<String, Tree> entry : keys.entries().entrySet()) {
                text.append(first ? "" : INDENT.repeat(depth + 1));
                keyed(entry.getKey(), entry.getValue(), depth + 1);
                first = false;
            }
        } else {
            flow(item);
            newLine();
        }
    }

    private void flow(Tree tree) {
        note(tree);
        if (tree instanceof Value value) {
            text.append(scalar(value.text()));
        } else if (tree instanceof Items items) {
            text.append('[');
            String comma = "";
            for (Tree item : items.items()) {
                text.append(comma);
                flow(item);
                comma = ", ";
            }
            text.append(']');
        } else {
            flowMap((Keys) tree);
        }
    }

    private void flowMap(Keys keys) {
        text.append("{ ");
        String comma = "";
        for (Map.Entry<String, Tree> entry : keys.entries().entrySet()) {
            text.append(comma);
            note(entry.getValue());
            text.append(scalar(entry.getKey())).append(": ");
            flow(entry.getValue());
            comma = ", ";
        }
        text.append(" }");
    }

    private void note(Tree tree) {
        if (tree instanceof Value value) {
            spans.add(new Span(line, text.length() - lineStart + 1, value));
        }
    }

    private void newLine() {
        text.append('\n');
        line++;
        lineStart = text.length();
    }

    /** Lists of values and inner maps of values go on one line where they fit. */
    private static boolean isShort(Tree tree, int depth) {
        if (tree instanceof Items items) {
            return items.items().stream().allMatch(Value.class::isInstance) && width(tree) + depth * 2 < WIDTH;
        }
        return depth > 0
                && tree instanceof Keys keys
                && !keys.entries().isEmpty()
                && keys.entries().values().stream()
                        .allMatch(value -> value instanceof Value || value instanceof Items && isShort(value, depth))
                && width(tree) + depth * 2 < WIDTH;
    }

    private static int width(Tree tree) {
        if (tree instanceof Value value) {
            return scalar(value.text()).length();
        }
        if (tree instanceof Items items) {
            return items.items().stream().mapToInt(item -> width(item) + 2).sum() + 2;
        }
        return ((Keys) tree)
                        .entries().entrySet().stream()
                                .mapToInt(entry -> entry.getKey().length() + width(entry.getValue()) + 4)
                                .sum()
                + 4;
    }

    /** Plain where YAML takes it plain everywhere, else in double quotes with everything unusual escaped. */
    static String scalar(String value) {
        boolean isPlain = value.matches("[A-Za-z0-9_/.][A-Za-z0-9_/.:@%+*=~-]*")
                && !value.endsWith(":")
                && !value.matches("(?i)null|true|false|yes|no|on|off|y|n")
                && !value.matches("[0-9][0-9_:.xobA-Fa-f]*") // may be another number to another reader
                && !value.matches("\\.(?i)(inf|nan)");
        if (isPlain || value.matches("true|false|0|[1-9][0-9]*")) {
            return value;
        }
        return value.codePoints().mapToObj(YamlWriter::escaped).collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(int c) {
        if (c == '"' || c == '\\') {
            return "\\" + (char) c;
        }
        if (c == '\t') {
            return "\\t";
        }
        if (!Escaped.isControl(c)) {
            return Character.toString(c);
        }
        return c > 0xffff ? String.format("\\U%08x", c) : String.format("\\u%04x", c);
    }
}
