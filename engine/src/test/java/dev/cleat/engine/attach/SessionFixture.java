package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.CommandOutcome.Detached;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.plan.StartPlan.CgroupPlan;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A container, and sessions in it that somebody at a terminal attaches to, leaves and comes back to. */
abstract class SessionFixture extends OnBench {

    static final String KEYS = AttachRequest.DEFAULT_DETACH_KEYS;
    static final String LEAVE = "\u0001q";

    TestContainer container;

    @BeforeEach
    void a_container() throws Exception {
        container = bench.sleeper().start();
    }

    @AfterEach
    void no_session_is_left() throws Exception {
        if (bench != null) {
            for (SessionInfo session : bench.engine().sessions()) {
                bench.engine().killSession(session.id(), Duration.ZERO);
            }
        }
    }

    AttachRequest.Builder request(String script) {
        return AttachRequest.to(container.name()).command(List.of("/bin/sh", "-c", script));
    }

    /** Begun with nobody at it. */
    String detached(String script) throws Exception {
        return id(bench.engine().attach(request(script).detached(true).build(), Optional.empty()));
    }

    static String id(CommandOutcome outcome) {
        assertThat(outcome).isInstanceOf(Detached.class);
        return ((Detached) outcome).session().orElseThrow();
    }

    Attached attached(String id) throws Exception {
        return new Attached(terminal -> bench.engine().attachSession(id, KEYS, terminal));
    }

    Attached watching(String id) throws Exception {
        return new Attached(terminal -> bench.engine().watchSession(id, KEYS, terminal));
    }

    boolean isKnown(String id) throws Exception {
        return bench.engine().sessions().stream()
                .anyMatch(session -> session.id().equals(id));
    }

    SessionInfo session(String id) throws Exception {
        return bench.engine().sessions().stream()
                .filter(session -> session.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    Path leaf(String id) {
        return container.cgroups().stream()
                .map(cgroup -> cgroup.resolve(CgroupPlan.INIT).resolve("session-" + id))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
    }
}
