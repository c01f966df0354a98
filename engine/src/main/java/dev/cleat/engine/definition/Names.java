package dev.cleat.engine.definition;

import dev.cleat.engine.definition.ScalarType.Shape;
import java.util.Optional;
import java.util.Set;

/** The names a definition holds: of containers, hosts, environment variables, users and groups. */
public final class Names {

    /** Longest name of a container, in characters; also the longest UTS name (HOST_NAME_MAX, limits.h). */
    private static final int LONGEST = 64;

    /** Largest uid and gid; 4294967295 means "leave as it is" to the kernel (chown(2)). */
    static final long LARGEST_ID = 4294967294L;

    /** Directories and files of Cleat's own beside those of containers. */
    private static final Set<String> TAKEN =
            Set.of("sessions", "logs", "recordings", "events.jsonl", "events.base", "events.base.new", "events.lock");

    private Names() {}

    /**
     * True for {@code [A-Za-z0-9][A-Za-z0-9_.-]{0,63}}: safe in a path, in a cgroup and on a screen; but not for what
     * Cleat itself keeps beside them.
     */
    public static boolean isContainerName(String text) {
        return text.length() <= LONGEST
                && !text.isEmpty()
                && !TAKEN.contains(text)
                && isLetterOrDigit(text.charAt(0))
                && text.chars().allMatch(c -> isLetterOrDigit(c) || c == '_' || c == '.' || c == '-');
    }

    /** True for what a list of containers may show, another tool's names too. */
    static boolean isAnyContainer(String text) {
        return !text.isEmpty()
                && text.length() <= 2 * LONGEST
                && text.charAt(0) != '.'
                && text.codePoints().noneMatch(c -> c == '/' || Character.isWhitespace(c) || Escaped.isControl(c));
    }

    static ScalarType<String> containerName() {
        return Scalars.matching(
                "a name (letters, digits, _ . -, beginning with a letter or digit, at most 64)",
                "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$",
                Names::isContainerName);
    }

    /** @param what {@code a host name} */
    static Type<Optional<String>> hostname(String what) {
        return new Maybe<>(Scalars.matching(
                what + " (letters, digits, . -, at most 64)", "^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$", Names::isHostname));
    }

    /** The name of a group of containers, as onboot. */
    static ScalarType<String> group() {
        return Scalars.matching(
                "a group's name (letters, digits, _ . -, at most 64)",
                "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$",
                Names::isContainerName);
    }

    /** A network interface's name: fewer than the kernel takes (dev_valid_name() of net/core/dev.c), so that ip(8) reads no other word. */
    static ScalarType<String> networkInterface() {
        return Scalars.matching(
                "an interface's name (letters, digits, _ . + -, at most 15)",
                "^[A-Za-z0-9_][A-Za-z0-9_.+-]{0,14}$",
                text -> text.matches("[A-Za-z0-9_][A-Za-z0-9_.+-]{0,14}"));
    }

    static ScalarType<String> variable() {
        return Scalars.matching(
                "a variable's name (no =, no control characters)",
                "",
                text -> !text.isEmpty() && text.indexOf('=') < 0);
    }

    static ScalarType<String> userOrGroup() {
        return new ScalarType<>("an id or a name", (text, reading) -> idOrName(text), Shape.of("string", "integer"));
    }

    static ScalarType<UserAndGroup> userAndGroup() {
        return new ScalarType<>(
                "an id or a name, with :GROUP after it or without",
                (text, reading) -> {
                    int colon = text.indexOf(':');
                    if (colon < 0) {
                        return new UserAndGroup(idOrName(text), Optional.empty());
                    }
                    return new UserAndGroup(
                            idOrName(text.substring(0, colon)), Optional.of(idOrName(text.substring(colon + 1))));
                },
                Shape.of("string", "integer"));
    }

    /** Text that begins with a digit must be an id: a name such as "0x" must never be looked up (CVE-2016-3697). */
    private static String idOrName(String text) throws WrongValue {
        boolean isName = !text.isEmpty() && (Character.isLetter(text.charAt(0)) || text.charAt(0) == '_');
        boolean hasNameLetters =
                text.chars().allMatch(c -> isLetterOrDigit(c) || c == '_' || c == '.' || c == '-' || c == '$');
        if (isName ? !hasNameLetters : Numbers.parse(text, 0, LARGEST_ID).isEmpty()) {
            throw new WrongValue("is neither an id from 0 to " + LARGEST_ID + " nor a name");
        }
        return text;
    }

    private static boolean isHostname(String text) {
        return isContainerName(text) && text.indexOf('_') < 0;
    }

    private static boolean isLetterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
