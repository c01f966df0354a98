package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Architecture;
import dev.cleat.engine.definition.InitProcess;
import dev.cleat.engine.plan.PasswdFile.User;
import dev.cleat.engine.plan.ProgramPlan.CredentialsPlan;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What init executes, as whom, with which environment. */
final class InitProgram {

    static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Planning planning;
    private final InitProcess process;
    private final PasswdFile users;

    InitProgram(Planning planning, PasswdFile users) {
        this.planning = planning;
        this.process = planning.definition().process();
        this.users = users;
    }

    ProgramPlan plan() {
        long uid = uid();
        Optional<User> user = users.user(uid);
        Map<String, String> environment = environment(uid, user);
        return new ProgramPlan(
                process.command(),
                environment.entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList(),
                environment.get("PATH"),
                Optional.empty(),
                List.of(process.cwd()),
                true,
                credentials(uid, user),
                CapabilitySets.plan(planning, uid),
                planning.definition().security().noNewPrivileges(),
                process.umask(),
                personality(),
                Optional.empty());
    }

    private OptionalInt personality() {
        Optional<Architecture> architecture = planning.definition().names().architecture();
        return architecture.isPresent() ? OptionalInt.of(architecture.get().personality()) : OptionalInt.empty();
    }

    private long uid() {
        long uid = PasswdFile.id(process.user().user())
                .or(() -> users.userNamed(process.user().user()).map(User::uid))
                .or(() -> process.user().user().equals("root") ? Optional.of(0L) : Optional.empty())
                .orElseGet(() -> unknown("process.user: the root's /etc/passwd has no user \""
                        + process.user().user() + "\""));
        if (!planning.hasUid(uid)) {
            planning.reasons().cannot("process.user: uid " + uid + " is not mapped into the user namespace");
        }
        return uid;
    }

    private CredentialsPlan credentials(long uid, Optional<User> user) {
        long gid = process.user()
                .group()
                .map(group -> gid(group, "process.user"))
                .or(() -> user.map(User::gid))
                .orElse(0L);
        int mapped = (int) mapped(gid, "process.user");
        if (!maySetGroups()) {
            reportGroups();
            return new CredentialsPlan((int) uid, mapped, false, List.of());
        }
        Set<Integer> groups = new LinkedHashSet<>();
        for (String group : process.user().additionalGroups()) {
            groups.add((int) mapped(gid(group, "process.additionalGroups"), "process.additionalGroups"));
        }
        // Those of /etc/group were not asked for by name, so one that is not mapped is just not there.
        user.map(u -> users.groupsOf(u.name())).orElse(Set.of()).stream()
                .filter(planning::hasGid)
                .forEach(id -> groups.add(id.intValue()));
        return new CredentialsPlan((int) uid, mapped, true, List.copyOf(groups));
    }

    /** A user who maps only the own id must give up setgroups(2) first (CVE-2014-8989). */
    private boolean maySetGroups() {
        return planning.idMaps().setgroups();
    }

    private void reportGroups() {
        if (!process.user().additionalGroups().isEmpty()) {
            planning.reasons()
                    .cannot(
                            "process.additionalGroups: setgroups(2) is forbidden in this user namespace (idmap.setgroups)");
        }
    }

    private long mapped(long gid, String key) {
        if (!planning.hasGid(gid)) {
            planning.reasons().cannot(key + ": gid " + gid + " is not mapped into the user namespace");
        }
        return gid;
    }

    private long gid(String group, String key) {
        return PasswdFile.id(group)
                .or(() -> users.groupNamed(group).map(PasswdFile.Group::gid))
                .or(() -> group.equals("root") ? Optional.of(0L) : Optional.empty())
                .orElseGet(() -> unknown(key + ": the root's /etc/group has no group \"" + group + "\""));
    }

    private long unknown(String reason) {
        planning.reasons().cannot(reason);
        return 0;
    }

    /** Ours first, so that the definition has the last word. */
    private Map<String, String> environment(long uid, Optional<User> user) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", DEFAULT_PATH);
        environment.put("container", "cleat");
        if (process.terminal()) {
            environment.put("TERM", "xterm-256color");
        }
        environment.put("HOME", home(uid, user));
        environment.putAll(new EnvironmentSources(planning).variables());
        environment.putAll(process.environment().variables());
        environment.putAll(process.environment().initOnly());
        return environment;
    }

    private static String home(long uid, Optional<User> user) {
        return user.map(User::home).filter(home -> !home.isEmpty()).orElse(uid == 0 ? "/root" : "/");
    }
}
