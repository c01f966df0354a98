package dev.cleat.cli;

import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.WordList;
import dev.cleat.engine.api.NamespaceType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads lists of namespaces: the names of lxc-attach, with our short forms. */
final class NamespaceWords {

    private static final List<String> KNOWN =
            List.of("MOUNT", "PID", "UTSNAME", "IPC", "USER", "NETWORK", "CGROUP", "TIME", "UTS", "NET");

    private NamespaceWords() {}

    /** The namespaces of {@code list}. */
    static Set<NamespaceType> parse(String verb, String list) throws UsageException {
        Set<NamespaceType> namespaces = EnumSet.noneOf(NamespaceType.class);
        for (String word : WordList.split(list)) {
            namespaces.add(type(KnownWord.of(verb, "namespace", word, KNOWN)));
        }
        return namespaces;
    }

    private static NamespaceType type(String word) {
        return switch (word) {
            case "MOUNT" -> NamespaceType.MNT;
            case "UTSNAME" -> NamespaceType.UTS;
            case "NETWORK" -> NamespaceType.NET;
            default -> NamespaceType.valueOf(word);
        };
    }
}
