package dev.cleat.tui.model;

import java.util.List;

/** What a screen of the whole host lists. */
public sealed interface HostList permits HostLists, NamespaceMembers {

    /** What the header calls it. */
    String title();

    /** What stands there when there is nothing to list. */
    String whenEmpty();

    /** Which keys work. */
    Scope scope();

    /** From left to right. */
    List<HostColumn> columns();

    /** True when rows come at the top, and the selection stays there until it is moved. */
    default boolean newestFirst() {
        return false;
    }

    /** True when rows are below each other in a tree, unless that is switched off. */
    default boolean isTree() {
        return false;
    }
}
