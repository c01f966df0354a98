package dev.cleat.tui.model;

import dev.cleat.engine.api.NamespaceGroup;
import java.util.List;
import java.util.Locale;

/** The processes in one namespace. */
public record NamespaceMembers(NamespaceGroup of) implements HostList {

    @Override
    public String title() {
        return of.type().procName().toLowerCase(Locale.ROOT) + " " + of.inode();
    }

    @Override
    public String whenEmpty() {
        return "Nobody is in it any more.";
    }

    @Override
    public Scope scope() {
        return Scope.MEMBERS;
    }

    @Override
    public List<HostColumn> columns() {
        return HostColumns.MEMBERS;
    }
}
