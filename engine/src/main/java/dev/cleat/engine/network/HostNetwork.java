package dev.cleat.engine.network;

import dev.cleat.engine.definition.Network.Interface;
import dev.cleat.engine.hook.HookRunner;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.network.SavedNetwork.Lent;
import dev.cleat.engine.network.SavedNetwork.Made;
import dev.cleat.engine.plan.HookCommand;
import dev.cleat.engine.plan.HookPlan;
import dev.cleat.engine.plan.NetworkPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A container's interfaces: made on the host, moved into its namespace, given back. iproute2 does the work (ip(8), -batch).
 * What is about to be made is saved in the container's state directory before it is made, so that whoever comes after a
 * crash can give it back.
 */
public final class HostNetwork implements AutoCloseable {

    private final Fd stateDirectory;
    private final HookPlan hooks;
    private final HookRunner scripts;
    private final List<PreparedInterface> interfaces;
    private SavedNetwork saved;
    private Optional<Fd> namespace = Optional.empty();

    private HostNetwork(
            Fd stateDirectory,
            HookPlan hooks,
            HookRunner scripts,
            List<PreparedInterface> interfaces,
            SavedNetwork saved) {
        this.stateDirectory = stateDirectory;
        this.hooks = hooks;
        this.scripts = scripts;
        this.interfaces = List.copyOf(interfaces);
        this.saved = saved;
    }

    /**
     * Makes the host side of every interface. What an earlier life left behind is given back first.
     *
     * <p><b>Errors.</b> {@link NetworkException} naming interface, command and ip's answer; IOException of an up script;
     * then nothing is left behind.
     *
     * @param stateDirectory the container's, not closed by this object
     * @param hooks tells the interfaces' scripts about the container
     */
    public static HostNetwork create(Fd stateDirectory, NetworkPlan plan, HookPlan hooks, HookRunner scripts)
            throws IOException {
        Optional<HostNetwork> left = left(stateDirectory, scripts);
        if (left.isPresent()) {
            left.get().giveBack();
        }
        if (!plan.hasWork()) {
            return new HostNetwork(stateDirectory, hooks, scripts, List.of(), SavedNetwork.NONE);
        }
        List<PreparedInterface> interfaces = new Preparation(Iproute.here().interfaces()).prepare(plan);
        HostNetwork network = new HostNetwork(stateDirectory, hooks, scripts, interfaces, taken(interfaces));
        SavedNetworkFile.write(stateDirectory, network.saved);
        try {
            network.make();
        } catch (IOException | RuntimeException e) {
            network.giveBackAfter(e);
            throw e;
        }
        return network;
    }

    /** What a life that has ended, or a start that crashed, has not given back; empty: nothing. */
    public static Optional<HostNetwork> left(Fd stateDirectory, HookRunner scripts) {
        return SavedNetworkFile.read(stateDirectory)
                .map(saved -> new HostNetwork(stateDirectory, HookPlan.NONE, scripts, List.of(), saved));
    }

    /** True when a life has not given back what the kernel does not give back by itself. */
    public static boolean isOwed(Fd stateDirectory) {
        return SavedNetworkFile.read(stateDirectory)
                .filter(saved -> !saved.endsWithNamespace())
                .isPresent();
    }

    /** What it holds. */
    public SavedNetwork saved() {
        return saved;
    }

    private static SavedNetwork taken(List<PreparedInterface> interfaces) {
        List<Made> made = interfaces.stream()
                .map(PreparedInterface::made)
                .flatMap(Optional::stream)
                .toList();
        List<Lent> lent = interfaces.stream()
                .map(PreparedInterface::lent)
                .flatMap(Optional::stream)
                .toList();
        List<List<String>> entries = interfaces.stream()
                .flatMap(each -> HostSide.removals(each).stream())
                .toList();
        return new SavedNetwork(made, lent, entries, List.of());
    }

