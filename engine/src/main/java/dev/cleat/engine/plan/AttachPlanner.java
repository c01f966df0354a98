package dev.cleat.engine.plan;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AttachRequest.Privilege;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Architecture;
import dev.cleat.engine.plan.AttachIdentity.Identity;
import dev.cleat.engine.plan.ProgramPlan.CapabilitiesPlan;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Decides everything about an attach: the command gets what the container's init has, never more unless asked for. */
public final class AttachPlanner {

    private static final String DEFAULT_SHELL = "/bin/sh";

    /**
     * The plan. Changes nothing.
     *
     * <p><b>Errors.</b> {@link InvalidDefinitionException} for an argument that cannot be: a user that is neither an id nor
     * a name of the container, a relative directory, a variable without a name, {@code --keep-var} without
     * {@code --clear-env}.
     */
    public AttachPlan plan(AttachRequest request, InitContext init, CallerContext caller)
            throws InvalidDefinitionException {
        Set<NamespaceType> join = join(request, init, caller);
        Set<Privilege> elevated = elevated(request);
        Identity identity = new AttachIdentity(request, init, caller, join).plan();
        Map<String, String> environment = new AttachEnvironment(request, init, caller).plan(identity.user());
        String shell = identity.user()
                .map(PasswdFile.User::shell)
                .filter(path -> !path.isEmpty())
                .orElse(DEFAULT_SHELL);
        boolean isShell = request.command().isEmpty();
        Optional<InitContext.Label> label = label(elevated, init, caller);
        ProgramPlan program = new ProgramPlan(
                isShell ? shell(request, shell) : request.command(),
                environment.entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList(),
                environment.getOrDefault("PATH", InitProgram.DEFAULT_PATH),
                isShell ? Optional.of(DEFAULT_SHELL) : Optional.empty(),
                directories(request, caller, identity.user()),
                false,
                identity.credentials(),
                capabilities(elevated, identity, init, caller),
                init.noNewPrivileges() && !elevated.contains(Privilege.CAP),
                OptionalInt.empty(),
                personality(request, init),
                label.map(InitContext.Label::text));
        String labelFile = label.map(InitContext.Label::file).orElse("");
        return new AttachPlan(
                join,
                !elevated.contains(Privilege.CGROUP),
                remounts(request, join),
                labelFile,
                elevated.contains(Privilege.CAP),
                !elevated.contains(Privilege.LSM),
                program);
    }

    /** Never one that is ours already: setns(2) into the own user namespace is refused. */
    /**
     * Who has init's label already asks for none: a profile need not allow to change to itself (change_profile rules of
     * apparmor.d(5)), as inside of a container of ours.
     */
    private static Optional<InitContext.Label> label(Set<Privilege> elevated, InitContext init, CallerContext caller) {
        boolean keeps = elevated.contains(Privilege.LSM) || init.label().equals(caller.label());
        return keeps ? Optional.empty() : init.label();
    }

    private static Set<NamespaceType> join(AttachRequest request, InitContext init, CallerContext caller) {
        Set<NamespaceType> join = EnumSet.noneOf(NamespaceType.class);
        for (NamespaceType type : NamespaceType.values()) {
            boolean isChosen =
                    request.namespaces().isEmpty() || request.namespaces().contains(type);
            Long inode = init.namespaces().get(type);
            if (isChosen && inode != null && !inode.equals(caller.namespaces().get(type))) {
                join.add(type);
            }
        }
        return join;
    }

    /** Choosing namespaces means host tools inside them, which need the host's privileges: {@code -s} implies {@code -e}. */
    private static Set<Privilege> elevated(AttachRequest request) {
        return request.namespaces().isEmpty() ? request.elevated() : EnumSet.allOf(Privilege.class);
    }

    /** Only beside host mounts: where the container's are joined, so are its /proc and /sys (lxc-attach(1), -R). */
    private static boolean remounts(AttachRequest request, Set<NamespaceType> join) {
        return request.remount() && !request.namespaces().isEmpty() && !join.contains(NamespaceType.MNT);
    }

    private static OptionalInt personality(AttachRequest request, InitContext init) throws InvalidDefinitionException {
        if (request.architecture().isEmpty()) {
            return init.personality();
        }
        String word = request.architecture().get();
        String machine = System.getProperty("os.arch");
        Optional<Architecture> architecture = Architecture.named(word);
        if (architecture.filter(known -> known.runsOn(machine)).isEmpty()) {
            throw new InvalidDefinitionException(
                    "the architecture \"" + word + "\" is "
                            + (architecture.isEmpty()
                                    ? "unknown"
                                    : "none that this machine executes, which is " + machine),
                    "write one of " + String.join(", ", Architecture.wordsOn(machine)));
        }
        return OptionalInt.of(architecture.get().personality());
    }

    private static List<String> shell(AttachRequest request, String shell) {
        return request.login() ? List.of(shell, "-l") : List.of(shell);
    }

    private static List<String> directories(AttachRequest request, CallerContext caller, Optional<PasswdFile.User> user)
            throws InvalidDefinitionException {
        if (request.directory().isEmpty() && request.login()) {
            return user.map(PasswdFile.User::home)
                    .filter(home -> !home.isEmpty())
                    .map(home -> List.of(home, "/"))
                    .orElse(List.of("/"));
        }
        if (request.directory().isEmpty()) {
            return List.of(caller.directory(), "/");
        }
        String directory = request.directory().get();
        if (!directory.startsWith("/") || directory.indexOf('\0') >= 0) {
            throw new InvalidDefinitionException(
                    "the directory \"" + directory + "\" is not an absolute path", "write it from / on, as inside");
        }
        return List.of(directory);
    }

    private static CapabilitiesPlan capabilities(
            Set<Privilege> elevated, Identity identity, InitContext init, CallerContext caller) {
        if (elevated.contains(Privilege.CAP)) {
            return of(caller.capabilities().bounding(), caller.capabilities().permitted(), caller.capabilities());
        }
        CapabilitiesPlan ceiling = init.capabilities();
        if (identity.uid() != 0) {
            return of(ceiling.bounding(), ceiling.ambient() & ceiling.bounding(), ceiling);
        }
        // A container whose init is not root has dropped its own, but its root still may have what bounds it.
        long permitted = init.uid() == 0 ? ceiling.permitted() & ceiling.bounding() : ceiling.bounding();
        return of(ceiling.bounding(), permitted, ceiling);
    }

    /** Ambient capabilities must be inheritable and permitted too; nothing else is inheritable (CVE-2022-24769). */
    private static CapabilitiesPlan of(long bounding, long permitted, CapabilitiesPlan whose) {
        long ambient = whose.ambient() & permitted;
        return new CapabilitiesPlan(bounding, permitted, permitted, ambient, ambient);
    }
}
