package dev.cleat.engine.definition;

import java.nio.file.Path;

/** Whose namespace of one kind the container is in. */
public sealed interface NamespaceSource {

    /** One of its own. */
    record Private() implements NamespaceSource {}

    /** The one of whoever starts it. */
    record Host() implements NamespaceSource {}

    /** The one of another container, ours or foreign, as {@code cleat ls} names it. */
    record OfContainer(String name) implements NamespaceSource {}

    /** The one of a process, by its host pid. */
    record OfProcess(long pid) implements NamespaceSource {}

    /** The one a file stands for, as /run/netns/lan (namespaces(7), "The /proc/pid/ns/ directory"). */
    record AtPath(Path file) implements NamespaceSource {}

    /** One of its own. */
    NamespaceSource PRIVATE = new Private();

    /** The one of whoever starts it. */
    NamespaceSource HOST = new Host();
}
