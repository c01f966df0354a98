package dev.cleat.engine.procfs;

import java.util.BitSet;

/** A list of CPUs or memory nodes such as {@code 0-3,5} (cpuset(7), "List format"). */
public final class KernelList {
    /** Above any CONFIG_NR_CPUS; larger numbers are not taken. */
    private static final int LIMIT = 1 << 16;

    private KernelList() {}

    /** The members; empty for an empty list. Parts of another form are left out. */
    public static BitSet parse(String text) {
        var members = new BitSet();
        for (String part : text.strip().split(",")) {
            int dash = part.indexOf('-');
            long first = Numbers.parse(dash < 0 ? part : part.substring(0, dash));
            long last = dash < 0 ? first : Numbers.parse(part.substring(dash + 1));
            if (first >= 0 && last >= first && last < LIMIT) {
                members.set((int) first, (int) last + 1);
            }
        }
        return members;
    }
}
