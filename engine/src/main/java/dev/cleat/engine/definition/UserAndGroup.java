package dev.cleat.engine.definition;

import java.util.Optional;

/** {@code user[:group]}, each an id in digits or a name of the container's own files. */
record UserAndGroup(String user, Optional<String> group) {
    static final UserAndGroup ROOT = new UserAndGroup("0", Optional.empty());
}
