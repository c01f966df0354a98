package dev.cleat.tui.theme;

import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Thresholds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The themes in some folders; a name is looked for in one folder after the other. */
public final class Themes {

    /** The one without a request for another. */
    public static final String DEFAULT = "dark";

    private static final String SUFFIX = ".yaml";
    private static final long LARGEST = 1 << 16;

    private final List<Path> folders;

    /** @param folders the first goes before the others */
    public Themes(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /** True when there is a file of that name. */
    public boolean has(String name) {
        return folders.stream().anyMatch(folder -> Files.isRegularFile(folder.resolve(name + SUFFIX)));
    }

    /**
     * The theme of that name, with everything it extends.
     *
     * <p><b>Errors.</b> {@link ThemeException} when there is none, or something in it is wrong.
     */
    public Theme load(String name) throws ThemeException {
        Deque<ThemeFile> chain = new ArrayDeque<>(); // what is extended first
        Optional<String> next = Optional.of(name);
        while (next.isPresent()) {
            String wanted = next.get();
            if (chain.stream().anyMatch(f -> f.file().equals(wanted + SUFFIX))) {
                throw new ThemeException(wanted + SUFFIX + ": extends itself");
            }
            ThemeFile file = ThemeFile.read(wanted + SUFFIX, text(wanted));
            chain.addFirst(file);
            next = file.base();
        }
        return compiled(name, chain);
    }

    /** Changes when a file that one of the themes {@code names} is read from does, comes or goes. */
    public String stamp(List<String> names) {
        StringBuilder stamp = new StringBuilder();
        for (String name : names) {
            for (Path folder : folders) {
                try {
                    var file = Files.readAttributes(folder.resolve(name + SUFFIX), BasicFileAttributes.class);
                    stamp.append(file.fileKey()).append(file.lastModifiedTime()).append(file.size());
                } catch (IOException e) {
                    stamp.append('-');
                }
            }
        }
        return stamp.toString();
    }

    private String text(String name) throws ThemeException {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")) {
            throw new ThemeException("\"" + name + "\" is no theme name");
        }
        for (Path folder : folders) {
            Path file = folder.resolve(name + SUFFIX);
            try {
                if (Files.isRegularFile(file)) {
                    if (Files.size(file) > LARGEST) {
                        throw new ThemeException(file + ": too large for a theme");
                    }
                    return Files.readString(file);
                }
            } catch (IOException e) {
                throw new ThemeException("cannot read " + file + ": " + e.getMessage());
            }
        }
        throw new ThemeException("no theme \"" + name + "\"; there are " + String.join(", ", names()));
    }

    /** Of all themes that can be read, in order. */
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> Files.isRegularFile(file) && Files.isReadable(file))
                        .map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(SUFFIX))
                        .forEach(file -> names.add(file.substring(0, file.length() - SUFFIX.length())));
            } catch (IOException e) {
                // A folder that is not there has no themes.
            }
        }
        return List.copyOf(names);
    }

    private static Theme compiled(String name, Deque<ThemeFile> chain) throws ThemeException {
        Map<String, YamlNode.Word> palette = new HashMap<>();
        Map<String, Double> limits = new HashMap<>();
        Optional<String> glyphs = Optional.empty();
        for (ThemeFile file : chain) {
            palette.putAll(file.palette());
            limits.putAll(file.thresholds());
            glyphs = file.glyphs().isPresent() ? file.glyphs() : glyphs;
        }
        Map<Role, Style> styles = new EnumMap<>(Role.class);
        for (ThemeFile file : chain) {
            Paints paints = new Paints(file.file(), palette);
            for (Map.Entry<Role, ThemeFile.RoleLook> role : file.roles().entrySet()) {
                styles.put(role.getKey(), paints.style(role.getValue()));
            }
        }
        Thresholds defaults = Thresholds.DEFAULT;
        Thresholds thresholds = new Thresholds(
                limits.getOrDefault("cpu.warn", defaults.cpuWarn()),
                limits.getOrDefault("cpu.crit", defaults.cpuCritical()),
                limits.getOrDefault("mem.warn", defaults.memoryWarn()),
                limits.getOrDefault("mem.crit", defaults.memoryCritical()));
        Optional<Boolean> ascii = glyphs.filter(g -> !g.equals("auto")).map(g -> g.equals("ascii"));
        List<String> names = chain.stream()
                .map(file -> file.file().substring(0, file.file().length() - SUFFIX.length()))
                .toList();
        return new Theme(name, styles, thresholds, ascii, names);
    }
}
