package dev.cleat.remote;

import dev.cleat.engine.api.Appearance;
import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AutostartEntry;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostReport;
import dev.cleat.engine.api.Imported;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.PaneViewer;
import dev.cleat.engine.api.Problem;
import dev.cleat.engine.api.SessionPane;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.api.UnshareRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The calls of an engine that are about this host, whatever others there are. */
abstract class LocalCalls implements Engine {

    final Engine local;

    LocalCalls(Engine local) {
        this.local = local;
    }

    @Override
    public List<Problem> lint(Path file) {
        return local.lint(file);
    }

    @Override
    public HostReport doctor() {
        return local.doctor();
    }

    @Override
    public CommandOutcome startForeground(
            StartRequest request, StepListener listener, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        return local.startForeground(request, listener, terminal);
    }

    @Override
    public OperatorTerminal openTerminal() throws ContainerException {
        return local.openTerminal();
    }

    @Override
    public Imported importLxc(Path file, Optional<String> name) throws ContainerException {
        return local.importLxc(file, name);
    }

    @Override
    public List<AutostartEntry> autostart() throws ContainerException {
        return local.autostart();
    }

    @Override
    public CommandOutcome unshare(UnshareRequest request, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        return local.unshare(request, terminal);
    }

    @Override
    public Appearance appearance() throws ContainerException {
        return local.appearance();
    }

    @Override
    public List<HostAddress> otherHosts() throws ContainerException {
        return local.otherHosts();
    }

    @Override
    public CommandOutcome relay(
            AttachRequest request, List<String> program, String farewell, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        return local.relay(request, program, farewell, terminal);
    }

    @Override
    public SessionPane relayPane(
            AttachRequest request,
            List<String> program,
            String farewell,
            boolean watches,
            TerminalSize size,
            PaneViewer viewer)
            throws ContainerException {
        return local.relayPane(request, program, farewell, watches, size, viewer);
    }
}
