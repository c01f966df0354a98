package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.cli.CommandLineFixture.Result;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.TimedOutException;
import dev.cleat.engine.api.WrongStateException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopAndKillTest {

    private final CommandLineFixture cleat = new CommandLineFixture();

    @Test
    void stop_takes_several_names() {
        Result result = cleat.run("stop", "web", "-n", "db");

        assertThat(cleat.engine.calls)
                .containsExactly("stop db " + StopRequest.of("db"), "stop web " + StopRequest.of("web"));
        assertThat(result).isEqualTo(new Result(0, "", "cleat: db stopped\ncleat: web stopped\n"));
    }

    @Test
    void options_of_stop_reach_the_request() {
        cleat.run("stop", "-kWt1.5", "web");
        cleat.run("stop", "--nokill", "--timeout", "500ms", "web");

        Optional<Duration> seconds = Optional.of(Duration.ofMillis(1500));
        Optional<Duration> millis = Optional.of(Duration.ofMillis(500));
        assertThat(cleat.engine.calls)
                .containsExactly(
                        "stop web " + new StopRequest("web", seconds, true, false, false),
                        "stop web " + new StopRequest("web", millis, false, true, true));
    }

    @Test
    void one_failure_does_not_keep_the_others_running() {
        cleat.engine.failures.put("a", new WrongStateException("a does not run", null));
        cleat.engine.failures.put("c", new TimedOutException("c still runs", null));

        Result result = cleat.run("stop", "a", "b", "c");

        assertThat(cleat.engine.calls).hasSize(3);
        assertThat(result.err()).isEqualTo("cleat: a does not run\ncleat: b stopped\ncleat: c still runs\n");
        assertThat(result.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "kill web,web 15 init",
        "kill web KILL,web 9 init",
        "kill web sigint,web 2 init",
        "kill -n web 15,web 15 init",
        "kill web SIGRTMIN+3 --all,web 37 all",
    })
    void kill_sends_the_signal(String words, String call) {
        assertThat(cleat.run(words.split(" "))).isEqualTo(new Result(0, "", ""));
        assertThat(cleat.engine.calls).containsExactly("kill " + call);
    }

    @Test
    void stop_with_reboot_and_restart_start_them_again() {
        Result result = cleat.run("stop", "-r", "-t", "3", "web");
        cleat.run("restart", "-k", "web", "db");

        Optional<Duration> three = Optional.of(Duration.ofSeconds(3));
        assertThat(result).isEqualTo(new Result(0, "", "cleat: web runs again, pid 4712\n"));
        assertThat(cleat.engine.calls)
                .containsExactly(
                        "restart web " + new StopRequest("web", three, false, false, true, true),
                        "restart web " + new StopRequest("web", Optional.empty(), true, false, true),
                        "restart db " + new StopRequest("db", Optional.empty(), true, false, true));
    }

    @Test
    void freeze_and_thaw_go_on_after_a_failure() {
        cleat.engine.failures.put("a", new WrongStateException("a is not frozen", null));

        assertThat(cleat.run("freeze", "web")).isEqualTo(new Result(0, "", "cleat: web is frozen\n"));
        assertThat(cleat.run("thaw", "a", "b"))
                .isEqualTo(new Result(2, "", "cleat: a is not frozen\ncleat: b goes on\n"));
        assertThat(cleat.engine.calls).containsExactly("freeze web", "thaw a", "thaw b");
    }
}
