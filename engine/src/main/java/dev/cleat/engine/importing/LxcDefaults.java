package dev.cleat.engine.importing;

import dev.cleat.engine.importing.Tree.Items;
import dev.cleat.engine.importing.Tree.Keys;
import dev.cleat.engine.importing.Tree.Value;
import java.util.List;
import java.util.Optional;

/**
 * What LXC does without being told, where a definition without the key would mean something else. What LXC has no key for
 * keeps the definition's own default, which is the safer one: masked paths, read-only paths.
 */
final class LxcDefaults {

    private LxcDefaults() {}

    static void add(Keys definition) {
        put(definition, "schema", "1");
        Keys process = definition.map("process");
        if (!process.entries().containsKey("command")) {
            process.entries().put("command", new Items(new java.util.ArrayList<>(List.of(value("/sbin/init")))));
        }
        put(process.map("env"), "container", "lxc");
        put(definition.map("security").map("capabilities"), "keep", "all");
        put(definition.map("security").map("seccomp"), "profile", "unconfined");
        put(definition.map("console").map("log"), "file", "none");
    }

    /** Puts back what no definition can be without. */
    static void complete(Keys definition) {
        put(definition, "schema", "1");
        put(definition, "name", "imported");
        put(definition.map("rootfs"), "source", "dir:rootfs");
    }

    private static void put(Keys keys, String key, String text) {
        keys.entries().putIfAbsent(key, value(text));
    }

    private static Value value(String text) {
        return new Value(text, Optional.empty());
    }
}
