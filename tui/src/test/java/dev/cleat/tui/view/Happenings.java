package dev.cleat.tui.view;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.HostStatus.State;
import dev.cleat.engine.api.StepProgress;
import dev.cleat.engine.api.Usage;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.CommandRun;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.Scope;
import dev.cleat.tui.model.Template;
import dev.cleat.tui.model.Work;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** What no key brings about: news of containers, hosts, sessions and of work that takes its time. */
final class Happenings {

    private static final String PREFIX = "\u0001";

    static final Dialog.Form PRIORITY = new Dialog.Form(
            new CustomCommand(
                    "priority",
                    Optional.empty(),
                    "nicer, or less nice",
                    Stream.of("renice", "-n", "{nice}", "-p", "{pid}")
                            .map(Template::of)
                            .toList(),
                    List.of(
                            new CustomCommand.Input("nice", "nice value, -20 to 19", "10", "-?[0-9]+"),
                            new CustomCommand.Input("why", "reason", "", ".+")),
                    Optional.of("Change how much of the processors its first process gets?"),
                    Set.of(Scope.CONTAINERS),
                    false,
                    true,
                    false),
            List.of(FakeContainers.mixed().get(0)),
            List.of("10x", "tests"),
            0,
            true);

    private Happenings() {}

    /** Three seconds of ten. */
    static Pilot stopping(Pilot pilot) {
        return pilot.begin(Work.Kind.STOP, "Stopping api-gateway", "api-gateway", 1)
                .send(new Message.StepBegun(1, new StepProgress(1, 4, "HALT", "send it SIGPWR")))
                .send(new Message.StepBegun(1, new StepProgress(2, 4, "WAIT", "wait for its end (10 s)")))
                .send(new Message.Ticked(FakeContainers.NOW.plusSeconds(3)));
    }

    static Pilot printed(Pilot pilot) {
        List<String> sizes = List.of("1.2M    ./etc", "48K     ./tmp/\u001b]2;owned", "1.3M    .");
        CommandRun good = new CommandRun("api-gateway", "du -hd1 /srv/api", 0, Optional.empty(), sizes, 4711);
        CommandRun bad = new CommandRun(
                "batch-7", "du -hd1 '/srv/batch 7'", 1, Optional.empty(), List.of("du: no such directory"), 0);
        CommandRun refused = CommandRun.refused("hello", "", Failure.of("hello: there is no {rootfs}"));
        return pilot.begin(Work.Kind.COMMAND, "Running size", "size", 3)
                .send(new Message.CommandEnded(1, PRIORITY.command(), List.of(good, bad, refused)))
                .send(new Message.WorkEnded(1));
    }

    /** As the pane tells it some milliseconds later. */
    static Pilot paneShown(Pilot pilot) {
        return pilot.send(new Message.PaneShown(1, SceneHosts.PANE.image(), List.of(), false, false));
    }

    /** As the console reads it then, of other processes than those that have these pids on this host. */
    static Pilot wide(Pilot pilot) {
        Extra pod = new Extra(
                OptionalLong.of(48_000_000),
                OptionalLong.of(1_200_000),
                Optional.empty(),
                Optional.of("/var/lib/cleat/api-gateway/rootfs"),
                Optional.of("host:user,time batch-7:net,ipc"),
                Optional.of("as the host"));
        Extra alone = new Extra(
                OptionalLong.of(900),
                OptionalLong.of(0),
                Optional.empty(),
                Optional.of("/srv/db"),
                Optional.of("none"),
                Optional.of("0 100000 65536"));
        Extra ended = new Extra(
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.of("signal 9"),
                Optional.of("/srv/rootfs"),
                Optional.empty(),
                Optional.empty());
        return pilot.press("w")
                .send(new Message.ExtrasRead(Map.of("api-gateway", pod, "db-main", alone, "hello", ended)));
    }

