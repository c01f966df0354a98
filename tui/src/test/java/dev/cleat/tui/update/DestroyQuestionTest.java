package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** It names what the container has, and nothing else. */
class DestroyQuestionTest {

    private static String asked(ContainerSummary container) throws Exception {
        FakeEngine engine = new FakeEngine(List.of(container));
        try (Pilot pilot = Pilot.on(engine, 120, 40, false, false)) {
            return pilot.press("D").screen().replaceAll("[│\\s]+", " ");
        }
    }

    @Test
    void of_one_that_is_stored_the_directory_goes() throws Exception {
        assertThat(asked(FakeContainers.stopped("typo")))
                .contains("Its logs and everything in /var/lib/cleat/typo, where the definition is stored, are removed"
                        + " for good.")
                .doesNotContain("stays");
    }

    @Test
    void of_one_started_from_a_file_elsewhere_the_logs_go_and_the_file_stays() throws Exception {
        ContainerSummary stopped = FakeContainers.stopped("m1");
        ContainerSummary fromElsewhere = new ContainerSummary(
                stopped.name(),
                stopped.state(),
                stopped.pid(),
                stopped.runtime(),
                stopped.started(),
                stopped.usage(),
                stopped.namespaces(),
                stopped.sharedWithHost(),
                stopped.cgroup(),
                Optional.of(Path.of("/root/hello.yaml")),
                stopped.sessions());
        assertThat(asked(fromElsewhere))
                .contains("Its logs are removed for good. /root/hello.yaml is not stored, and stays.")
                .doesNotContain("everything in");
    }
}