    private void make() throws IOException {
        Iproute here = Iproute.here();
        here.ip(commands(HostSide::make));
        here.bridge(commands(HostSide::vlans));
        for (PreparedInterface each : interfaces) {
            Forwarding.check(each);
            Forwarding.answerForGateways(each);
        }
        here.ip(commands(HostSide::enter));
        for (PreparedInterface each : interfaces) {
            runUpScript(each);
        }
    }

    /** From the moment the up script runs its down script must run too. */
    private void runUpScript(PreparedInterface each) throws IOException {
        Interface wanted = each.wanted();
        Optional<HookCommand> down = wanted.scriptDown().map(script -> script(each, script, "down"));
        if (down.isPresent()) {
            List<HookCommand> all = new ArrayList<>(saved.down());
            all.add(down.get());
            save(new SavedNetwork(saved.made(), saved.lent(), saved.entries(), all));
        }
        if (wanted.scriptUp().isPresent()) {
            scripts.run(List.of(script(each, wanted.scriptUp().get(), "up")));
        }
    }

    private HookCommand script(PreparedInterface each, Path script, String direction) {
        Optional<String> peer = Optional.of(each.pair()).filter(name -> !name.isEmpty());
        return hooks.script(script, direction, each.kind(), each.wanted().link(), peer);
    }

    /**
     * Moves the interfaces into the network namespace of process {@code pid} and configures them there.
     *
     * <p><b>Errors.</b> as those of {@link #create}; what was moved is given back by {@link #giveBack}.
     */
    public void moveInto(long pid) throws IOException {
        if (interfaces.isEmpty()) {
            return;
        }
        Path file = Path.of("/proc", Long.toString(pid), "ns", "net");
        if (!saved.lent().isEmpty()) {
            // Until the flow ends: a namespace that goes takes with it what is lent and no hardware.
            namespace = Optional.of(Fd.open(file, Fd.O_RDONLY, 0));
        }
        Iproute.here()
                .ip(interfaces.stream().map(each -> HostSide.move(each, pid)).toList());
        Iproute inside = Iproute.in(file);
        if (!saved.lent().isEmpty()) {
            save(withNumbers(inside.interfaces()));
        }
        inside.ip(commands(ContainerSide::configure));
    }

    /** The container may rename an interface; its number stays. */
    private SavedNetwork withNumbers(InterfaceTable inside) {
        List<Lent> lent = saved.lent().stream()
                .map(each -> each.withIndexInside(
                        inside.named(each.inside()).map(HostInterface::index).orElse(0)))
                .toList();
        return new SavedNetwork(saved.made(), lent, saved.entries(), saved.down());
    }

    private List<IpCommand> commands(Function<PreparedInterface, List<IpCommand>> each) {
        return interfaces.stream().flatMap(made -> each.apply(made).stream()).toList();
    }

    private void save(SavedNetwork now) throws IOException {
        SavedNetworkFile.write(stateDirectory, now);
        saved = now;
    }

    /**
     * Runs the down scripts, gives back what was moved and removes what was made. The namespace is the one that this
     * object moved them into, if it did, else it has gone.
     */
    public void giveBack() throws IOException {
        giveBack(namespace.map(
                fd -> Path.of("/proc", Long.toString(Credentials.processId()), "fd", Integer.toString(fd.number()))));
    }

    /**
     * The same for another process than the one that moved them.
     *
     * @param namespaceFile the container's network namespace, as {@code /proc/self/fd/15}; empty: it has gone, and the
     *     kernel has given back what is real hardware
     */
    public void giveBack(Optional<Path> namespaceFile) throws IOException {
        if (saved.isEmpty()) {
            return;
        }
        scripts.runAll(saved.down());
        save(new SavedNetwork(saved.made(), saved.lent(), saved.entries(), List.of()));
        new GivingBack(saved, scripts::warn).run(namespaceFile);
        SavedNetworkFile.remove(stateDirectory);
        saved = SavedNetwork.NONE;
    }

    private void giveBackAfter(Exception failure) {
        try {
            giveBack();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Lets the namespace go. Gives nothing back. */
    @Override
    public void close() {
        namespace.ifPresent(Fd::close);
    }
}
