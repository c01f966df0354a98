package dev.cleat.cli.lxc;

import dev.cleat.cli.lxc.LxcWords.WrongException;
import dev.cleat.cli.output.VisibleText;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.Watch;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code lxc-monitor}. */
final class MonitorTool implements LxcTool {

    @Override
    public String meaning() {
        return "prints the changes of state of containers as they happen";
    }

    @Override
    public List<LxcOption> options() {
        return List.of(
                LxcOption.value('n', "name", "NAME", "NAME of the container, a regular expression"),
                LxcOption.flag('Q', "quit", "without effect: there is no daemon that could quit"));
    }

    @Override
    public boolean needsName() {
        return false;
    }

    @Override
    public int run(LxcCall call) throws ContainerException, WrongException, IOException {
        if (call.words().has("quit")) {
            return 0;
        }
        Pattern names = names(call);
        // Events come on a thread of the engine's; a slow reader of ours must not hold it up.
        BlockingQueue<StateEvent> events = new LinkedBlockingQueue<>();
        try (Engine engine = call.openEngine()) {
            Watch watch = engine.watch(events::add);
            try {
                while (true) {
                    StateEvent event = events.take();
                    if (names.matcher(event.container()).matches()) {
                        print(call, engine, event);
                    }
                }
            } finally {
                watch.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** LXC also tells what init ended with, 0 when a signal did. */
    private static void print(LxcCall call, Engine engine, StateEvent event) throws IOException {
        String name = "'" + VisibleText.of(event.container()) + "'";
        if (event.state() == ContainerState.STOPPED) {
            call.out().print(name + " exited with status [" + status(engine, event.container()) + "]\n");
        }
        call.out().print(name + " changed state to [" + event.state() + "]\n");
        call.out().flush();
    }

    private static int status(Engine engine, String name) {
        try {
            return engine.why(name).exitCode().orElse(0);
        } catch (ContainerException e) {
            return 0; // it was destroyed at its end
        }
    }

    private static Pattern names(LxcCall call) throws WrongException {
        String text = call.givenName()
                .orElse(call.operands().isEmpty() ? ".*" : call.operands().get(0));
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new WrongException("failed to compile the regex '" + text + "'");
        }
    }
}
