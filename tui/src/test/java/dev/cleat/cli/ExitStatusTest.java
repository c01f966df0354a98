package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.CommandNotRunException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.StepFailedException;
import dev.cleat.engine.api.StepProgress;
import dev.cleat.engine.api.TimedOutException;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.WrongStateException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExitStatusTest {

    static Stream<Arguments> failures() {
        StepProgress step = new StepProgress(11, 26, "WRITE_ID_MAPS", "write the id maps");
        return Stream.of(
                Arguments.of(new WrongStateException("m", null), 2, 2),
                Arguments.of(new UnknownContainerException("m", null), 3, 3),
                Arguments.of(new TimedOutException("m", null), 4, 125),
                Arguments.of(new RefusedException("m", null), 5, 125),
                Arguments.of(new BusyException("m", null), 6, 6),
                Arguments.of(new InvalidDefinitionException("m", null), 64, 64),
                Arguments.of(new HostLimitException("m", null), 1, 125),
                Arguments.of(new StepFailedException("cannot start web", step, "EPERM", null, null), 1, 125),
                Arguments.of(new CommandNotRunException("m", 126), 1, 126),
                Arguments.of(new CommandNotRunException("m", 127), 1, 127));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void each_failure_has_its_number(ContainerException failure, int status, int statusWhenItRunsACommand) {
        assertThat(ExitStatus.of(failure, false)).isEqualTo(status);
        assertThat(ExitStatus.of(failure, true)).isEqualTo(statusWhenItRunsACommand);
    }

    @Test
    void every_kind_of_failure_is_in_the_table() {
        Set<Object> kinds =
                failures().map(arguments -> arguments.get()[0].getClass()).collect(Collectors.toSet());

        assertThat(kinds).isEqualTo(Set.of((Object[]) ContainerException.class.getPermittedSubclasses()));
    }
}
