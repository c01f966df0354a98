package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Capability;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Our profile (apparmor.d(5)): everything a program in a container does is allowed, what would reach the host through /proc
 * and /sys is not, and processes of other profiles are out of reach. There is one for each kind of container, loaded once;
 * its name tells the kind.
 */
record AppArmorProfile(String name, String text) {

    static final String DEFAULT = "cleat-default";

    /** File systems that show or change the host however they are mounted. */
    private static final List<String> NEVER_MOUNTED =
            List.of("debugfs", "tracefs", "securityfs", "bpf", "configfs", "pstore", "efivarfs", "devtmpfs");

    /**
     * @param bounding the container's bounding set: with SYS_ADMIN it may mount, within limits
     * @param nesting containers inside may mount everything and have profiles of their own
     * @param raw lines added
     */
    static AppArmorProfile of(long bounding, boolean nesting, List<String> raw) {
        boolean mounts = nesting || (bounding & Capability.SYS_ADMIN.bit()) != 0;
        String name = DEFAULT + (nesting ? "-with-nesting" : mounts ? "-with-mounting" : "");
        if (!raw.isEmpty()) {
            CRC32 sum = new CRC32();
            sum.update(String.join("\n", raw).getBytes(StandardCharsets.UTF_8));
            name += "-" + Long.toHexString(sum.getValue());
        }
        List<String> rules = new ArrayList<>(List.of(
                "network,",
                "capability,",
                "file,",
                "umount,",
                "dbus,",
                "unix,",
                "signal (receive) peer=unconfined,",
                "signal (send, receive) peer=" + name + ",",
                "ptrace (trace, read, tracedby, readby) peer=" + name + ","));
        rules.addAll(hostFiles());
        rules.addAll(mounting(mounts, nesting));
        raw.forEach(line -> rules.add(line.strip()));
        String text = "profile " + name + " flags=(attach_disconnected, mediate_deleted) {\n  "
                + String.join("\n  ", rules) + "\n}\n";
        return new AppArmorProfile(name, text);
    }

    /** What is the same for all containers of the host, whoever mounted /proc and /sys. */
    private static List<String> hostFiles() {
        return List.of(
                "deny /proc/sysrq-trigger rwklx,",
                "deny /proc/kcore rwklx,",
                "deny /proc/kmem rwklx,",
                "deny /proc/mem rwklx,",
                "deny /proc/acpi/** rwklx,",
                "deny /proc/{bus,fs,irq,scsi,tty}/** wklx,",
                "deny /proc/sys/{abi,debug,dev,fs,vm}/** wklx,",
                "deny /proc/sys/kernel/{core_pattern,modprobe,hotplug,poweroff_cmd,usermodehelper/**,printk*,panic*}"
                        + " wklx,",
                "deny /proc/sys/kernel/{core_uses_pid,kexec_load_disabled,modules_disabled,randomize_va_space,sysrq}"
                        + " wklx,",
                "deny /sys/firmware/** rwklx,",
                "deny /sys/devices/virtual/powercap/** rwklx,",
                "deny /sys/kernel/{debug,tracing,security}/** rwklx,",
                "deny /sys/[^fk]*/** wklx,",
                "deny /sys/f[^s]*/** wklx,",
                "deny /sys/fs/[^c]*/** wklx,");
    }

    private static List<String> mounting(boolean mounts, boolean nesting) {
        if (!mounts) {
            return List.of("deny mount,");
        }
        List<String> rules = new ArrayList<>(List.of("mount,", "remount,", "pivot_root,"));
        for (String type : NEVER_MOUNTED) {
            rules.add("deny mount fstype=" + type + ",");
        }
        if (nesting) {
            rules.add("change_profile -> **,");
            rules.add("signal,");
            rules.add("ptrace,");
        }
        return rules;
    }
}
