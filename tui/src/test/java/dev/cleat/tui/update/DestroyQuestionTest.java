package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.Removal;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** It names what the container has, and nothing else. */
class DestroyQuestionTest {

    private static String asked(FakeEngine engine, String... keys) {
        try (Pilot pilot = Pilot.on(engine, 120, 40, false, false)) {
            return pilot.press(keys).press("D").screen().replaceAll("[│\\s]+", " ");
        }
    }

    @Test
    void of_one_that_is_stored_the_directory_goes_and_the_log_which_is_named() {
        assertThat(asked(new FakeEngine(List.of(FakeContainers.stopped("typo")))))
                .contains("Removed for good: everything in /var/lib/cleat/typo, where the definition is stored; the log"
                        + " /var/lib/cleat/logs/typo.log.")
                .doesNotContain("Left where it is");
    }

    @Test
    void of_one_started_from_a_file_elsewhere_the_log_goes_and_the_file_stays() {
        ContainerSummary fromElsewhere = ContainerSummary.stored("m1", Path.of("/root/hello.yaml"));
        assertThat(asked(new FakeEngine(List.of(fromElsewhere))))
                .contains(
                        "Removed for good: the log /var/lib/cleat/logs/m1.log. Left where it is: /root/hello.yaml, which"
                                + " is not stored.")
                .doesNotContain("everything in");
    }

    @Test
    void of_several_what_goes_is_named_as_long_as_it_can_be_read() {
        FakeEngine engine = new FakeEngine(List.of(
                FakeContainers.stopped("typo"),
                FakeContainers.stopped("m1"),
                FakeContainers.stopped("m2"),
                FakeContainers.stopped("m3")));
        assertThat(asked(engine, "*"))
                .contains("everything in /var/lib/cleat/typo, where the definition is stored; the logs 4 files below"
                        + " /var/lib/cleat/logs.");
    }

    @Test
    void a_directory_of_that_name_without_a_definition_is_said_to_stay() {
        FakeEngine engine = new FakeEngine(List.of(FakeContainers.stopped("m1"))) {
            @Override
            public Removal removal(String name) {
                return new Removal(
                        Optional.empty(),
                        List.of(),
                        List.of(new Removal.Kept(Path.of("/var/lib/cleat/m1"), "holds no definition")));
            }
        };
        assertThat(asked(engine))
                .contains(
                        "Only what is remembered of its last life is removed. Left where it is: /var/lib/cleat/m1, which"
                                + " holds no definition.");
    }

    @Test
    void where_nobody_can_look_it_says_what_goes_with_any_container() {
        FakeEngine engine = new FakeEngine(List.of(FakeContainers.stopped("m1"))) {
            @Override
            public Removal removal(String name) throws ContainerException {
                throw new HostLimitException("it is on another host", null);
            }
        };
        assertThat(asked(engine)).contains("everything in the directory beside it, its root file system and its logs");
    }
}
