package dev.cleat.tui.model;

import dev.cleat.engine.api.CgroupNode;
import dev.cleat.tui.model.Fields.Figure;
import dev.cleat.tui.model.Fields.Unit;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** What a filter can look at in the lists of the whole host. */
final class HostFields {

    private HostFields() {}

    static Fields<HostRow> of(HostList list) {
        Map<String, Function<HostRow, String>> words = new HashMap<>();
        Map<String, Figure<HostRow>> figures = new HashMap<>();
        words.put("container", row -> row.container().orElse(""));
        if (list == HostLists.NAMESPACES) {
            words.put(
                    "type",
                    row -> row instanceof HostRow.Namespace n ? n.group().type().procName() : "");
            words.put(
                    "leader",
                    row -> row instanceof HostRow.Namespace n ? n.group().command() : "");
        } else if (list == HostLists.CGROUPS) {
            words.put("path", HostRow::key);
            figures.put("cpu", new Figure<>(Unit.COUNT, row -> node(row).usage().cpuPercent()));
            figures.put("mem", figure(Unit.BYTES, row -> node(row).usage().memoryBytes()));
            figures.put("pids", figure(Unit.COUNT, row -> node(row).usage().pids()));
            figures.put("oom", figure(Unit.COUNT, row -> node(row).usage().oomKills()));
        } else if (list == HostLists.DEFINITIONS) {
            words.put(
                    "name",
                    row -> row instanceof HostRow.Definition d ? d.summary().name() : "");
            words.put("file", HostRow::key);
            words.put(
                    "state",
                    row -> row instanceof HostRow.Definition d
                            ? d.summary().state().map(Enum::name).orElse("")
                            : "");
            words.put(
                    "valid",
                    row -> row instanceof HostRow.Definition d
                                    && d.summary().problems().isEmpty()
                            ? "yes"
                            : "no");
        } else if (list == HostLists.EVENTS) {
            words.put("state", row -> row instanceof HostRow.Event e ? e.what() : "");
            words.put("by", row -> row instanceof HostRow.Event e ? e.who() : "");
        }
        return new Fields<>(HostRow::texts, words, figures);
    }

    private static CgroupNode node(HostRow row) {
        return ((HostRow.Cgroup) row).node();
    }

    private static Figure<HostRow> figure(Unit unit, Function<HostRow, OptionalLong> number) {
        return new Figure<>(unit, row -> {
            OptionalLong value = number.apply(row);
            return value.isPresent() ? OptionalDouble.of(value.getAsLong()) : OptionalDouble.empty();
        });
    }
}
