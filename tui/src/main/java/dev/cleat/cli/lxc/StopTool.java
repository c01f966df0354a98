package dev.cleat.cli.lxc;

import dev.cleat.cli.lxc.LxcWords.WrongException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.WrongStateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code lxc-stop}. */
final class StopTool implements LxcTool {

    /** Whether it is stopped or not there at all. */
    private static final int NOT_RUNNING = 2;

    @Override
    public String meaning() {
        return "stops the container NAME";
    }

    @Override
    public List<LxcOption> options() {
        return List.of(
                LxcOption.flag('r', "reboot", "reboot the container"),
                LxcOption.flag('W', "nowait", "don't wait for shutdown or reboot to complete"),
                LxcOption.value('t', "timeout", "T", "wait T seconds before killing"),
                LxcOption.flag('k', "kill", "kill it instead of asking it to end"),
                LxcOption.flag("nolock", "without effect: nothing is locked meanwhile"),
                LxcOption.flag("nokill", "don't kill it at the end of the time"));
    }

    @Override
    public boolean isFlow() {
        return true;
    }

    @Override
    public int run(LxcCall call) throws ContainerException, WrongException {
        LxcWords words = call.words();
        refuse(words, "reboot", "kill");
        refuse(words, "kill", "nokill");
        StopRequest request = new StopRequest(
                call.name(),
                timeout(words),
                words.has("kill"),
                words.has("nokill"),
                !words.has("nowait"),
                words.has("reboot"));
        try (Engine engine = call.openEngine()) {
            if (words.has("reboot")) {
                engine.restart(request, LxcStart.steps(call));
            } else {
                engine.stop(request);
            }
            return 0;
        } catch (WrongStateException | UnknownContainerException e) {
            call.messages().error(call.name() + " is not running");
            return NOT_RUNNING;
        }
    }

    private static void refuse(LxcWords words, String one, String other) throws WrongException {
        if (words.has(one) && words.has(other)) {
            throw new WrongException("--" + one + " and --" + other + " exclude each other");
        }
    }

    private static Optional<Duration> timeout(LxcWords words) throws WrongException {
        Optional<String> text = words.value("timeout");
        return text.isEmpty() ? Optional.empty() : Optional.of(LxcNumbers.seconds("timeout", text.get()));
    }
}
