package dev.cleat.engine.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.Imported;
import dev.cleat.engine.api.Problem;
import dev.cleat.engine.definition.DefinitionReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The table of all keys, row by row: {@code lxc-keys.txt} is the list, so that none is forgotten. */
class LxcKeysTest {

    private static final Path DEFINITION = Path.of("/lxc/web/container.yaml");

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void every_key_becomes_a_part_of_the_definition_or_is_told(String line, String expected) throws IOException {
        Imported imported = new LxcFixture()
                .with("/lxc/web/fstab", "# a comment", "/srv srv none bind,create=dir 0 0")
                .with("/lxc/web/other.conf", "lxc.uts.name = included")
                .importing(surrounded(line));

        if (expected.startsWith("left: ")) {
            assertThat(String.join("\n", imported.left())).contains(expected.substring("left: ".length()));
            assertThat(imported.left()).allMatch(left -> left.contains(key(line) + ": "));
        } else {
            assertThat(flat(imported.definition())).as(imported.definition()).contains(expected);
            assertThat(imported.left()).isEmpty();
        }
        assertThat(problems(imported.definition())).as(imported.definition()).isEmpty();
    }

    /** The line with what it cannot do without. */
    private static String[] surrounded(String line) {
        List<String> lines = new ArrayList<>();
        String key = key(line);
        if (key.equals("lxc.rootfs.backend")) {
            lines.add("lxc.rootfs = /srv/base:/srv/web");
        } else {
            lines.add("lxc.rootfs.path = dir:/srv/rootfs");
        }
        if (key.contains("idmap") || key.contains("id_map") || line.contains("idmap=")) {
            lines.add("lxc.idmap = b 100000 300000 10");
            lines.add("lxc.idmap = " + (line.contains("id_map") ? "g" : "b") + " 0 100000 65536");
            if (line.contains("= b 0")) {
                return lines.toArray(String[]::new);
            }
        }
        if (key.startsWith("lxc.network.") && !key.endsWith(".type")) {
            lines.add("lxc.network.type = veth");
        }
        if (key.startsWith("lxc.net.0.") && !key.endsWith(".type")) {
            lines.add("lxc.net.0.type = " + kindWith(key));
            if (!key.endsWith(".link") && !kindWith(key).equals("veth")) {
                lines.add("lxc.net.0.link = eth7");
            }
        }
        if (line.startsWith("lxc.net.0.type = phys")) {
            lines.add("lxc.net.0.link = eth7");
        }
        if (key.contains("gateway")) {
            lines.add("lxc.net.0.link = br0");
            lines.add("lxc.net.0.ipv4.address = 10.0.0.2/24");
            lines.add("lxc.net.0.ipv6.address = fe80::2/64");
        }
        if (key.startsWith("lxc.console.") && !key.endsWith(".path") && !key.endsWith("buffer.size")) {
            lines.add("lxc.console.logfile = /var/log/web.log");
        }
        if (key.contains("veth.vlan")) {
            lines.add("lxc.net.0.link = br0");
        }
        lines.add(line);
        return lines.toArray(String[]::new);
    }

    private static String kindWith(String key) {
        for (String kind : List.of("macvlan", "ipvlan")) {
            if (key.contains("." + kind + ".")) {
                return kind;
            }
        }
        if (key.contains("l2proxy")) {
            return "ipvlan";
        }
        return key.endsWith(".0.vlan.id") ? "vlan" : "veth";
    }

    private static String key(String line) {
        return line.substring(0, line.indexOf('=')).strip();
    }

    /** A line for each value: its path, lists of maps with numbers, and the value. */
    private static List<String> flat(String yaml) {
        List<String> lines = new ArrayList<>();
        flatten("", new Yaml().load(yaml), lines);
        return lines;
    }

    private static void flatten(String path, Object node, List<String> lines) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> flatten(path.isEmpty() ? key.toString() : path + "." + key, value, lines));
        } else if (node instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Map) {
            for (int i = 0; i < list.size(); i++) {
                flatten(path + "[" + i + "]", list.get(i), lines);
            }
        } else {
            lines.add(path + ": " + node);
        }
    }

    private static List<Problem> problems(String yaml) {
        DefinitionReader reader = new DefinitionReader((file, atMost) -> {
            if (!file.equals(DEFINITION)) {
                throw new NoSuchFileException(file.toString());
            }
            return yaml.getBytes(StandardCharsets.UTF_8);
        });
        return reader.lint(DEFINITION);
    }

    static List<Arguments> rows() throws IOException {
        try (InputStream in = Objects.requireNonNull(LxcKeysTest.class.getResourceAsStream("lxc-keys.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(row -> !row.isBlank() && !row.startsWith("#"))
                    .map(row -> row.split(" \\| ", 2))
                    .map(row -> Arguments.of(row[0], row[1]))
                    .toList();
        }
    }
}
