package dev.cleat.engine.importing;

import dev.cleat.engine.importing.Tree.Items;
import dev.cleat.engine.importing.Tree.Keys;
import dev.cleat.engine.importing.Tree.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table: each key of LXC and what it becomes. Keys that only mean something together have a class of their own and are
 * told by its name here.
 */
final class LxcKeys {

    /** Makes one line a part of the definition. */
    @FunctionalInterface
    interface Conversion {
        void convert(LxcLine line, Keys definition) throws NotCarried;
    }

    /**
     * What becomes of a key.
     *
     * @param isList every line counts, not only the last one
     */
    record Rule(boolean isList, Conversion conversion) {}

    private static final String OF_LXC_CONF = "is about LXC itself, not about one container";

    private static final Map<String, Rule> TABLE = new LinkedHashMap<>();
    private static final Map<String, Rule> PREFIXES = new LinkedHashMap<>();

    static {
        text("lxc.uts.name", "hostname");
        text("lxc.arch", "platform", "arch");
        one("lxc.init.cmd", command("command"));
        one("lxc.execute.cmd", command("execCommand"));
        text("lxc.init.cwd", "process", "cwd");
        one("lxc.init.uid", LxcKeys::user);
        one("lxc.init.gid", LxcKeys::group);
        one("lxc.init.groups", LxcKeys::groups);
        each("lxc.environment", variable("env"));
        each("lxc.environment.runtime", variable("envRuntime"));
        each("lxc.environment.hooks", variable("envHooks"));
        below("lxc.prlimit.", "process", "rlimits");
        below("lxc.proc.", "process", "proc");
        below("lxc.sysctl.", "sysctl");
        one("lxc.keyring.session", (l, d) -> d.map("process").put("keyring", flag(l) ? "new" : "inherit", l));

        text("lxc.signal.halt", "signals", "halt");
        text("lxc.signal.reboot", "signals", "reboot");
        text("lxc.signal.stop", "signals", "stop");
        text("lxc.monitor.signal.pdeath", "signals", "monitorDeath");
        flag("lxc.monitor.unshare", "monitor", "unshareMounts");
        one("lxc.time.offset.boot", (l, d) -> d.map("timeOffsets").put("boottime", seconds(l.value()), l));
        one("lxc.time.offset.monotonic", (l, d) -> d.map("timeOffsets").put("monotonic", seconds(l.value()), l));

        text("lxc.rootfs.mount", "rootfs", "mountAt");
        flag("lxc.rootfs.managed", "rootfs", "managed");
        flag("lxc.autodev", "dev", "auto");
        one("lxc.autodev.tmpfs.size", (l, d) -> d.map("dev").put("size", size(l.value()), l));
        text("lxc.tty.dir", "dev", "ttyDir");
        text("lxc.tty.max", "tty", "count");
        text("lxc.pty.max", "tty", "ptyMax");
        one(
                "lxc.console.path",
                (l, d) -> d.map("console").put("mode", l.value().equals("none") ? "none" : "path:" + l.value(), l));
        one("lxc.console.buffer.size", (l, d) -> d.map("console").put("buffer", size(l.value()), l));
        one("lxc.console.logfile", (l, d) -> d.map("console").map("log").put("file", l.value(), l));
        one("lxc.console.size", (l, d) -> d.map("console").map("log").put("maxSize", size(l.value()), l));
        one("lxc.console.rotate", (l, d) -> d.map("console").map("log").put("keep", flag(l) ? "1" : "0", l));

        one("lxc.seccomp.profile", (l, d) -> d.map("security").map("seccomp").put("profile", "lxc:" + l.value(), l));
        flag("lxc.seccomp.allow_nesting", "security", "seccomp", "allowNesting");
        text("lxc.seccomp.notify.proxy", "security", "seccomp", "notify", "socket");
        text("lxc.seccomp.notify.cookie", "security", "seccomp", "notify", "metadata");
        one("lxc.apparmor.profile", LxcKeys::profile);
        flag("lxc.apparmor.allow_incomplete", "security", "apparmor", "allowIncomplete");
        flag("lxc.apparmor.allow_nesting", "security", "apparmor", "allowNesting");
        each("lxc.apparmor.raw", (l, d) -> add(d.map("security").map("apparmor").list("raw"), l.value(), l));
        text("lxc.selinux.context", "security", "selinux", "process");
        text("lxc.selinux.context.keyring", "security", "selinux", "keyring");
        flag("lxc.no_new_privs", "security", "noNewPrivileges");
        flag("lxc.sched.core", "security", "coreScheduling");

        text("lxc.cgroup.dir", "cgroup", "parent");
        text("lxc.cgroup.dir.container", "cgroup", "path");
        text("lxc.cgroup.dir.container.inner", "cgroup", "inner");
        text("lxc.cgroup.dir.monitor", "cgroup", "monitor");
        text("lxc.cgroup.dir.monitor.pivot", "cgroup", "monitorPivot");
        flag("lxc.cgroup.relative", "cgroup", "relative");

        flag("lxc.start.auto", "autostart", "enabled");
        one("lxc.start.delay", (l, d) -> d.map("autostart").put("delay", number(l) + "s", l));
        text("lxc.start.order", "autostart", "order");
        each("lxc.group", LxcKeys::containerGroups);
        flag("lxc.ephemeral", "ephemeral");
        one("lxc.log.level", (l, d) -> d.map("logging").put("level", level(l.value()), l));
        text("lxc.log.file", "logging", "file");
        text("lxc.log.syslog", "logging", "syslog");

        lost("lxc.kmsg", "/dev/kmsg is not for containers; LXC ignores it since 2.1");
        lost("lxc.pivotdir", "no directory is needed for the old root; LXC ignores it since 2.1");
        lost("lxc.rootfs.backend", "the kind stands before the path, as overlay:LOWER:UPPER");
        for (String ofLxc : List.of(
                "lxc.lxcpath",
                "lxc.default_config",
                "lxc.cgroup.use",
                "lxc.cgroup.pattern",
                "lxc.bdev.lvm.vg",
                "lxc.bdev.lvm.thin_pool",
                "lxc.bdev.zfs.root",
                "lxc.bdev.rbd.rbdpool")) {
            lost(ofLxc, OF_LXC_CONF);
        }
    }

