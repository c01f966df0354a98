package dev.cleat.engine.definition;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Idmap.Line;
import dev.cleat.engine.definition.Idmap.Mode;
import dev.cleat.engine.definition.Idmap.Ownership;
import dev.cleat.engine.definition.Placed.At;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code idmap:}, and of {@code idmap:} of a mount. */
final class IdmapKeys {

    private static final Key<Optional<Mode>> MODE = Key.maybe(
            "mode",
            Scalars.word(Map.of(
                    "none", Mode.NONE,
                    "auto", Mode.AUTO,
                    "subid", Mode.SUBID,
                    "identity", Mode.IDENTITY,
                    "keep-id", Mode.KEEP_ID,
                    "single", Mode.SINGLE,
                    "explicit", Mode.EXPLICIT)),
            "none: no user namespace; auto: a free range; subid: the ranges of /etc/subuid and /etc/subgid; identity: as on"
                    + " the host; keep-id: the caller is himself; single: only root, who is the caller; explicit: uid and gid");
    private static final Key<List<At<Line>>> UID = lines("uid");
    private static final Key<List<At<Line>>> GID = lines("gid");
    private static final Key<Optional<Boolean>> SETGROUPS = Key.of(
            "setgroups",
            Scalars.word(
                    Map.of("auto", Optional.<Boolean>empty(), "allow", Optional.of(true), "deny", Optional.of(false))),
            Optional.empty(),
            "whether groups can be given up inside; user_namespaces(7)");
    private static final Key<Ownership> OWNERSHIP = Key.of(
            "ownership",
            Scalars.word(Map.of("map", Ownership.MAP, "chown", Ownership.CHOWN, "off", Ownership.OFF)),
            Ownership.MAP,
            "how files of the rootfs get the container's ids: map (nothing is changed), chown (once), off");
    static final Section<Idmap> SECTION =
            new Section<>(List.of(MODE, UID, GID, SETGROUPS, OWNERSHIP), Set.of(), IdmapKeys::idmap);

    private static final Section<Idmap> LINES = new Section<>(List.of(UID, GID), Set.of(), values -> {
        reportOverlaps(values, UID);
        reportOverlaps(values, GID);
        return explicit(values, Optional.empty(), Ownership.MAP);
    });

    /** By the container's own lines, see {@link Definition.Mount#idmap}. */
    static final Idmap CONTAINER = new Idmap(Mode.AUTO, List.of(), List.of(), Optional.empty(), Ownership.MAP);

    static final Key<Idmap> OF_A_MOUNT = Key.of(
            "idmap",
            new WordOr<>(Map.of("none", Idmap.NONE, "container", CONTAINER), LINES),
            Idmap.NONE,
            "files appear with other owners: container (as the container's ids), or lines in uid and gid");

    private IdmapKeys() {}

    private static Key<List<At<Line>>> lines(String name) {
        return Key.of(
                name,
                ListOf.of(new Placed<>(new IdmapLineType())),
                List.of(),
                "lines {container: 0, host: 100000, size: 65536} or [0, 100000, 65536]");
    }

    private static Idmap idmap(Values values) {
        boolean hasLines = values.has(UID) || values.has(GID);
        Mode mode = values.get(MODE).orElse(hasLines ? Mode.EXPLICIT : Mode.NONE);
        reportNamespace(values, mode);
        for (Key<List<At<Line>>> key : List.of(UID, GID)) {
            if (mode == Mode.EXPLICIT) {
                reportMissing(values, key);
                reportOverlaps(values, key);
            } else if (values.has(key)) {
                values.problem(key, values.path(key) + ": only with mode: explicit");
            }
        }
        if (mode == Mode.EXPLICIT) {
            return explicit(values, values.get(SETGROUPS), values.get(OWNERSHIP));
        }
        return new Idmap(mode, List.of(), List.of(), values.get(SETGROUPS), values.get(OWNERSHIP));
    }

    private static Idmap explicit(Values values, Optional<Boolean> setgroups, Ownership ownership) {
        return new Idmap(
                Mode.EXPLICIT, Placed.values(values.get(UID)), Placed.values(values.get(GID)), setgroups, ownership);
    }

    private static void reportNamespace(Values values, Mode mode) {
        Key<?> said = values.has(MODE) ? MODE : UID;
        if (mode != Mode.NONE) {
            values.needsOwn(NamespaceType.USER, said, "idmap: needs a user namespace of its own");
            return;
        }
        values.contradiction(
                MODE,
                definition -> definition.isPrivate(NamespaceType.USER),
                definition -> "idmap.mode: is none, but namespaces.user is private");
    }

    /** Without root nothing in the container could set it up, as user_namespaces(7) says of unmapped ids. */
    private static void reportMissing(Values values, Key<List<At<Line>>> key) {
        List<At<Line>> lines = values.get(key);
        if (!values.has(key) || values.isRight(key) && lines.isEmpty()) {
            values.problem(values.has(key) ? key : MODE, "idmap.mode: explicit needs lines in " + values.path(key));
        } else if (lines.isEmpty()) {
            return; // what stands there is wrong, and was told
        } else if (lines.stream().noneMatch(line -> line.value().container() == 0)) {
            values.problem(key, values.path(key) + ": no line maps 0, so the container would have no root");
        }
    }

    /** The kernel refuses lines that overlap, inside or outside (mappings_overlap() of kernel/user_namespace.c). */
    private static void reportOverlaps(Values values, Key<List<At<Line>>> key) {
        List<At<Line>> lines = values.get(key);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i).value();
            for (At<Line> before : lines.subList(0, i)) {
                if (overlaps(
                                line.container(),
                                before.value().container(),
                                line.size(),
                                before.value().size())
                        || overlaps(
                                line.host(),
                                before.value().host(),
                                line.size(),
                                before.value().size())) {
                    String where = before.place().line() == 0
                            ? ""
                            : " in line " + before.place().line();
                    values.reading()
                            .problems()
                            .add(lines.get(i).place(), values.path(key) + "[" + i + "]: overlaps the one" + where);
                }
            }
        }
    }

    private static boolean overlaps(long first, long other, long size, long otherSize) {
        return first < other + otherSize && other < first + size;
    }
}
