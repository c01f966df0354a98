package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.UnshareRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code unshare}: runs a command in new namespaces of its own. */
final class UnshareVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "unshare",
            "run a command in new namespaces",
            Operands.NONE,
            true,
            List.of(
                    Option.value(
                            "-s/--namespaces",
                            "LIST",
                            "which: MOUNT, PID, UTSNAME, IPC, USER, NETWORK, CGROUP, TIME; default all but USER"
                                    + " and TIME, without root USER as well"),
                    Option.value("-u/--uid", "UID", "user inside"),
                    Option.value("-H/--hostname", "NAME", "host name inside, with UTSNAME"),
                    Option.flag("-M/--remount-proc", "a new /proc, with MOUNT and PID")),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public boolean runsCommand(Arguments arguments) {
        return true;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException {
        Arguments arguments = call.arguments();
        if (arguments.command().isEmpty()) {
            throw new UsageException("unshare", "the command is missing");
        }
        UnshareRequest request = new UnshareRequest(
                namespaces(arguments, call.here().userId()),
                arguments.value("--uid"),
                arguments.value("--hostname"),
                arguments.has("--remount-proc"),
                arguments.command());
        try (Engine engine = call.openEngine()) {
            return engine.unshare(request, Optional.empty()).exitStatus();
        }
    }

    private static Set<NamespaceType> namespaces(Arguments arguments, int userId) throws UsageException {
        Optional<String> list = arguments.value("--namespaces");
        if (list.isPresent()) {
            return NamespaceWords.parse("unshare", list.get());
        }
        Set<NamespaceType> all = EnumSet.allOf(NamespaceType.class);
        all.remove(NamespaceType.TIME);
        if (userId == 0) {
            all.remove(NamespaceType.USER);
        }
        return all;
    }
}
