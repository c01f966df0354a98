package dev.cleat.engine.network;

import dev.cleat.engine.plan.HookCommand;
import java.util.List;

/**
 * What a container has of the host's network: enough for another process to give all of it back.
 *
 * @param made interfaces that were made for it, named by what cannot be another's
 * @param lent host interfaces that were moved in
 * @param entries arguments of ip(8) that remove what was entered into the host's tables, {@code neigh del proxy ...}
 * @param down scripts of interfaces, run before anything is given back
 */
public record SavedNetwork(List<Made> made, List<Lent> lent, List<List<String>> entries, List<HookCommand> down) {

    static final SavedNetwork NONE = new SavedNetwork(List.of(), List.of(), List.of(), List.of());

    public SavedNetwork {
        made = List.copyOf(made);
        lent = List.copyOf(lent);
        entries = entries.stream().map(List::copyOf).toList();
        down = List.copyOf(down);
    }

    /**
     * An interface that was made; gone with its namespace, if not before.
     *
     * @param name on the host
     * @param kind as ip(8) calls it
     * @param address hardware address it was made with; empty: its parent's
     */
    public record Made(String name, String kind, String address) {}

    /**
     * A host interface.
     *
     * @param name on the host
     * @param index on the host
     * @param address its hardware address on the host
     * @param permanent hardware address it was built with; empty: it was never built
     * @param inside what it is called in the container
     * @param indexInside 0 until it was moved
     */
    public record Lent(
            String name, int index, String address, int mtu, String permanent, String inside, int indexInside) {
        Lent withIndexInside(int index) {
            return new Lent(name, this.index, address, mtu, permanent, inside, index);
        }
    }

    boolean isEmpty() {
        return made.isEmpty() && lent.isEmpty() && entries.isEmpty() && down.isEmpty();
    }

    /** True when the kernel gives everything back by itself when the container's network namespace ends. */
    public boolean endsWithNamespace() {
        return lent.isEmpty() && entries.isEmpty() && down.isEmpty();
    }
}
