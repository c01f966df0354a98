package dev.cleat.cli.lxc;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import java.util.List;
import java.util.Optional;

/** {@code lxc-start}. */
final class StartTool implements LxcTool {

    @Override
    public String meaning() {
        return "starts COMMAND, or the container's init, in the container NAME";
    }

    @Override
    public List<LxcOption> options() {
        return List.of(
                LxcOption.flag('d', "daemon", "return when it runs (default)"),
                LxcOption.flag('F', "foreground", "connect this terminal to its console"),
                LxcOption.value('p', "pidfile", "FILE", "write the pid of its init to FILE"),
                LxcOption.value('f', "rcfile", "FILE", "the definition or configuration FILE"),
                LxcOption.value('c', "console", "FILE", "use FILE as its console"),
                LxcOption.value('L', "console-log", "FILE", "log its console to FILE"),
                LxcOption.flag('C', "close-all-fds", "say nothing of inherited descriptors, which are closed anyway"),
                LxcOption.value('s', "define", "KEY=VAL", "assign VAL to the configuration variable KEY"),
                LxcOption.value("share-net", "NAME", "share the network of another container or pid"),
                LxcOption.value("share-ipc", "NAME", "share the IPC of another container or pid"),
                LxcOption.value("share-uts", "NAME", "share the host name of another container or pid"),
                LxcOption.value("share-pid", "NAME", "share the processes of another container or pid"));
    }

    @Override
    public boolean isFlow() {
        return true;
    }

    /** One that runs already is said to run, and that is no failure to lxc-start. */
    @Override
    public int run(LxcCall call) throws ContainerException, LxcWords.WrongException {
        try (Engine engine = call.openEngine()) {
            if (!call.words().has("foreground")) {
                engine.start(LxcStart.request(call, false), LxcStart.steps(call));
                return 0;
            }
            return engine.startForeground(LxcStart.request(call, false), LxcStart.steps(call), Optional.empty())
                    .exitStatus();
        } catch (BusyException e) {
            call.messages().error(e.describe());
            return 0;
        }
    }
}
