package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Security.AppArmor;
import dev.cleat.engine.host.SecurityFacts.AppArmorFacts;
import java.util.Optional;
import java.util.Set;

/** Which AppArmor profile init gets: the one that is asked for, or ours where it can be had. */
final class AppArmorPlanner {

    private static final String KEY = "security.apparmor";

    private final Planning planning;
    private final AppArmor wanted;
    private final Optional<AppArmorFacts> host;

    AppArmorPlanner(Planning planning) {
        this.planning = planning;
        this.wanted = planning.definition().security().apparmor();
        this.host = planning.host().security().appArmor();
    }

    /**
     * @param command as /proc/PID/attr takes it (apparmor(7))
     * @param load first, when it is there
     */
    record Confining(String command, Optional<ProfilePlan> load) {

        /**
         * From the program on, as LXC and OCI have it: a profile need not let anybody execute init's program. An init whose
         * keeper is killed lives then until somebody looks.
         */
        static Confining atExec(String profile) {
            return new Confining("exec " + profile, Optional.empty());
        }

        /**
         * At once. A profile that begins with a program takes away the signal that ends init with its keeper
         * (apparmor_bprm_committing_creds), and a stub would never be under it.
         */
        static Confining now(String profile, Optional<ProfilePlan> load) {
            return new Confining("changeprofile " + profile, load);
        }
    }

    /** @param bounding init's bounding set */
    Optional<Confining> plan(long bounding) {
        if (wanted.profile().filter("unconfined"::equals).isPresent()) {
            return Optional.empty();
        }
        if (host.isEmpty()) {
            return isAskedFor()
                    ? missing("AppArmor is not in use on this host", "boot with apparmor=1 security=apparmor")
                    : Optional.empty();
        }
        if (host.get().isConfined() && !wanted.allowNesting()) {
            return isAskedFor()
                    ? missing("this process is confined already", KEY + ".allowNesting: true tries nevertheless")
                    : noted("this process is confined already, and so is the container");
        }
        return wanted.profile().isPresent() ? named(wanted.profile().get()) : generated(bounding);
    }

    private boolean isAskedFor() {
        return wanted.profile().isPresent() || !wanted.raw().isEmpty();
    }

    private Optional<Confining> named(String profile) {
        Optional<Set<String>> loaded = host.orElseThrow().profiles();
        if (loaded.isPresent() && !loaded.get().contains(profile)) {
            return missing("no profile \"" + profile + "\" is loaded", "load it with apparmor_parser -r FILE");
        }
        return Optional.of(Confining.atExec(profile)); // a user may not know; the kernel does
    }

    private Optional<Confining> generated(long bounding) {
        AppArmorProfile profile = AppArmorProfile.of(bounding, wanted.allowNesting(), wanted.raw());
        AppArmorFacts facts = host.orElseThrow();
        if (facts.profiles().filter(names -> names.contains(profile.name())).isPresent()) {
            return Optional.of(Confining.now(profile.name(), Optional.empty()));
        }
        if (!planning.host().isRoot() || facts.profiles().isEmpty()) { // root of a user namespace sees none
            return isAskedFor()
                    ? missing("only root of the host may load a profile", "run as root, or name one that is loaded")
                    : noted("only root of the host may load a profile");
        }
        if (facts.parser().isEmpty()) {
            return isAskedFor()
                    ? missing("apparmor_parser is not installed", "install apparmor (Debian)")
                    : noted("apparmor_parser is not installed (Debian: apparmor)");
        }
        ProfilePlan load =
                new ProfilePlan(profile.name(), profile.text(), facts.parser().get());
        return Optional.of(Confining.now(profile.name(), Optional.of(load)));
    }

    private Optional<Confining> missing(String why, String advice) {
        if (wanted.allowIncomplete()) {
            return noted(why);
        }
        planning.reasons().cannot(KEY + ": " + why, advice);
        return Optional.empty();
    }

    private Optional<Confining> noted(String why) {
        planning.reasons().note("not confined by AppArmor: " + why);
        return Optional.empty();
    }
}
