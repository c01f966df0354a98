package dev.cleat.tui.model;

import dev.cleat.engine.api.CgroupDetail;
import dev.cleat.engine.api.Drift;
import dev.cleat.engine.api.MountEntry;
import java.util.List;
import java.util.Optional;

/** What is read for one tab of a container only. */
public sealed interface TabContent {

    /** This, with what is kept of what the tab showed {@code before}. */
    default TabContent after(Optional<TabContent> before) {
        return this;
    }

    /** @param pressure how it was since the tab was opened */
    record Cgroup(CgroupDetail detail, PressureHistory pressure) implements TabContent {

        /** Read for the first time. */
        public static Cgroup of(CgroupDetail detail) {
            return new Cgroup(detail, PressureHistory.EMPTY.plus(detail.pressure()));
        }

        @Override
        public TabContent after(Optional<TabContent> before) {
            PressureHistory past = before.filter(Cgroup.class::isInstance)
                    .map(content -> ((Cgroup) content).pressure())
                    .orElse(PressureHistory.EMPTY);
            return new Cgroup(detail, past.plus(detail.pressure()));
        }
    }

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
