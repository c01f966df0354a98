package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.tui.model.Fields.Figure;
import dev.cleat.tui.model.Fields.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** What a filter can look at in the container list. */
final class ContainerFields {

    private ContainerFields() {}

    /** @param now for ages */
    static Fields<ContainerSummary> at(Instant now) {
        return new Fields<>(
                c -> List.of(c.name(), c.state().name(), c.runtime().jsonName()),
                Map.of(
                        "name", ContainerSummary::name,
                        "state", c -> c.state().name(),
                        "runtime", c -> c.runtime().jsonName(),
                        "cgroup", c -> c.cgroup().orElse(""),
                        "file", c -> c.definition().map(Object::toString).orElse("")),
                Map.of(
                        "cpu", new Figure<>(Unit.COUNT, c -> c.usage().cpuPercent()),
                        "mem", figure(Unit.BYTES, c -> c.usage().memoryBytes()),
                        "limit", figure(Unit.BYTES, c -> c.usage().memoryLimitBytes()),
                        "mem%", new Figure<>(Unit.COUNT, ContainerFields::memoryPercent),
                        "pids", figure(Unit.COUNT, c -> c.usage().pids()),
                        "pid", figure(Unit.COUNT, c -> OptionalLong.of(c.pid())),
                        "att", figure(Unit.COUNT, c -> OptionalLong.of(c.sessions())),
                        "oom", figure(Unit.COUNT, c -> c.usage().oomKills()),
                        "age", new Figure<>(Unit.SECONDS, c -> age(c, now))));
    }

    private static OptionalDouble memoryPercent(ContainerSummary container) {
        double percent = Column.memoryPercent(container);
        return percent < 0 ? OptionalDouble.empty() : OptionalDouble.of(percent);
    }

    private static OptionalDouble age(ContainerSummary container, Instant now) {
        return container.started().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        Duration.between(container.started().get(), now).toSeconds());
    }

    private static Figure<ContainerSummary> figure(Unit unit, Function<ContainerSummary, OptionalLong> number) {
        return new Figure<>(unit, container -> {
            OptionalLong value = number.apply(container);
            return value.isPresent() ? OptionalDouble.of(value.getAsLong()) : OptionalDouble.empty();
        });
    }
}
