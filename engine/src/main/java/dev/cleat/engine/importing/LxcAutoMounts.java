package dev.cleat.engine.importing;

import dev.cleat.engine.importing.Tree.Keys;
import dev.cleat.engine.importing.Tree.Value;
import java.util.List;
import java.util.Optional;

/** {@code lxc.mount.auto}: LXC mounts no file system of the kernel without being asked. */
final class LxcAutoMounts {

    private static final String AUTO = "lxc.mount.auto";

    private LxcAutoMounts() {}

    static boolean owns(String key) {
        return key.equals(AUTO);
    }

    static void convert(LxcConfig config, Keys definition) {
        Keys mounts = definition.map("autoMounts");
        for (String off : List.of("proc", "sys", "cgroup", "shm", "mqueue")) {
            mounts.entries().put(off, new Value(off.equals("mqueue") ? "false" : "off", Optional.empty()));
        }
        for (LxcLine line : config.lines(AUTO)) {
            for (String word : LxcText.words(line.value())) {
                try {
                    mount(word, line, mounts);
                } catch (NotCarried e) {
                    config.left(line, String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private static void mount(String word, LxcLine line, Keys mounts) throws NotCarried {
        int colon = word.indexOf(':');
        String kind = colon < 0 ? word : word.substring(0, colon);
        String way = colon < 0 ? "" : word.substring(colon + 1);
        switch (kind) {
            case "proc" -> mounts.put("proc", oneOf(way, "mixed", word, "mixed", "rw"), line);
            case "sys" -> mounts.put("sys", oneOf(way, "mixed", word, "mixed", "ro", "rw"), line);
            case "cgroup", "cgroup-full", "cgroup2", "cgroup2-full" -> cgroup(kind, way, word, line, mounts);
            case "shmounts" -> {
                int second = way.indexOf(':');
                mounts.put("shared", second < 0 ? way : way.substring(0, second), line);
                if (second >= 0) {
                    throw new NotCarried("where it is inside is fixed; \"" + way.substring(second + 1) + "\" is not");
                }
            }
            default -> throw new NotCarried("there is no automatic mount \"" + word + "\"");
        }
    }

    private static void cgroup(String kind, String way, String word, LxcLine line, Keys mounts) throws NotCarried {
        boolean isForced = way.equals("force") || way.endsWith(":force");
        String access = isForced ? way.substring(0, Math.max(0, way.length() - ":force".length())) : way;
        String mode = oneOf(access, "mixed", word, "mixed", "ro", "rw");
        boolean isFull = kind.endsWith("-full");
        if (!isFull && !isForced) {
            mounts.put("cgroup", mode, line);
            return;
        }
        Keys cgroup = new Keys().put("mode", mode, line);
        if (isFull) {
            cgroup.put("full", "true", line);
        }
        if (isForced) {
            cgroup.put("force", "true", line);
        }
        mounts.entries().put("cgroup", cgroup);
    }

    private static String oneOf(String way, String otherwise, String word, String... known) throws NotCarried {
        if (way.isEmpty()) {
            return otherwise;
        }
        if (List.of(known).contains(way)) {
            return way;
        }
        throw new NotCarried("there is no automatic mount \"" + word + "\"");
    }
}
