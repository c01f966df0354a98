package dev.cleat.engine.importing;

import dev.cleat.engine.api.Imported;
import dev.cleat.engine.api.Problem;
import dev.cleat.engine.definition.DefinitionReader;
import dev.cleat.engine.definition.Names;
import dev.cleat.engine.importing.Tree.Keys;
import dev.cleat.engine.importing.Tree.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes a definition of a configuration file of LXC, and tells everything that could not be carried over. */
public final class LxcImport {

    /** What LXC calls the configuration in a container's directory. */
    public static final String STORED_FILE = "config";

    /** What every key of LXC begins with. */
    public static final String KEYS = "lxc.";

    /** The order of a definition's sections, as people read them. */
    private static final List<String> ORDER = List.of(
            "schema",
            "name",
            "hostname",
            "groups",
            "platform",
            "rootfs",
            "process",
            "namespaces",
            "idmap",
            "mounts",
            "autoMounts",
            "dev",
            "tty",
            "console",
            "security",
            "cgroup",
            "resources",
            "network",
            "sysctl",
            "hooks",
            "signals",
            "timeOffsets",
            "autostart",
            "ephemeral",
            "logging",
            "monitor");

    private static final int MOST_REFUSALS = 500;

    private static final LxcFiles NO_FILES = new LxcFiles() {
        @Override
        public byte[] firstBytes(Path file, int atMost) throws IOException {
            throw new NoSuchFileException(file.toString());
        }

        @Override
        public Optional<List<Path>> entries(Path path) {
            return Optional.empty();
        }
    };

    private final LxcFiles files;

    public LxcImport(LxcFiles files) {
        this.files = files;
    }

