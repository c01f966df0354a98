package dev.cleat.engine.importing;

import java.util.Map;

/** The keys of LXC before 2.1 and what they are called since (lxc-update-config(1)). */
final class LxcLegacy {

    static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("lxc.utsname", "lxc.uts.name"),
            Map.entry("lxc.rootfs", "lxc.rootfs.path"),
            Map.entry("lxc.mount", "lxc.mount.fstab"),
            Map.entry("lxc.pts", "lxc.pty.max"),
            Map.entry("lxc.tty", "lxc.tty.max"),
            Map.entry("lxc.devttydir", "lxc.tty.dir"),
            Map.entry("lxc.console", "lxc.console.path"),
            Map.entry("lxc.id_map", "lxc.idmap"),
            Map.entry("lxc.aa_profile", "lxc.apparmor.profile"),
            Map.entry("lxc.aa_allow_incomplete", "lxc.apparmor.allow_incomplete"),
            Map.entry("lxc.se_context", "lxc.selinux.context"),
            Map.entry("lxc.seccomp", "lxc.seccomp.profile"),
            Map.entry("lxc.haltsignal", "lxc.signal.halt"),
            Map.entry("lxc.rebootsignal", "lxc.signal.reboot"),
            Map.entry("lxc.stopsignal", "lxc.signal.stop"),
            Map.entry("lxc.syslog", "lxc.log.syslog"),
            Map.entry("lxc.loglevel", "lxc.log.level"),
            Map.entry("lxc.logfile", "lxc.log.file"),
            Map.entry("lxc.init_cmd", "lxc.init.cmd"),
            Map.entry("lxc.init_uid", "lxc.init.uid"),
            Map.entry("lxc.init_gid", "lxc.init.gid"));

    private static final String LIMIT = "lxc.limit";
    private static final Map<String, String> NETWORK = Map.of("ipv4", "ipv4.address", "ipv6", "ipv6.address");

    private LxcLegacy() {}

    /** Today's name of {@code key}; of {@code lxc.network.*}, only what follows is renamed. */
    static String rename(String key) {
        if (key.startsWith(LIMIT + ".") || key.equals(LIMIT)) {
            return "lxc.prlimit" + key.substring(LIMIT.length());
        }
        return RENAMED.getOrDefault(key, key);
    }

    /** Today's name of a key of one network block, without its prefix and number. */
    static String renameNetwork(String part) {
        return NETWORK.getOrDefault(part, part);
    }
}
