package dev.cleat.engine.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A command in new namespaces of its own, with everything else of the caller.
 *
 * @param namespaces new ones
 * @param user a uid inside; empty: the caller's
 * @param hostname for a new uts namespace
 * @param remountProc a new /proc, with new mount and pid namespaces
 */
public record UnshareRequest(
        Set<NamespaceType> namespaces,
        Optional<String> user,
        Optional<String> hostname,
        boolean remountProc,
        List<String> command) {
    public UnshareRequest {
        namespaces = Set.copyOf(namespaces);
        command = List.copyOf(command);
    }
}
