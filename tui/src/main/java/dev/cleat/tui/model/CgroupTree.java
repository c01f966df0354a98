package dev.cleat.tui.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cgroups in an order that leaves each below its parent. */
final class CgroupTree {

    private final Map<String, List<HostRow>> children = new HashMap<>();
    private final List<HostRow> sorted = new ArrayList<>();

    private CgroupTree() {}

    /** Siblings by {@code order}. */
    static List<HostRow> sorted(List<HostRow> rows, Comparator<HostRow> order) {
        CgroupTree tree = new CgroupTree();
        rows.forEach(row -> tree.children
                .computeIfAbsent(parent(row.key()), path -> new ArrayList<>())
                .add(row));
        tree.children.values().forEach(siblings -> siblings.sort(order));
        tree.add("");
        return tree.sorted;
    }

    private void add(String path) {
        for (HostRow row : children.getOrDefault(path, List.of())) {
            sorted.add(row);
            add(row.key());
        }
    }

    /** The root's is the empty path. */
    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return path.length() <= 1 ? "" : slash == 0 ? "/" : path.substring(0, slash);
    }
}
