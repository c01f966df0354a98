package dev.cleat.engine.plan;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.definition.Idmap;
import dev.cleat.engine.definition.NamespaceSource;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.host.HostFacts.IdRange;
import dev.cleat.engine.plan.StartPlan.IdMap;
import dev.cleat.engine.plan.StartPlan.IdMaps;
import java.util.List;

/** Which host ids a container's ids are (user_namespaces(7)). */
final class IdMapping {

    /** All ids but 4294967295, which means "no change" to chown(2) and setresuid(2). */
    private static final long ALL_IDS = 4294967295L;

    private final Idmap idmap;
    private final HostFacts host;
    private final String container;
    private final HostFiles files;
    private final Reasons reasons;

    private IdMapping(Idmap idmap, String container, HostFacts host, HostFiles files, Reasons reasons) {
        this.idmap = idmap;
        this.host = host;
        this.container = container;
        this.files = files;
        this.reasons = reasons;
    }

    static IdMaps plan(Definition definition, HostFacts host, HostFiles files, Reasons reasons) {
        NamespaceSource user = definition.namespaces().get(NamespaceType.USER);
        IdMapping mapping = new IdMapping(definition.idmap(), definition.name(), host, files, reasons);
        if (user instanceof NamespaceSource.Private) {
            return mapping.own();
        }
        return user instanceof NamespaceSource.Host ? mapping.none() : mapping.ofAnother(user);
    }

    /** Maps of a user namespace of its own. */
    static IdMaps own(Idmap idmap, String container, HostFacts host, HostFiles files, Reasons reasons) {
        return new IdMapping(idmap, container, host, files, reasons).own();
    }

    private IdMaps none() {
        if (!host.isRoot()) {
            reasons.cannot(
                    "only root can make namespaces without a user namespace",
                    "run as root, or set namespaces.user: private in the definition");
        }
        return IdMaps.NONE;
    }

    /** One that cannot be seen from here is somebody's whose ids we need not know: joining it tells more. */
    private IdMaps ofAnother(NamespaceSource user) {
        return files.idMaps(user).orElse(IdMaps.NONE);
    }

    private IdMaps own() {
        return switch (idmap.mode()) {
            case NONE -> host.isRoot() ? unshifted() : callerAndRanges();
            case IDENTITY -> identity();
            case SINGLE -> checked(single(host.uid()), single(host.gid()), false);
            case SUBID -> ranges();
            case KEEP_ID -> keepId();
            case AUTO -> host.isRoot() ? free() : ranges();
            case EXPLICIT -> explicit();
        };
    }

    private IdMaps identity() {
        if (!host.isRoot()) {
            reasons.cannot(
                    "idmap.mode: only root can map every id to itself", "use idmap.mode: keep-id, subid or single");
        }
        List<IdMap> identity = List.of(new IdMap(0, 0, ALL_IDS));
        return checked(identity, identity, false);
    }

    private IdMaps unshifted() {
        reasons.note(Idmap.UNSHIFTED);
        return identity();
    }

    private static List<IdMap> single(int own) {
        return List.of(new IdMap(0, Integer.toUnsignedLong(own), 1));
    }

    /** Container root is the user, the ids above are the ranges; without them, only root exists. */
    private IdMaps callerAndRanges() {
        boolean hasRanges = !host.subUids().isEmpty() && !host.subGids().isEmpty();
        if (host.hasNewIdMap() && hasRanges) {
            return checked(
                    IdLines.after(single(host.uid()), host.subUids()),
                    IdLines.after(single(host.gid()), host.subGids()),
                    true);
        }
        String missing = hasRanges
                ? "newuidmap and newgidmap are not installed (Debian: uidmap)"
                : "this user has no ranges in /etc/subuid and /etc/subgid";
        reasons.note("only root exists in the container, as you: " + missing);
        return checked(single(host.uid()), single(host.gid()), false);
    }

    private IdMaps ranges() {
        mustHaveRanges();
        return checked(
                IdLines.after(List.of(), host.subUids()), IdLines.after(List.of(), host.subGids()), !host.isRoot());
    }

    /** The caller's ids are themselves, those below and above come from the ranges. */
    private IdMaps keepId() {
        mustHaveRanges();
        return checked(
                IdLines.around(Integer.toUnsignedLong(host.uid()), host.subUids()),
                IdLines.around(Integer.toUnsignedLong(host.gid()), host.subGids()),
                !host.isRoot());
    }