    /**
     * Imports {@code file}.
     *
     * @param name the container's name; empty: lxc.uts.name, else the name of the directory of a file {@code config}, else
     *     of the file
     * @param defines {@code KEY=VALUE}, as lines after the file's last one
     *     <p><b>Errors.</b> {@link IOException} when the file itself cannot be read; {@link LostRootException} when what it
     *     says of the root directory cannot: what is made of such a file must not have the host's.
     */
    public Imported read(Path file, Optional<String> name, List<String> defines) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        Leftovers leftovers = new Leftovers();
        LxcLines lines = new LxcLines(files, leftovers);
        lines.read(absolute);
        lines.define(defines);
        LxcConfig config = new LxcConfig(lines.all(), leftovers);
        if (lines.rootLost().isPresent() && config.last(LxcRootfs.PATH).isEmpty()) {
            throw new LostRootException(absolute, lines.rootLost().get());
        }
        Keys definition = definition(config, leftovers);
        String chosen = name.orElseGet(() -> name(config, absolute));
        definition.entries().put("name", new Value(valid(chosen), Optional.empty()));
        if (!valid(chosen).equals(chosen)) {
            leftovers.add(file + ": name: \"" + chosen + "\" cannot be a container's name");
        }
        String text = readable(definition, absolute, leftovers);
        return new Imported(text, leftovers.inOrder());
    }

    /** True when {@code text} is a configuration of LXC and no definition. */
    public static boolean isLxc(String text) {
        for (String line : text.split("\n")) {
            String plain = line.strip();
            if (plain.startsWith("lxc.")) {
                int equals = plain.indexOf('=');
                int colon = plain.indexOf(':');
                return equals > 0 && (colon < 0 || equals < colon);
            }
            if (!plain.isEmpty() && plain.charAt(0) != '#') {
                return false;
            }
        }
        return false;
    }

    /**
     * Arguments {@code lxc.KEY=VALUE} as arguments of a definition, {@code KEY=VALUE} with dotted keys: only what they say,
     * nothing that LXC would do besides.
     *
     * @param left told what could not be carried over
     */
    public static List<String> overrides(List<String> defines, Consumer<String> left) {
        Leftovers leftovers = new Leftovers();
        LxcLines lines = new LxcLines(NO_FILES, leftovers);
        lines.define(defines);
        Keys said = new LxcImport(NO_FILES).definition(new LxcConfig(lines.all(), leftovers), leftovers);
        List<String> overrides = new ArrayList<>();
        Tree.removeUnsaid(said);
        dotted("", said, overrides);
        leftovers.inOrder().forEach(left);
        return overrides;
    }

    private static void dotted(String prefix, Keys keys, List<String> overrides) {
        keys.entries().forEach((key, value) -> {
            if (value instanceof Keys below) {
                dotted(prefix + key + ".", below, overrides);
            } else {
                overrides.add(prefix + key + "=" + YamlWriter.onOneLine(value));
            }
        });
    }

    private Keys definition(LxcConfig config, Leftovers leftovers) {
        Keys definition = new Keys();
        LxcRootfs.convert(config, definition);
        LxcNetwork.convert(config, definition);
        LxcNamespaces.convert(config, definition);
        LxcMounts.convert(config, definition, files, LxcRootfs.prefixes(config));
        LxcAutoMounts.convert(config, definition);
        LxcCapabilities.convert(config, definition);
        LxcCgroups.convert(config, definition);
        LxcHooks.convert(config, definition);
        for (String key : config.keys().stream().sorted(LxcImport::uidFirst).toList()) {
            if (!isOwned(key) && !LxcKeys.convert(key, config, definition)) {
                config.lines(key).forEach(line -> leftovers.add(line, "is no key of LXC that Cleat knows"));
            }
        }
        LxcDefaults.add(definition);
        return definition;
    }

    private static boolean isOwned(String key) {
        return LxcRootfs.owns(key)
                || LxcNetwork.owns(key)
                || LxcNamespaces.owns(key)
                || LxcMounts.owns(key)
                || LxcAutoMounts.owns(key)
                || LxcCapabilities.owns(key)
                || LxcCgroups.owns(key)
                || LxcHooks.owns(key);
    }

    /** lxc.init.uid before lxc.init.gid: both become one value. */
    private static int uidFirst(String one, String other) {
        return one.replace(".uid", ".gi").compareTo(other.replace(".uid", ".gi"));
    }

    private static String name(LxcConfig config, Path file) {
        String uts = config.value("lxc.uts.name");
        if (Names.isContainerName(uts)) {
            return uts;
        }
        Path directory = file.getParent().getFileName();
        boolean isStored = file.getFileName().toString().equals(STORED_FILE) && directory != null;
        return isStored ? directory.toString() : DefinitionReader.defaultName(file);
    }

    private static String valid(String name) {
        if (Names.isContainerName(name)) {
            return name;
        }
        String replaced = name.replaceAll("[^A-Za-z0-9_.-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
        String cut = replaced.substring(0, Math.min(replaced.length(), 64));
        return Names.isContainerName(cut) ? cut : "imported";
    }

    /** Reads the text back; what is refused is taken out and told, until nothing is. */
    private String readable(Keys definition, Path file, Leftovers leftovers) {
        for (int i = 0; i < MOST_REFUSALS; i++) {
            YamlWriter yaml = new YamlWriter();
            yaml.comment("Made of " + Leftovers.visible(file.toString()) + ", a configuration of LXC.");
            yaml.write(ordered(definition));
            List<Problem> problems = reader(file, yaml.text()).lint(file);
            if (problems.isEmpty()) {
                return yaml.text();
            }
            Problem problem = problems.get(0);
            Optional<Value> refused = yaml.at(problem.line(), problem.column());
            if (refused.isEmpty() || !Tree.remove(definition, refused.get())) {
                throw new IllegalStateException("an import cannot be read back: " + problem + "\n" + yaml.text());
            }
            refused.get().origin().ifPresent(line -> leftovers.add(line, problem.message()));
            LxcDefaults.complete(definition);
        }
        throw new IllegalStateException("an import of " + file + " has too many problems");
    }

    private DefinitionReader reader(Path file, String text) {
        return new DefinitionReader((asked, atMost) -> {
            if (!asked.equals(file)) {
                throw new NoSuchFileException(asked.toString());
            }
            return text.getBytes(StandardCharsets.UTF_8);
        });
    }

    private static Keys ordered(Keys definition) {
        Map<String, Tree> ordered = new LinkedHashMap<>();
        for (String key : ORDER) {
            if (definition.entries().containsKey(key)) {
                ordered.put(key, definition.entries().get(key));
            }
        }
        definition.entries().forEach(ordered::putIfAbsent);
        return new Keys(ordered);
    }
}
