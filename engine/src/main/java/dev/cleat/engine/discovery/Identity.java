package dev.cleat.engine.discovery;

import dev.cleat.engine.api.Runtime;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who a container is: its runtime, its id there, and the name people know it by.
 *
 * @param home where its runtime keeps it, as far as its commands must be told; else empty
 */
record Identity(Runtime runtime, String id, String name, Optional<Path> home) {
    private static final int SHORT_ID = 12;

    /** Longer than what any runtime takes; docker's and podman's ids have 64. */
    private static final int LONGEST = 128;

    /** One that its runtime keeps where it keeps all. */
    Identity(Runtime runtime, String id, String name) {
        this(runtime, id, name, Optional.empty());
    }

    /** One whose only name is its id. */
    static Identity of(Runtime runtime, String id) {
        return new Identity(runtime, id, id);
    }

    /**
     * False when no runtime would call a container that. Any user may choose an argv and a path of cgroups, and names and
     * ids go on from here to paths, to arguments of commands and to the screen.
     */
    boolean isPossible() {
        return isPossible(id) && isPossible(name);
    }

    private static boolean isPossible(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && text.charAt(0) != '-'
                && text.charAt(0) != '.'
                && text.chars().noneMatch(c -> c == '/' || Character.isISOControl(c));
    }

    /** One with a long id of hexadecimal digits: people see the first twelve. */
    static Identity ofHash(Runtime runtime, String id) {
        return new Identity(runtime, id, id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id);
    }
}
