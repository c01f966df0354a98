package dev.cleat.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostStatus.State;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several hosts as one engine; the others are never reached here, see {@link dev.cleat.tui.HostsIT}. */
class HostsEngineTest {

    private static final HostAddress NOWHERE = new HostAddress("nowhere", "nowhere.invalid", "cleat");

    private final FakeEngine local = new FakeEngine(FakeContainers.mixed());

    @Test
    void nothing_that_an_engine_can_is_left_to_a_default() {
        List<String> declared = Stream.of(HostsEngine.class, LocalCalls.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .map(Method::getName)
                .toList();
        assertThat(Arrays.stream(Engine.class.getDeclaredMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .filter(method -> !method.isSynthetic())
                        .map(Method::getName))
                .allMatch(declared::contains);
    }

    @Test
    void this_host_goes_on_while_another_one_is_not_reached() throws Exception {
        try (HostsEngine hosts = HostsEngine.of(local, List.of(NOWHERE), "0.1.0", Clock.systemUTC())) {
            assertThat(hosts.list())
                    .hasSize(local.list().size())
                    .allMatch(c -> c.name().startsWith("localhost:"));
            assertThat(hosts.hosts()).extracting("name").containsExactly("localhost", "nowhere");
            assertThat(hosts.hosts().get(1).state()).isNotEqualTo(State.UP);
            hosts.stop(StopRequest.of("localhost:batch-7"));
            assertThat(local.calls()).anyMatch(call -> call.startsWith("stop batch-7"));
            assertThatThrownBy(() -> hosts.inspect("nowhere:web")).hasMessageStartingWith("nowhere is not reached");
            assertThatThrownBy(
                            () -> hosts.attach(AttachRequest.to("nowhere:web").build(), Optional.empty()))
                    .hasMessageStartingWith("nowhere is not reached");
            assertThatThrownBy(() -> hosts.openPane("nowhere:1", true, new TerminalSize(9, 9), () -> {}))
                    .hasMessageStartingWith("nowhere is not reached");
            assertThatThrownBy(() -> hosts.create("nowhere:web", Path.of("f"), List.of()))
                    .hasMessage("this cannot be done on nowhere from here: web");
            assertThatThrownBy(() -> hosts.freeze("other:web")).isInstanceOf(UnknownContainerException.class);
        }
    }
}
