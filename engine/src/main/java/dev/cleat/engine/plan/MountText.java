package dev.cleat.engine.plan;

import dev.cleat.engine.linux.MountAttribute;
import dev.cleat.engine.plan.MountPlan.Flag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One mount as one line: {@code tmpfs on /dev (nosuid, nodev, mode=0755)}. */
final class MountText {

    private static final Map<Long, String> ATTRIBUTES = new LinkedHashMap<>();

    static {
        ATTRIBUTES.put(MountAttribute.RDONLY, "ro");
        ATTRIBUTES.put(MountAttribute.NOSUID, "nosuid");
        ATTRIBUTES.put(MountAttribute.NODEV, "nodev");
        ATTRIBUTES.put(MountAttribute.NOEXEC, "noexec");
        ATTRIBUTES.put(MountAttribute.NOATIME, "noatime");
        ATTRIBUTES.put(MountAttribute.STRICTATIME, "strictatime");
        ATTRIBUTES.put(MountAttribute.NODIRATIME, "nodiratime");
        ATTRIBUTES.put(MountAttribute.NOSYMFOLLOW, "nosymfollow");
    }

    /** Private goes without saying. */
    private static final Map<Long, String> PROPAGATIONS = Map.of(
            MountAttribute.SLAVE, "slave",
            MountAttribute.SHARED, "shared",
            MountAttribute.UNBINDABLE, "unbindable");

    private MountText() {}

    static String of(MountPlan mount) {
        List<String> options = new ArrayList<>();
        ATTRIBUTES.forEach((bit, word) -> {
            if ((mount.attributes() & bit) != 0) {
                options.add(word);
            }
        });
        if ((mount.cleared() & MountAttribute.RDONLY) != 0) {
            options.add("rw");
        }
        PROPAGATIONS.forEach((bit, word) -> {
            if (mount.propagation() == bit) {
                options.add(word);
            }
        });
        mount.parameters()
                .forEach(p -> options.add(p.key() + p.value().map(v -> "=" + v).orElse("")));
        return what(mount) + " on " + mount.target()
                + (options.isEmpty() ? "" : " (" + String.join(", ", options) + ")");
    }

    /** A propagation type as mount(8) names it; nothing for private. */
    static String propagation(long bit) {
        return PROPAGATIONS.getOrDefault(bit, "");
    }

    private static String what(MountPlan mount) {
        String optional = mount.flags().contains(Flag.SOURCE_OPTIONAL) ? ", if it exists," : "";
        String bind = mount.flags().contains(Flag.RECURSIVE) ? "bind with all below of " : "bind of ";
        return switch (mount.kind()) {
            case NEW -> fileSystem(mount);
            case BIND ->
                mount.flags().contains(Flag.MERGE)
                        ? "link to " + mount.source() + optional
                        : bind + mount.source() + optional;
            case PASSED -> "source " + mount.source();
            case BIND_INSIDE -> bind + "the root's " + mount.source() + optional;
        };
    }

    private static String fileSystem(MountPlan mount) {
        String source = mount.source();
        String of = source.isEmpty() || source.equals(mount.fileSystemType()) || source.equals("none")
                ? ""
                : " of " + source;
        return mount.fileSystemType()
                + of
                + (mount.flags().contains(Flag.COPY_UP) ? ", filled with what is there," : "");
    }
}
