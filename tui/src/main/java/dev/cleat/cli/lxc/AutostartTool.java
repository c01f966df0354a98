package dev.cleat.cli.lxc;

import dev.cleat.cli.lxc.LxcContainers.LxcContainer;
import dev.cleat.cli.lxc.LxcWords.WrongException;
import dev.cleat.cli.output.VisibleText;
import dev.cleat.engine.api.AutostartEntry;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.StopRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code lxc-autostart}. */
final class AutostartTool implements LxcTool {

    @Override
    public String meaning() {
        return "starts the containers that are marked for it";
    }

    @Override
    public List<LxcOption> options() {
        return List.of(
                LxcOption.flag('k', "kill", "kill them instead"),
                LxcOption.flag('L', "list", "list them and the delay after each"),
                LxcOption.flag('r', "reboot", "reboot them instead"),
                LxcOption.flag('s', "shutdown", "stop them instead"),
                LxcOption.flag('a', "all", "whatever their groups are"),
                LxcOption.flag('A', "ignore-auto", "those that are not marked, too"),
                LxcOption.value('g', "groups", "LIST", "those in any of these groups; empty: in none"),
                LxcOption.value('t', "timeout", "T", "wait T seconds before killing"));
    }

    @Override
    public boolean needsName() {
        return false;
    }

    @Override
    public boolean isFlow() {
        return true;
    }

    @Override
    public int run(LxcCall call) throws ContainerException, WrongException, IOException {
        List<LxcContainer> chosen = chosen(call);
        if (call.words().has("list")) {
            for (LxcContainer container : chosen) {
                call.out()
                        .print(VisibleText.of(container.name()) + " "
                                + delay(container).toSeconds() + "\n");
            }
            return 0;
        }
        boolean ends = call.words().has("kill") || call.words().has("shutdown");
        if (ends) {
            Collections.reverse(chosen); // nothing outlives what was started before it
        }
        Optional<String> text = call.words().value("timeout");
        Optional<Duration> timeout =
                text.isEmpty() ? Optional.empty() : Optional.of(LxcNumbers.seconds("timeout", text.get()));
        int status = 0;
        for (LxcContainer container : chosen) {
            status |= one(call, container, ends, timeout);
        }
        return status;
    }

    /** One that fails does not keep the others from their turn. */
    private static int one(LxcCall call, LxcContainer container, boolean ends, Optional<Duration> timeout) {
        boolean starts = !ends && !call.words().has("reboot");
        if (container.running().isPresent() == starts) {
            return 0;
        }
        Path path =
                container.definition().map(file -> file.getParent().getParent()).orElse(call.path());
        StopRequest stop =
                new StopRequest(container.name(), timeout, call.words().has("kill"), false, true);
        try (Engine engine = call.host().open(path, call.messages()::warn)) {
            if (ends) {
                engine.stop(stop);
            } else if (starts) {
                engine.start(StartRequest.of(container.name()), LxcStart.steps(call));
                Thread.sleep(delay(container).toMillis());
            } else {
                engine.restart(stop, LxcStart.steps(call));
            }
            return 0;
        } catch (ContainerException e) {
            call.messages().error(e.describe());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 1;
    }

    private static List<LxcContainer> chosen(LxcCall call) throws ContainerException {
        List<LxcContainer> chosen = new ArrayList<>();
        for (LxcContainer container : LxcContainers.read(call).all()) {
            boolean isMarked = container.autostart().isPresent() || call.words().has("ignore-auto");
            if (isMarked && container.definition().isPresent() && isInGroups(container.groups(), call.words())) {
                chosen.add(container);
            }
        }
        chosen.sort(Comparator.comparing(AutostartTool::order).thenComparing(LxcContainer::name));
        return chosen;
    }

    /** Without {@code -a} and {@code -g}: those that are in no group. */
    private static boolean isInGroups(List<String> groups, LxcWords words) {
        if (words.has("all")) {
            return true;
        }
        if (!words.has("groups")) {
            return groups.isEmpty();
        }
        for (String list : words.values("groups")) {
            for (String group : list.split(",", -1)) {
                if (group.isEmpty() ? groups.isEmpty() : groups.contains(group)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int order(LxcContainer container) {
        return container.autostart().map(AutostartEntry::order).orElse(0);
    }

    private static Duration delay(LxcContainer container) {
        return container.autostart().map(AutostartEntry::delay).orElseGet(() -> written(container));
    }

    /** One that is not marked has no entry, but may say so all the same. */
    private static Duration written(LxcContainer container) {
        List<String> values = LxcConfigText.of(container.definition()).values("lxc.start.delay");
        String last = values.isEmpty() ? "0" : values.get(values.size() - 1);
        return Duration.ofSeconds(last.matches("[0-9]{1,6}") ? Long.parseLong(last) : 0);
    }
}
