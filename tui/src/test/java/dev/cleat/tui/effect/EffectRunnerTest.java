package dev.cleat.tui.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StepListener;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.message.Message;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EffectRunnerTest {

    private final BlockingQueue<Message> posted = new LinkedBlockingQueue<>();
    private final CountDownLatch begun = new CountDownLatch(1);

    /** Starts until it is interrupted. */
    private final FakeEngine engine = new FakeEngine(List.of()) {
        @Override
        public Started start(StartRequest request, StepListener listener) throws HostLimitException {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                throw new IllegalStateException("it ended by itself");
            } catch (InterruptedException e) {
                throw new HostLimitException("interrupted", null, e);
            }
        }
    };

    @Test
    void a_start_that_is_called_back_fails_and_the_next_one_is_not_touched_by_that() throws Exception {
        try (EffectRunner runner = new EffectRunner(engine, posted::add)) {
            runner.run(new Effect.Start("web", StartRequest.of("web")));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            runner.run(new Effect.CallBack("web"));

            assertThat(next(Message.StartFailed.class).failure().message()).isEqualTo("interrupted");
            runner.run(new Effect.Pause("nobody", false));
            assertThat(next(Message.ActionFailed.class).failure().message()).contains("there is no container");
        }
    }

    @Test
    void what_is_not_being_started_cannot_be_called_back() throws Exception {
        try (EffectRunner runner = new EffectRunner(engine, posted::add)) {
            runner.run(new Effect.CallBack("web"));
            assertThat(next(Message.EffectEnded.class)).isNotNull();
            assertThat(posted).isEmpty();
        }
    }

    private <M extends Message> M next(Class<M> kind) throws InterruptedException {
        Message message = posted.poll(10, TimeUnit.SECONDS);
        while (message != null && !kind.isInstance(message)) {
            message = posted.poll(10, TimeUnit.SECONDS);
        }
        return kind.cast(message);
    }
}
