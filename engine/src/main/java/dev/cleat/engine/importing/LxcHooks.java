package dev.cleat.engine.importing;

import dev.cleat.engine.definition.Hooks.Point;
import dev.cleat.engine.importing.Tree.Keys;
import dev.cleat.engine.importing.Tree.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code lxc.hook.*}: LXC gives each line to a shell. */
final class LxcHooks {

    private static final String HOOK = "lxc.hook.";
    private static final String VERSION = "lxc.hook.version";

    private LxcHooks() {}

    static boolean owns(String key) {
        return key.equals("lxc.hook") || key.startsWith(HOOK);
    }

    static void convert(LxcConfig config, Keys definition) {
        for (LxcLine line : config.below(HOOK)) {
            if (line.key().equals(VERSION)) {
                continue;
            }
            Optional<Point> point = point(line.keyAfter(HOOK));
            if (point.isEmpty()) {
                config.left(line, "there is no such hook");
                continue;
            }
            definition.map("hooks").list(point.get().key()).items().add(hook(line));
        }
        config.lines("lxc.hook").forEach(line -> config.left(line, "takes no value"));
        version(config, definition);
    }

    /** Version 0, the default, tells a hook by arguments; the environment is told in both. */
    private static void version(LxcConfig config, Keys definition) {
        Optional<LxcLine> version = config.last(VERSION);
        if (version.isPresent() && !List.of("0", "1").contains(version.get().value())) {
            config.left(version.get(), "\"" + version.get().value() + "\" is neither 0 nor 1");
        } else if (version.isPresent() || definition.entries().containsKey("hooks")) {
            String abi = config.value(VERSION).equals("1") ? "env" : "args";
            definition.map("hooks").entries().put("abi", new Value(abi, version));
        }
    }

    private static Optional<Point> point(String lxcName) {
        return Arrays.stream(Point.values())
                .filter(point -> point.lxcName().equals(lxcName) && !lxcName.isEmpty())
                .findFirst();
    }

    /** A program and its words where that is all; else a shell, which hands on the arguments of version 0. */
    private static Tree hook(LxcLine line) {
        List<String> words = LxcText.words(line.value());
        boolean isPlain = line.value().startsWith("/") && line.value().matches("[A-Za-z0-9_/.:@%+=, \t-]+");
        if (isPlain && words.size() == 1) {
            return new Value(words.get(0), Optional.of(line));
        }
        List<String> arguments = new ArrayList<>();
        if (isPlain) {
            arguments.addAll(words.subList(1, words.size()));
        } else {
            arguments.addAll(List.of("-c", line.value() + " \"$@\"", "hook"));
        }
        Keys hook = new Keys().put("path", isPlain ? words.get(0) : "/bin/sh", line);
        arguments.forEach(argument -> LxcKeys.add(hook.list("args"), argument, line));
        return hook;
    }
}
