package dev.cleat.tui.model;

import dev.cleat.engine.api.CgroupDetail;
import dev.cleat.engine.api.Drift;
import dev.cleat.engine.api.MountEntry;
import java.util.List;

/** What is read for one tab of a container only. */
public sealed interface TabContent {

    record Cgroup(CgroupDetail detail) implements TabContent {}

    /** In the order of mounting. */
    record Mounts(List<MountEntry> mounts) implements TabContent {
        public Mounts {
            mounts = List.copyOf(mounts);
        }
    }

    /** What runs beside its definition. */
    record Definition(Drift drift) implements TabContent {}

    /** Rows of a list of the whole host: those about this container. */
    record Rows(HostList list, List<HostRow> rows) implements TabContent {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /** It could not be read. */
    record Unread(Failure failure) implements TabContent {}
}
