package dev.cleat.engine.definition;

import dev.cleat.engine.api.HostAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code hosts:} in the host's configuration: other hosts, each a name alone or a map. */
final class HostKeys {

    private static final Key<String> NAME = Key.required(
            "name",
            Scalars.matching("a name of a host other than " + HostAddress.HERE, "", HostAddress::isName),
            "unnamed",
            "what it is called here, and what ssh is given unless ssh says something else");
    private static final Key<Optional<String>> SSH = Key.maybe(
            "ssh",
            Scalars.matching("a destination of ssh: [USER@]HOST", "", HostAddress::isDestination),
            "what ssh is given: a host of its configuration, or [USER@]HOST");
    private static final Key<String> CLEAT = Key.of(
            "cleat",
            Scalars.matching("a path or the name of a program", "", HostAddress::isProgram),
            HostAddress.PROGRAM,
            "Cleat on that host; default cleat, sought in the PATH there");

    private static final ShortOr<HostAddress> HOST = new ShortOr<>(
            "name",
            Scalars.matching("a name of a host other than " + HostAddress.HERE, "", HostAddress::isName)
                    .map(name -> new HostAddress(name, name, HostAddress.PROGRAM)),
            new Section<>(
                    List.of(NAME, SSH, CLEAT),
                    Set.of(),
                    values -> new HostAddress(
                            values.get(NAME), values.get(SSH).orElse(values.get(NAME)), values.get(CLEAT))));

    static final Key<List<HostAddress>> HOSTS = Key.of(
            "hosts",
            ListOf.of(HOST),
            List.of(),
            "other hosts whose containers the console shows as well, each reached by ssh");

    private HostKeys() {}

    /** The first name that two of them have. */
    static Optional<String> twice(List<HostAddress> hosts) {
        Set<String> seen = new HashSet<>();
        return hosts.stream()
                .map(HostAddress::name)
                .filter(name -> !seen.add(name))
                .findFirst();
    }
}
