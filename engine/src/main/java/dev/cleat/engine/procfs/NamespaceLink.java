package dev.cleat.engine.procfs;

import java.util.OptionalLong;

/** The text of a link in /proc/PID/ns, such as {@code mnt:[4026531841]} (proc_pid_ns(5)). */
public final class NamespaceLink {
    private NamespaceLink() {}

    /** The namespace's inode number. */
    public static OptionalLong parse(String text) {
        int open = text.indexOf(":[");
        if (open < 0 || !text.endsWith("]")) {
            return OptionalLong.empty();
        }
        long inode = Numbers.parse(text.substring(open + 2, text.length() - 1));
        return inode < 0 ? OptionalLong.empty() : OptionalLong.of(inode);
    }
}
