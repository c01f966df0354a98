package dev.cleat.engine.plan;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.plan.PasswdFile.User;
import dev.cleat.engine.plan.ProgramPlan.CredentialsPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who an attached command is inside. Digits are ids and nothing else is (CVE-2016-3697, CVE-2026-30892). */
final class AttachIdentity {

    private final AttachRequest request;
    private final InitContext init;
    private final CallerContext caller;
    private final boolean joinsUsers;
    private final PasswdFile users;

    AttachIdentity(AttachRequest request, InitContext init, CallerContext caller, Set<NamespaceType> join) {
        this.request = request;
        this.init = init;
        this.caller = caller;
        // Ids of init mean nothing in a user namespace that is not init's: -s without USER stays who we are.
        this.joinsUsers = join.contains(NamespaceType.USER) || sameUsers(init, caller);
        this.users = join.contains(NamespaceType.MNT) || sameMounts(init, caller) ? init.users() : caller.users();
    }

    /** The ids, and the line of /etc/passwd that goes with them. */
    record Identity(long uid, CredentialsPlan credentials, Optional<User> user) {}

    Identity plan() throws InvalidDefinitionException {
        boolean isChosen = request.user().isPresent();
        long uid = isChosen ? uid(request.user().get()) : joinsUsers ? init.uid() : caller.uid();
        Optional<User> user = isChosen ? named(request.user().get()).or(() -> users.user(uid)) : users.user(uid);
        long gid = gid(isChosen, user);
        boolean maySetGroups = !joinsUsers || init.maySetGroups();
        if (request.groups().isPresent() && !maySetGroups) {
            throw new InvalidDefinitionException(
                    "the groups of a command in " + request.container()
                            + " cannot be set: its user namespace denies setgroups(2)",
                    "leave -G away");
        }
        List<Integer> groups = maySetGroups ? ints(groups(isChosen, user)) : List.of();
        return new Identity(uid, new CredentialsPlan((int) uid, (int) gid, maySetGroups, groups), user);
    }

    private long uid(String text) throws InvalidDefinitionException {
        Optional<Long> uid = PasswdFile.id(text).or(() -> named(text).map(User::uid));
        return uid.orElseThrow(() -> wrong("user", text));
    }

    private long gid(boolean isChosen, Optional<User> user) throws InvalidDefinitionException {
        if (request.group().isPresent()) {
            return gid(request.group().get());
        }
        long own = joinsUsers ? init.gid() : caller.gid();
        return isChosen ? user.map(User::gid).orElse(own) : own;
    }

    private long gid(String text) throws InvalidDefinitionException {
        Optional<Long> gid = PasswdFile.id(text)
                .or(() ->
                        PasswdFile.isName(text) ? users.groupNamed(text).map(PasswdFile.Group::gid) : Optional.empty());
        return gid.orElseThrow(() -> wrong("group", text));
    }

    /** Another user gets the groups /etc/group gives, never those of init. */
    private Collection<Long> groups(boolean isChosen, Optional<User> user) throws InvalidDefinitionException {
        if (request.groups().isPresent()) {
            Set<Long> ids = new LinkedHashSet<>();
            for (String group : request.groups().get()) {
                ids.add(gid(group));
            }
            return ids;
        }
        if (isChosen) {
            return user.map(u -> users.groupsOf(u.name())).orElse(Set.of());
        }
        return joinsUsers ? init.groups() : caller.groups();
    }

    private Optional<User> named(String text) {
        return PasswdFile.isName(text) ? users.userNamed(text) : Optional.empty();
    }

    private InvalidDefinitionException wrong(String what, String text) {
        if (PasswdFile.isName(text)) {
            String file = what.equals("user") ? "/etc/passwd" : "/etc/group";
            return new InvalidDefinitionException(
                    "there is no " + what + " \"" + text + "\" in " + file + " of " + request.container(),
                    "an id in digits always works");
        }
        return new InvalidDefinitionException(
                "\"" + text + "\" is neither an id from 0 to 4294967294 nor the name of a " + what,
                what.equals("user") ? "give the group with -g" : "give one group");
    }

    private static boolean sameUsers(InitContext init, CallerContext caller) {
        return same(init, caller, NamespaceType.USER);
    }

    private static boolean sameMounts(InitContext init, CallerContext caller) {
        return same(init, caller, NamespaceType.MNT);
    }

    private static boolean same(InitContext init, CallerContext caller, NamespaceType type) {
        Long inode = init.namespaces().get(type);
        return inode == null || inode.equals(caller.namespaces().get(type));
    }

    private static List<Integer> ints(Collection<Long> ids) {
        List<Integer> ints = new ArrayList<>();
        ids.forEach(id -> ints.add(id.intValue()));
        return ints;
    }
}
