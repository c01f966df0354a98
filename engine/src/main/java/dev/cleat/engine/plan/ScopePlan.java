package dev.cleat.engine.plan;

import java.nio.charset.StandardCharsets;

/**
 * The unit that systemd is asked for, to have a container's cgroups below it (systemd.scope(5), CGROUP_DELEGATION).
 *
 * @param container whose it is
 * @param slice the unit it is below (systemd.slice(5))
 * @param ofUser the systemd of this user is asked, else the system's
 * @param everywhere it is in every hierarchy, as on v2; systemd leaves some of v1 alone
 */
public record ScopePlan(String container, String slice, boolean ofUser, boolean everywhere) {

    /** Where the container's processes and its limits are, below the scope: its own top may have none on v2. */
    public static final String PAYLOAD = "payload";

    /** Where its keeper is, below the scope. */
    public static final String KEEPER = "keeper";

    /** Where nspawn and podman have theirs (systemd.special(7)). */
    static final String SYSTEM_SLICE = "machine.slice";

    static final String USER_SLICE = "app.slice";

    /** UNIT_NAME_MAX of systemd, without the NUL. */
    private static final int LONGEST = 255;

    private static final String SUFFIX = ".slice";

    /** {@code cleat-web.scope}. */
    public String unit() {
        return "cleat-" + escape(container) + ".scope";
    }

    /** False: systemd takes no unit with a name as long as that. */
    boolean isShort() {
        return unit().length() <= LONGEST;
    }

    /** True for the name of a slice; each dash in it is a step down, so none may be at an end or beside another. */
    static boolean isSlice(String name) {
        if (name.length() > LONGEST || !name.endsWith(SUFFIX)) {
            return false;
        }
        String steps = name.substring(0, name.length() - SUFFIX.length());
        return steps.equals("-") || steps.matches("[A-Za-z0-9:_.\\\\]+(-[A-Za-z0-9:_.\\\\]+)*");
    }

    /** As systemd-escape(1): what has a meaning in the name of a unit, and every other byte, is written as its number. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean isHidden = c == '.' && escaped.isEmpty();
            if (c == '/') {
                escaped.append('-');
            } else if (!isHidden && isPlain(c)) {
                escaped.append(c);
            } else {
                escaped.append(String.format("\\x%02x", (int) c));
            }
        }
        return escaped.toString();
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == ':' || c == '_' || c == '.';
    }
}
