package dev.cleat.tui.theme;

import dev.cleat.tui.model.Role;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One theme file as written, colours not yet looked up: a palette name may be defined by the theme that extends this one.
 */
final class ThemeFile {

    private static final Set<String> KEYS =
            new TreeSet<>(List.of("version", "name", "extends", "palette", "roles", "glyphs", "thresholds"));
    private static final Set<String> ATTRIBUTES =
            new TreeSet<>(List.of("bold", "italic", "underline", "reverse", "blink", "crossed-out"));

    /** A role as written. */
    record RoleLook(Optional<YamlNode.Word> foreground, Optional<YamlNode.Word> background, List<String> attributes) {}

    private final String file;
    private final Map<String, YamlNode.Word> palette = new HashMap<>();
    private final Map<Role, RoleLook> roles = new EnumMap<>(Role.class);
    private final Map<String, Double> thresholds = new HashMap<>();
    private Optional<String> base = Optional.empty();
    private Optional<String> glyphs = Optional.empty();

    private ThemeFile(String file) {
        this.file = file;
    }

    /**
     * @param file its name, for messages
     * <p><b>Errors.</b> {@link ThemeException} with the first thing that is wrong, and its line.
     */
    static ThemeFile read(String file, String text) throws ThemeException {
        ThemeFile theme = new ThemeFile(file);
        YamlNode.Mapping root = theme.mapping(YamlNode.read(file, text));
        for (String key : root.entries().keySet()) {
            theme.known(key, KEYS, root.keyLines().get(key), "key");
            theme.readKey(key, root.entries().get(key));
        }
        return theme;
    }

    String file() {
        return file;
    }

    Optional<String> base() {
        return base;
    }

    Map<String, YamlNode.Word> palette() {
        return palette;
    }

    Map<Role, RoleLook> roles() {
        return roles;
    }

    /** {@code cpu.warn}, {@code cpu.crit}, {@code mem.warn}, {@code mem.crit}: percent. */
    Map<String, Double> thresholds() {
        return thresholds;
    }

    Optional<String> glyphs() {
        return glyphs;
    }

    private void readKey(String key, YamlNode node) throws ThemeException {
        switch (key) {
            case "version" -> {
                if (!word(node).text().equals("1")) {
                    throw new ThemeException(file, node.line(), "version must be 1");
                }
            }
            case "extends" -> base = Optional.of(word(node).text());
            case "palette" -> {
                for (Map.Entry<String, YamlNode> entry : mapping(node).entries().entrySet()) {
                    palette.put(entry.getKey(), word(entry.getValue()));
                }
            }
            case "roles" -> readRoles(mapping(node));
            case "glyphs" -> {
                known(word(node).text(), new TreeSet<>(List.of("auto", "unicode", "ascii")), node.line(), "value");
                glyphs = Optional.of(word(node).text());
            }
            case "thresholds" -> readThresholds(mapping(node));
            default -> word(node); // name: for people
        }
    }

    private void readRoles(YamlNode.Mapping node) throws ThemeException {
        Set<String> names = new TreeSet<>(Set.of("graph"));
        Arrays.stream(Role.values()).map(Role::key).forEach(names::add);
        for (Map.Entry<String, YamlNode> entry : node.entries().entrySet()) {
            int line = node.keyLines().get(entry.getKey());
            known(entry.getKey(), names, line, "role");
            if (entry.getKey().equals("graph")) {
                readGraph(mapping(entry.getValue()));
            } else {
                Role role = Role.ofKey(entry.getKey()).orElseThrow();
                roles.put(role, readLook(mapping(entry.getValue())));
            }
        }
    }

    private void readGraph(YamlNode.Mapping node) throws ThemeException {
        for (Map.Entry<String, YamlNode> entry : node.entries().entrySet()) {
            known(
                    entry.getKey(),
                    new TreeSet<>(List.of("low", "mid", "high")),
                    node.keyLines().get(entry.getKey()),
                    "key");
            Role role = Role.ofKey("graph." + entry.getKey()).orElseThrow();
            roles.put(role, new RoleLook(Optional.of(word(entry.getValue())), Optional.empty(), List.of()));
        }
    }

    private RoleLook readLook(YamlNode.Mapping node) throws ThemeException {
        Optional<YamlNode.Word> foreground = Optional.empty();
        Optional<YamlNode.Word> background = Optional.empty();
        List<String> attributes = new java.util.ArrayList<>();
        for (Map.Entry<String, YamlNode> entry : node.entries().entrySet()) {
            known(
                    entry.getKey(),
                    new TreeSet<>(List.of("fg", "bg", "attr")),
                    node.keyLines().get(entry.getKey()),
                    "key");
            switch (entry.getKey()) {
                case "fg" -> foreground = Optional.of(word(entry.getValue()));
                case "bg" -> background = Optional.of(word(entry.getValue()));
                default -> {
                    for (YamlNode item : sequence(entry.getValue()).items()) {
                        known(word(item).text(), ATTRIBUTES, item.line(), "attribute");
                        attributes.add(word(item).text());
                    }
                }
            }
        }
        return new RoleLook(foreground, background, List.copyOf(attributes));
    }

    private void readThresholds(YamlNode.Mapping node) throws ThemeException {
        for (Map.Entry<String, YamlNode> figure : node.entries().entrySet()) {
            known(
                    figure.getKey(),
                    new TreeSet<>(List.of("cpu", "mem")),
                    node.keyLines().get(figure.getKey()),
                    "key");
            YamlNode.Mapping levels = mapping(figure.getValue());
            for (Map.Entry<String, YamlNode> level : levels.entries().entrySet()) {
                known(
                        level.getKey(),
                        new TreeSet<>(List.of("warn", "crit")),
                        levels.keyLines().get(level.getKey()),
                        "key");
                thresholds.put(figure.getKey() + "." + level.getKey(), percent(word(level.getValue())));
            }
        }
    }

    private double percent(YamlNode.Word word) throws ThemeException {
        try {
            return Double.parseDouble(word.text());
        } catch (NumberFormatException e) {
            throw new ThemeException(file, word.line(), "\"" + word.text() + "\" is no number");
        }
    }

    private void known(String name, Set<String> names, int line, String kind) throws ThemeException {
        if (!names.contains(name)) {
            throw new ThemeException(
                    file, line, "unknown " + kind + " \"" + name + "\"; known are " + String.join(", ", names));
        }
    }

    private YamlNode.Mapping mapping(YamlNode node) throws ThemeException {
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping;
        }
        throw new ThemeException(file, node.line(), "keys with values are wanted here");
    }

    private YamlNode.Sequence sequence(YamlNode node) throws ThemeException {
        if (node instanceof YamlNode.Sequence sequence) {
            return sequence;
        }
        throw new ThemeException(file, node.line(), "a list is wanted here");
    }

    private YamlNode.Word word(YamlNode node) throws ThemeException {
        if (node instanceof YamlNode.Word word) {
            return word;
        }
        throw new ThemeException(file, node.line(), "one value is wanted here");
    }
}
