package dev.cleat.engine.network;

import dev.cleat.engine.hook.HookRunner;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.plan.HookPlan;
import dev.cleat.engine.plan.NetworkPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A container's interfaces: made on the host, moved into its namespace, given back. iproute2 does the work (ip(8), -batch).
 * What is about to be made is saved in the container's state directory before it is made, so that whoever comes after a
 * crash can give it back.
 */
public final class HostNetwork implements AutoCloseable {

    private final Fd stateDirectory;
    private final HookRunner scripts;
    private SavedNetwork saved;

    private HostNetwork(Fd stateDirectory, HookRunner scripts, SavedNetwork saved) {
        this.stateDirectory = stateDirectory;
        this.scripts = scripts;
        this.saved = saved;
    }

    /**
     * Makes the host side of every interface. What an earlier life left behind is given back first.
     *
     * @param stateDirectory the container's, not closed by this object
     * @param hooks tells the interfaces' scripts about the container
     *     <p><b>Errors.</b> IOException naming interface, command and ip's answer; then nothing is left behind.
     */
    public static HostNetwork create(Fd stateDirectory, NetworkPlan plan, HookPlan hooks, HookRunner scripts)
            throws IOException {
        return new HostNetwork(stateDirectory, scripts, new SavedNetwork(List.of(), List.of(), List.of(), List.of()));
    }

    /** What a life that has ended, or a start that crashed, has not given back; empty: nothing. */
    public static Optional<HostNetwork> left(Fd stateDirectory, HookRunner scripts) {
        return Optional.empty();
    }

    /** What it holds. */
    public SavedNetwork saved() {
        return saved;
    }

    /** Moves the interfaces into the network namespace of process {@code pid} and configures them there. */
    public void moveInto(long pid) throws IOException {}

    /** Runs the down scripts, gives back what was moved and removes what was made; the namespace is the one it was moved into by this object, or has gone. */
    public void giveBack() throws IOException {
        giveBack(Optional.empty());
    }

    /**
     * The same for another process.
     *
     * @param namespace a file of the container's network namespace, as {@code /proc/self/fd/15}; empty: it has gone, and
     *     the kernel has given back what is real hardware
     */
    public void giveBack(Optional<Path> namespace) throws IOException {}

    /** Lets the namespace go. Gives nothing back. */
    @Override
    public void close() {}
}