    private LxcKeys() {}

    /** Converts the lines of {@code key}; false when the table does not have it. */
    static boolean convert(String key, LxcConfig config, Keys definition) {
        Optional<Rule> found = find(key);
        if (found.isEmpty()) {
            return false;
        }
        List<LxcLine> lines = config.lines(key);
        List<LxcLine> counting = found.get().isList() ? lines : lines.subList(lines.size() - 1, lines.size());
        for (LxcLine line : counting) {
            try {
                found.get().conversion().convert(line, definition);
            } catch (NotCarried e) {
                config.left(line, String.valueOf(e.getMessage()));
            }
        }
        return true;
    }

    private static Optional<Rule> find(String key) {
        Optional<Rule> exact = Optional.ofNullable(TABLE.get(key));
        return exact.or(() -> PREFIXES.entrySet().stream()
                .filter(prefix -> key.startsWith(prefix.getKey())
                        && key.length() > prefix.getKey().length())
                .map(Map.Entry::getValue)
                .findFirst());
    }

    private static void one(String key, Conversion conversion) {
        TABLE.put(key, new Rule(false, conversion));
    }

    private static void each(String key, Conversion conversion) {
        TABLE.put(key, new Rule(true, conversion));
    }

    private static void text(String key, String... path) {
        one(key, (line, definition) -> at(definition, path).put(path[path.length - 1], line.value(), line));
    }

    private static void flag(String key, String... path) {
        one(
                key,
                (line, definition) ->
                        at(definition, path).put(path[path.length - 1], Boolean.toString(flag(line)), line));
    }

    /** What follows the prefix is a key of a map. */
    private static void below(String prefix, String... path) {
        PREFIXES.put(
                prefix,
                new Rule(
                        false,
                        (line, definition) -> at(definition, path)
                                .map(path[path.length - 1])
                                .put(line.keyAfter(prefix), line.value(), line)));
    }

    private static void lost(String key, String why) {
        each(key, (line, definition) -> {
            throw new NotCarried(why);
        });
    }

    private static Keys at(Keys definition, String... path) {
        Keys keys = definition;
        for (int i = 0; i < path.length - 1; i++) {
            keys = keys.map(path[i]);
        }
        return keys;
    }

    static void add(Items items, String text, LxcLine line) {
        items.items().add(new Value(text, Optional.of(line)));
    }

