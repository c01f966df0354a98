package dev.cleat.cli.lxc;

import dev.cleat.engine.api.CommandNotRunException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.StartRequest;
import java.util.List;
import java.util.Optional;

/** {@code lxc-execute}. */
final class ExecuteTool implements LxcTool {

    /** What init-like programs of LXC end with when there is no such command. */
    private static final int NOT_RUN = 255;

    @Override
    public String meaning() {
        return "starts the container NAME for COMMAND, below an init of its own";
    }

    @Override
    public List<LxcOption> options() {
        return List.of(
                LxcOption.flag('d', "daemon", "return when it runs"),
                LxcOption.value('f', "rcfile", "FILE", "the definition or configuration FILE"),
                LxcOption.value('s', "define", "KEY=VAL", "assign VAL to the configuration variable KEY"),
                LxcOption.value('u', "uid", "UID", "execute COMMAND as UID"),
                LxcOption.value('g', "gid", "GID", "execute COMMAND as GID"));
    }

    @Override
    public boolean isFlow() {
        return true;
    }

    @Override
    public int run(LxcCall call) throws ContainerException, LxcWords.WrongException {
        StartRequest request = LxcStart.request(call, true);
        try (Engine engine = call.openEngine()) {
            if (call.words().has("daemon")) {
                engine.start(request, LxcStart.steps(call));
                return 0;
            }
            return engine.startForeground(request, LxcStart.steps(call), Optional.empty())
                    .exitStatus();
        } catch (CommandNotRunException e) {
            call.messages().error(e.describe());
            return NOT_RUN;
        }
    }
}
