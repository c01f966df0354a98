package dev.cleat.tui.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.Usage;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Rows are taken from the frame before where they are the same; a thread that never drew has none to take. */
class ContainerSheetTest {

    private static final long MIB = 1 << 20;

    @Test
    void whatever_changes_each_row_looks_as_if_it_was_drawn_for_the_first_time() {
        Random chance = new Random(7);
        List<ContainerSummary> containers = new ArrayList<>(FakeContainers.mixed());
        containers.addAll(FakeContainers.many(30));
        List<String> keys = List.of("j", "G", "Space", "U", "w", "I", ">", "z", "g");
        try (Pilot pilot = Pilot.on(new FakeEngine(containers), 120, 40, false, false)) {
            for (int i = 0; i < 200; i++) {
                if (i % 3 == 0) {
                    pilot.press(keys.get(chance.nextInt(keys.size())));
                }
                change(containers, chance);
                pilot.send(new Message.Ticked(FakeContainers.NOW.plusSeconds(i)));
                pilot.send(new Message.ContainersListed(List.copyOf(containers)));
                assertThat(FrameRenderer.render(pilot.model())).isEqualTo(drawnAnew(pilot));
            }
        }
    }

    private static Frame drawnAnew(Pilot pilot) {
        return CompletableFuture.supplyAsync(
                        () -> FrameRenderer.render(pilot.model()), work -> new Thread(work).start())
                .join();
    }

    /** One ends, is frozen, uses nothing any more, or is another one of the same name; one comes, one goes, or places change. */
    private static void change(List<ContainerSummary> containers, Random chance) {
        int at = chance.nextInt(containers.size());
        ContainerSummary one = containers.get(at);
        switch (chance.nextInt(7)) {
            case 0 -> containers.set(at, FakeContainers.stopped(one.name()));
            case 1 -> containers.set(at, FakeContainers.state(one, ContainerState.FROZEN));
            case 2 -> containers.set(at, FakeContainers.using(one, Usage.NONE));
            case 3 -> containers.set(at, started(one.name(), chance));
            case 4 -> containers.add(at, started("new" + chance.nextInt(1_000_000), chance));
            case 5 -> containers.remove(at);
            default -> Collections.swap(containers, at, chance.nextInt(containers.size()));
        }
    }

    private static ContainerSummary started(String name, Random chance) {
        return FakeContainers.live(
                name,
                Runtime.CLEAT,
                1 + chance.nextInt(100_000),
                chance.nextInt(100),
                chance.nextInt(900) * MIB,
                -1,
                chance.nextInt(90),
                Duration.ofSeconds(chance.nextInt(500)),
                chance.nextInt(2));
    }
}
