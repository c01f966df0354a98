package dev.cleat.engine.cgroup;

import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.HeldProgram;
import dev.cleat.engine.plan.ScopePlan;
import dev.cleat.engine.plan.StartPlan.CgroupPlan;
import dev.cleat.engine.procfs.ProcessCgroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A scope of systemd's for one container, which systemd leaves alone until it is empty (Delegate=, systemd.scope(5);
 * CGROUP_DELEGATION, "Three Scenarios").
 *
 * <p>A scope is made around a process that is there already, and ends with its last one. So a process of ours is in it, doing
 * nothing, until the container's keeper is; it ends with us, and nothing is to be given back whenever we are killed.
 */
public final class DelegatedScope implements AutoCloseable {

    /** For all who do without. */
    public static final DelegatedScope NONE = new DelegatedScope(
            "", new ProcessCgroup(List.of()), Optional.empty(), new CgroupLayout(CgroupLayout.Kind.NONE, List.of()));

    private static final Duration ANSWER = Duration.ofSeconds(25); // as systemd's own commands wait (sd_bus_call(3))

    private final String unit;
    private final ProcessCgroup place;
    private final Optional<HeldProgram> holder;
    private final CgroupLayout layout;

    private DelegatedScope(String unit, ProcessCgroup place, Optional<HeldProgram> holder, CgroupLayout layout) {
        this.unit = unit;
        this.place = place;
        this.holder = holder;
        this.layout = layout;
    }

    /**
     * Has systemd make the scope; one that this process is in as the container's keeper serves its next life, too.
     *
     * @throws CgroupException with systemd's own words
     */
    static DelegatedScope ask(Optional<ScopePlan> plan, CgroupLayout layout, Procfs procfs) throws CgroupException {
        if (plan.isEmpty()) {
            return NONE;
        }
        String unit = plan.get().unit();
        ProcessCgroup own = placeOf(Credentials.processId(), procfs);
        if (own.entries().stream().anyMatch(entry -> entry.path().endsWith("/" + unit + "/" + ScopePlan.KEEPER))) {
            return new DelegatedScope(unit, above(own), Optional.empty(), layout);
        }
        HeldProgram holder = new ScopeRequest(plan.get(), layout).make(ANSWER);
        try {
            var scope = new DelegatedScope(unit, placeOf(holder.pid(), procfs), Optional.of(holder), layout);
            scope.requireSomewhere();
            return scope;
        } catch (CgroupException e) {
            holder.close();
            throw e;
        }
    }

    private static ProcessCgroup placeOf(long pid, Procfs procfs) throws CgroupException {
        return procfs.cgroup(pid)
                .orElseThrow(() -> CgroupException.of(Path.of("/proc", Long.toString(pid)), "process is gone"));
    }

    /** Where the keeper was put below what the one before it was given. */
    private static ProcessCgroup above(ProcessCgroup keeper) {
        return new ProcessCgroup(keeper.entries().stream()
                .map(entry -> new ProcessCgroup.Entry(entry.controllers(), above(entry.path()), entry.deleted()))
                .toList());
    }

    private static String above(String path) {
        for (String leaf : List.of("/" + ScopePlan.KEEPER, "/" + CgroupPlan.KEEPERS)) {
            if (path.endsWith(leaf)) {
                return path.length() == leaf.length() ? "/" : path.substring(0, path.length() - leaf.length());
            }
        }
        return path;
    }

    private void requireSomewhere() throws CgroupException {
        if (place.entries().stream().noneMatch(this::isScope)) {
            throw CgroupException.of(Path.of(unit), "systemd has made it, and its process is not in it: " + place);
        }
    }

    private boolean isScope(ProcessCgroup.Entry entry) {
        return entry.path().endsWith("/" + unit);
    }

    /** Its directory in {@code hierarchy}; empty where systemd makes none, as for v1's freezer. */
    Optional<Path> directory(Hierarchy hierarchy) {
        return entry(hierarchy).filter(this::isScope).map(entry -> hierarchy.directory(entry.path()));
    }

    /** Where systemd has left it in a hierarchy in which it has no directory: its slice, or the top. */
    Optional<Path> surroundings(Hierarchy hierarchy) {
        return entry(hierarchy).map(entry -> hierarchy.directory(entry.path()));
    }

    private Optional<ProcessCgroup.Entry> entry(Hierarchy hierarchy) {
        return place.entries().stream()
                .filter(entry -> entry.key().equals(hierarchy.key()) && hierarchy.reaches(entry.path()))
                .findFirst();
    }

    /** v2 hands no controllers down from a cgroup that has processes: out of the top of it. */
    void moveHolder(Path cgroup) throws CgroupException {
        if (holder.isEmpty()) {
            return;
        }
        Path file = cgroup.resolve("cgroup.procs");
        String pid = Long.toString(holder.get().pid());
        try {
            CgroupFile.write(file, pid);
        } catch (IOException e) {
            throw CgroupException.ofWrite(file, pid, "", e);
        }
    }

    /** From here on what we put into it keeps it; without anything it goes. */
    @Override
    public void close() {
        holder.ifPresent(HeldProgram::close);
        layout.hierarchies().stream()
                .flatMap(hierarchy -> directory(hierarchy).stream())
                .findFirst()
                .ifPresent(new ForgottenScope(layout)::end);
    }
}
