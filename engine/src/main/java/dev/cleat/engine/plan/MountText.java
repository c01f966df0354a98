package dev.cleat.engine.plan;

import dev.cleat.engine.linux.MountAttribute;
import dev.cleat.engine.plan.MountPlan.Flag;
import dev.cleat.engine.plan.MountPlan.Kind;
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
        mount.parameters()
                .forEach(p -> options.add(p.key() + p.value().map(v -> "=" + v).orElse("")));
        return what(mount) + " on " + mount.target()
                + (options.isEmpty() ? "" : " (" + String.join(", ", options) + ")");
    }

    private static String what(MountPlan mount) {
        if (mount.kind() == Kind.NEW) {
            return mount.fileSystemType();
        }
        String optional = mount.flags().contains(Flag.SOURCE_OPTIONAL) ? ", if it exists," : "";
        return (mount.flags().contains(Flag.RECURSIVE) ? "bind with all below of " : "bind of ")
                + mount.source()
                + optional;
    }
}