    private void mustHaveRanges() {
        mustHaveRange("/etc/subuid", "--add-subuids", host.subUids());
        mustHaveRange("/etc/subgid", "--add-subgids", host.subGids());
        mustHaveHelpers();
    }

    private void mustHaveRange(String file, String option, List<IdRange> ranges) {
        if (ranges.isEmpty()) {
            reasons.cannot(
                    "idmap.mode: " + file + " gives uid " + Integer.toUnsignedString(host.uid()) + " no range of ids",
                    "as root: usermod " + option + " 100000-165535 USER; or use idmap.mode: single"
                            + (host.isRoot() ? " or auto" : ""));
        }
    }

    private void mustHaveHelpers() {
        if (!host.isRoot() && !host.hasNewIdMap()) {
            reasons.cannot(
                    "idmap: newuidmap and newgidmap are not installed, without which a user maps no ids but the own",
                    "install uidmap (Debian) or shadow-utils (Fedora)");
        }
    }

    private IdMaps free() {
        HostFiles.IdUse use = files.idUse(container);
        List<IdMap> lines = FreeIds.find(container, use)
                .map(first -> List.of(new IdMap(0, first, FreeIds.COUNT)))
                .orElse(List.of());
        if (lines.isEmpty()) {
            reasons.cannot("idmap.mode: no " + FreeIds.COUNT + " ids of this host are free");
            return IdMaps.NONE;
        }
        return new IdMaps(lines, lines, false, maySetGroups(true), true);
    }

    private IdMaps explicit() {
        List<IdMap> uids = IdLines.of(idmap.uids());
        List<IdMap> gids = IdLines.of(idmap.gids());
        boolean isOwnOnly = isOwnOnly(uids, host.uid()) && isOwnOnly(gids, host.gid());
        if (!host.isRoot() && !isOwnOnly) {
            mustBeGranted(uids, host.uid(), host.subUids(), "idmap.uid: /etc/subuid");
            mustBeGranted(gids, host.gid(), host.subGids(), "idmap.gid: /etc/subgid");
            mustHaveHelpers();
        }
        return checked(uids, gids, !host.isRoot() && !isOwnOnly);
    }

    private static boolean isOwnOnly(List<IdMap> lines, int own) {
        return lines.size() == 1 && lines.get(0).size() == 1 && lines.get(0).host() == Integer.toUnsignedLong(own);
    }

    private void mustBeGranted(List<IdMap> lines, int own, List<IdRange> ranges, String file) {
        for (IdMap line : lines) {
            if (!IdLines.isGranted(line, Integer.toUnsignedLong(own), ranges)) {
                reasons.cannot(
                        file + " does not give uid " + Integer.toUnsignedString(host.uid()) + " the ids " + line.host()
                                + "-" + (line.host() + line.size() - 1),
                        "as root: usermod --add-subuids FIRST-LAST --add-subgids FIRST-LAST USER");
            }
        }
    }

    /** Says why the kernel, or init that becomes root first of all, could not live with these lines. */
    private IdMaps checked(List<IdMap> uids, List<IdMap> gids, boolean throughHelper) {
        mustMapRoot("uid", uids);
        mustMapRoot("gid", gids);
        return new IdMaps(uids, gids, throughHelper, maySetGroups(host.isRoot() || throughHelper), false);
    }

    private void mustMapRoot(String kind, List<IdMap> lines) {
        if (lines.isEmpty() && idmap.mode() == Idmap.Mode.EXPLICIT) {
            reasons.cannot("idmap." + kind + ": a user namespace of its own has " + kind + "s only where lines map them"
                    + ", and there are none");
        } else if (!lines.isEmpty() && lines.stream().noneMatch(line -> line.container() == 0)) {
            reasons.cannot(
                    "idmap." + kind + ": no line maps container " + kind + " 0, so there would be no root in it");
        }
        if (lines.size() > IdLines.MOST) {
            reasons.cannot("idmap." + kind + ": the kernel takes at most " + IdLines.MOST + " lines");
        }
    }

    /** A user who maps only the own id must give up setgroups(2) first (CVE-2014-8989). */
    private boolean maySetGroups(boolean isPossible) {
        if (idmap.setgroups().orElse(false) && !isPossible) {
            reasons.cannot("idmap.setgroups: a user without newgidmap must give it up (user_namespaces(7))");
        }
        return isPossible && idmap.setgroups().orElse(true);
    }
}