    /** One is up, one was lost a minute ago, one is tried for the first time. */
    static Pilot severalHosts(Pilot pilot) {
        List<ContainerSummary> containers = new ArrayList<>();
        for (ContainerSummary container : pilot.model().inventory().containers()) {
            String host = containers.size() % 2 == 0 ? "localhost" : "web-2";
            containers.add(container.named(host + ":" + container.name()));
        }
        return pilot.send(new Message.HostsSeen(List.of(
                        new HostStatus(Optional.empty(), State.UP, Optional.of(FakeContainers.NOW), Optional.empty()),
                        new HostStatus(
                                Optional.of(new HostAddress("web-2", "web-2", "cleat")),
                                State.DOWN,
                                Optional.of(FakeContainers.NOW.minusSeconds(64)),
                                Optional.of("Connection refused, port 22 (again in 4 s)")),
                        new HostStatus(
                                Optional.of(new HostAddress("mail", "mail", "cleat")),
                                State.CONNECTING,
                                Optional.empty(),
                                Optional.empty()))))
                .send(new Message.ContainersListed(containers));
    }

    /** Two of eight are through, and something else goes on beside it. */
    static Pilot severalUnderWay(Pilot pilot) {
        return pilot.begin(Work.Kind.SAVE, "Saving the recording of web", "web", 1)
                .begin(Work.Kind.EACH, "Stopping 8 containers", "8 containers", 8)
                .send(new Message.WorkAdvanced(2, 2))
                .send(new Message.Ticked(FakeContainers.NOW.plusSeconds(12)));
    }

    static Pilot refused(Pilot pilot) {
        return pilot.send(new Message.ActionFailed(
                "Cannot attach",
                new Failure(
                        "cannot attach to api-gateway: open /proc/4121/ns/mnt: EACCES (permission denied)",
                        Optional.of("run cleat as root, or as the user who started it"),
                        Optional.empty())));
    }

    static Pilot logRefused(Pilot pilot) {
        return pilot.press("l")
                .send(new Message.ReadFailed(
                        "api-gateway",
                        new Failure(
                                "api-gateway keeps no console log",
                                Optional.of("set console.log.file in its definition"),
                                Optional.empty())));
    }

    /** The prefix was typed, and the next key is waited for. */
    static Pilot panePrefixed(Pilot pilot) {
        return paneShown(pilot).send(new Message.Typed(PREFIX));
    }

    static Pilot paneEnded(Pilot pilot) {
        return paneShown(pilot).send(new Message.PaneEnded(1, "ended with status 3"));
    }

    /** Of a file that is on no disk. */
    static Pilot definitionRead(Pilot pilot) {
        return pilot.press("5", "j", "j", "Enter")
                .send(new Message.FileRead(
                        Path.of("/var/lib/cleat/typo/container.yaml"),
                        List.of(
                                "# what serves the pages",
                                "name: typo",
                                "rootfz: host",
                                "process: {command: [nginx, -g, daemon off;]}",
                                "resources: {memory: {limit: 12 bananas}}")));
    }

    /** So many readings before what is read next, so that graphs have something to show. */
    static void past(Pilot pilot, int readings) {
        List<ContainerSummary> now = pilot.model().inventory().containers();
        for (int i = 1; i <= readings; i++) {
            int ago = readings - i;
            Instant time = FakeContainers.NOW.plusSeconds(i); // the first list was read at NOW
            List<ContainerSummary> then = now.stream()
                    .map(container -> FakeContainers.using(container, earlier(container.usage(), ago)))
                    .toList();
            pilot.with(model -> model.withInventory(model.inventory().withContainers(then, time)));
        }
    }

    /** Up and down, memory and what was transferred only up. */
    private static Usage earlier(Usage usage, int ago) {
        double wave = 0.65 + 0.35 * Math.cos(ago / 3.0);
        long transferred = ago * ago * 40_000L;
        return new Usage(
                usage.cpuPercent().isPresent()
                        ? OptionalDouble.of(usage.cpuPercent().getAsDouble() * wave)
                        : usage.cpuPercent(),
                usage.cpuNanos(),
                usage.cpuLimitPercent(),
                scaled(usage.memoryBytes(), 1 - ago / 100.0),
                usage.memoryLimitBytes(),
                scaled(usage.pids(), wave),
                usage.pidsLimit(),
                usage.ioReadBytes().isPresent()
                        ? OptionalLong.of(usage.ioReadBytes().getAsLong() - transferred)
                        : usage.ioReadBytes(),
                usage.ioWriteBytes(),
                usage.throttledNanos(),
                usage.oomKills());
    }

    private static OptionalLong scaled(OptionalLong figure, double factor) {
        return figure.isPresent() ? OptionalLong.of(Math.round(figure.getAsLong() * factor)) : figure;
    }
}
