package dev.cleat.engine.definition;

import java.util.Arrays;
import java.util.List;

/** Addresses of the internet as numbers (RFC 4291, 2.2 for version 6). Names are never looked up. */
final class InternetAddress {

    private static final int BITS_OF_4 = 32;
    private static final int BITS_OF_6 = 128;
    private static final int GROUPS = 8;

    private InternetAddress() {}

    /** {@code 10.0.3.5}. */
    static boolean isVersion4(String text) {
        String[] parts = text.split("\\.", -1);
        return parts.length == 4
                && Arrays.stream(parts)
                        .allMatch(part -> Numbers.parse(part, 0, 255).isPresent() && part.length() <= 3);
    }

    /** {@code 2001:db8::5}, {@code ::ffff:10.0.3.5}. */
    static boolean isVersion6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text) == GROUPS;
        }
        String before = text.substring(0, gap);
        String after = text.substring(gap + 2);
        int first = before.isEmpty() ? 0 : groups(before);
        int last = after.isEmpty() ? 0 : groups(after);
        return first >= 0 && last >= 0 && first + last < GROUPS && before.indexOf('.') < 0;
    }

    /** An address of either version, with {@code /PREFIX} after it or without. */
    static boolean isNetwork(String text) {
        return isNetwork(text, true) || isNetwork(text, false);
    }

    /** An address of one version, with {@code /PREFIX} after it or without. */
    static boolean isNetwork(String text, boolean isVersion4) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean isAddress = isVersion4 ? isVersion4(address) : isVersion6(address);
        int bits = isVersion4 ? BITS_OF_4 : BITS_OF_6;
        return isAddress
                && (slash < 0
                        || Numbers.parse(text.substring(slash + 1), 0, bits).isPresent());
    }

    /** How many groups of 16 bits; less than zero when it is something else. */
    private static int groups(String text) {
        List<String> parts = Arrays.asList(text.split(":", -1));
        int last = parts.size() - 1;
        boolean hasVersion4 = isVersion4(parts.get(last));
        for (String part : hasVersion4 ? parts.subList(0, last) : parts) {
            if (!part.matches("[0-9a-fA-F]{1,4}")) {
                return -1;
            }
        }
        return parts.size() + (hasVersion4 ? 1 : 0);
    }
}
