package dev.cleat.engine.definition;

import java.nio.file.Path;

/** Whose namespace of one kind the container is in. */
public sealed interface NamespaceSource {

    /** As it is written below {@code namespaces:}. */
    String text();

    /** One of its own. */
    record Private() implements NamespaceSource {
        @Override
        public String text() {
            return "private";
        }
    }

    /** The one of whoever starts it. */
    record Host() implements NamespaceSource {
        @Override
        public String text() {
            return "host";
        }
    }

    /** The one of another container, ours or foreign, as {@code cleat ls} names it. */
    record OfContainer(String name) implements NamespaceSource {
        @Override
        public String text() {
            return "container:" + name;
        }
    }

    /** The one of a process, by its host pid. */
    record OfProcess(long pid) implements NamespaceSource {
        @Override
        public String text() {
            return "pid:" + pid;
        }
    }

    /** The one a file stands for, as /run/netns/lan (namespaces(7), "The /proc/pid/ns/ directory"). */
    record AtPath(Path file) implements NamespaceSource {
        @Override
        public String text() {
            return "path:" + file;
        }
    }

    /** One of its own. */
    NamespaceSource PRIVATE = new Private();

    /** The one of whoever starts it. */
    NamespaceSource HOST = new Host();
}
