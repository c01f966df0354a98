package dev.cleat.engine.importing;

import dev.cleat.engine.importing.Tree.Keys;
import dev.cleat.engine.importing.Tree.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code lxc.rootfs.path} and {@code .options}: what the root directory is made of. */
final class LxcRootfs {

    static final String PATH = "lxc.rootfs.path";
    private static final String OPTIONS = "lxc.rootfs.options";
    private static final String BACKEND = "lxc.rootfs.backend";
    private static final Set<String> PROPAGATIONS =
            Set.of("shared", "slave", "private", "unbindable", "rshared", "rslave", "rprivate", "runbindable");

    /** Kinds whose path is a directory that is mounted already. */
    private static final Set<String> DIRECTORIES = Set.of("dir", "btrfs");

    /** Kinds whose path is a block device. */
    private static final Set<String> DEVICES = Set.of("lvm", "rbd", "block");

    private LxcRootfs() {}

    static boolean owns(String key) {
        return key.equals(PATH) || key.equals(OPTIONS) || key.equals(BACKEND);
    }

    static void convert(LxcConfig config, Keys definition) {
        Keys rootfs = definition.map("rootfs");
        Optional<LxcLine> path = config.last(PATH);
        if (path.isPresent()) {
            rootfs.put("source", source(config), path.get());
        } else {
            rootfs.entries().put("source", new Value("host", Optional.empty()));
        }
        for (LxcLine line : config.lines(OPTIONS)) {
            for (String option : line.value().split(",")) {
                option(option.strip(), line, rootfs);
            }
        }
    }

    /** Directories that a mount's target may begin with: the root's own, and the one beside the configuration. */
    static List<String> prefixes(LxcConfig config) {
        String source = config.last(PATH).isPresent() ? source(config) : "";
        if (source.isEmpty()) {
            return List.of();
        }
        LxcLine line = config.last(PATH).get();
        java.nio.file.Path directory = line.file().toAbsolutePath().getParent();
        String beside = directory == null ? "" : directory.resolve("rootfs").toString();
        return source.startsWith("dir:") ? List.of(source.substring("dir:".length()), beside) : List.of(beside);
    }

    /** Before 2.1 the kind stood in a key of its own. */
    private static String source(LxcConfig config) {
        String path = config.value(PATH);
        int colon = path.indexOf(':');
        boolean isAbsolute = path.startsWith("/");
        String kind =
                isAbsolute || colon < 0 ? config.value(BACKEND).toLowerCase(Locale.ROOT) : path.substring(0, colon);
        String rest = isAbsolute || colon < 0 ? path : path.substring(colon + 1);
        if (kind.isEmpty()) {
            return (rest.startsWith("/dev/") ? "block:" : "dir:") + trimmed(rest);
        }
        if (DIRECTORIES.contains(kind) || kind.equals("zfs") && rest.startsWith("/")) {
            return "dir:" + trimmed(rest);
        }
        if (DEVICES.contains(kind) && rest.startsWith("/")) {
            return "block:" + rest;
        }
        return kind.equals("overlayfs") ? "overlay:" + rest : kind + ":" + rest;
    }

    private static String trimmed(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static void option(String option, LxcLine line, Keys rootfs) {
        if (option.equals("ro")) {
            rootfs.put("readonly", "true", line);
        } else if (PROPAGATIONS.contains(option)) {
            rootfs.put("propagation", option, line);
        } else if (option.startsWith("idmap=")) {
            rootfs.put("idmap", option.substring("idmap=".length()), line);
        } else if (!option.isEmpty()) {
            LxcKeys.add(rootfs.list("options"), option, line);
        }
    }
}