    /** 0 or 1. */
    static boolean flag(LxcLine line) throws NotCarried {
        return switch (line.value()) {
            case "0" -> false;
            case "1" -> true;
            default -> throw new NotCarried("\"" + line.value() + "\" is neither 0 nor 1");
        };
    }

    private static String number(LxcLine line) throws NotCarried {
        if (!LxcText.isNumber(line.value())) {
            throw new NotCarried("\"" + line.value() + "\" is no number");
        }
        return line.value();
    }

    private static Conversion command(String key) {
        return (line, definition) -> {
            List<String> words = LxcText.commandWords(line.value());
            if (words.isEmpty()) {
                throw new NotCarried("\"" + line.value() + "\" is no command");
            }
            Items items = definition.map("process").list(key);
            items.items().clear();
            words.forEach(word -> add(items, word, line));
        };
    }

    private static void user(LxcLine line, Keys definition) {
        definition.map("process").put("user", line.value(), line);
    }

    /** After the uid, because the table is gone through in its order. */
    private static void group(LxcLine line, Keys definition) {
        Keys process = definition.map("process");
        String user = process.entries().get("user") instanceof Value value ? value.text() : "0";
        process.put("user", user + ":" + line.value(), line);
    }

    /** Blanks are what LXC parts groups by; commas are what its users write and lxc-ls understands. */
    private static void containerGroups(LxcLine line, Keys definition) {
        for (String group : line.value().split("[, \t]+")) {
            add(definition.list("groups"), group, line);
        }
    }

    private static void groups(LxcLine line, Keys definition) {
        for (String group : line.value().split("[, \t]+")) {
            add(definition.map("process").list("additionalGroups"), group, line);
        }
    }

    /** A bare name is taken from whoever starts the container. */
    private static Conversion variable(String key) {
        return (line, definition) -> {
            int equals = line.value().indexOf('=');
            if (equals > 0) {
                definition
                        .map("process")
                        .map(key)
                        .put(line.value().substring(0, equals), line.value().substring(equals + 1), line);
                return;
            }
            if (equals == 0 || !key.equals("env")) {
                throw new NotCarried("\"" + line.value() + "\" is not NAME=VALUE");
            }
            add(definition.map("process").list("envInherit"), line.value(), line);
        };
    }

    private static void profile(LxcLine line, Keys definition) throws NotCarried {
        if (line.value().equals("unchanged")) {
            throw new NotCarried("a container is never left under the profile of whoever starts it");
        }
        String profile = line.value().equals("generated") ? "default" : line.value();
        definition.map("security").map("apparmor").put("profile", profile, line);
    }

    /** LXC's words for levels and their numbers, nine of them; ours are five. */
    private static String level(String value) throws NotCarried {
        return switch (value.toLowerCase(java.util.Locale.ROOT)) {
            case "trace", "0" -> "trace";
            case "debug", "1" -> "debug";
            case "info", "2", "notice", "3" -> "info";
            case "warn", "4" -> "warn";
            case "error", "5", "crit", "6", "alert", "7", "fatal", "8" -> "error";
            default -> throw new NotCarried("\"" + value + "\" is no level of a log");
        };
    }

    /** {@code auto} is LXC's 128 kB; KB, MB and GB are powers of 1024. */
    static String size(String value) {
        if (value.equals("auto")) {
            return "128K";
        }
        return value.replaceFirst("[ ]*([kKMG])B$", "$1");
    }

    /** h, m, s, ms, us or ns, signed; whole seconds are what a definition has. */
    private static String seconds(String value) throws NotCarried {
        java.util.regex.Matcher parts = java.util.regex.Pattern.compile("([+-]?)([0-9]{1,12})(h|m|s|ms|us|ns)?")
                .matcher(value);
        if (!parts.matches()) {
            throw new NotCarried("\"" + value + "\" is no time");
        }
        String unit = parts.group(3) == null ? "s" : parts.group(3);
        long amount = Long.parseLong(parts.group(2));
        long divisor = switch (unit) {
            case "ms" -> 1_000L;
            case "us" -> 1_000_000L;
            case "ns" -> 1_000_000_000L;
            default -> 1L;
        };
        if (amount % divisor != 0) {
            throw new NotCarried("\"" + value + "\" is no whole number of seconds");
        }
        long factor = switch (unit) {
            case "h" -> 3600L;
            case "m" -> 60L;
            default -> 1L;
        };
        String sign = parts.group(1).equals("-") ? "-" : "";
        return sign + amount / divisor * factor + "s";
    }
}
