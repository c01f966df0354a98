package dev.cleat.tui.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.Imported;
import dev.cleat.engine.api.PaneViewer;
import dev.cleat.engine.api.Progress;
import dev.cleat.engine.api.Recordings;
import dev.cleat.engine.api.ScreenImage;
import dev.cleat.engine.api.SessionPane;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.FakePane;
import dev.cleat.tui.FakeRecordings;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.CommandRun;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.Deed;
import dev.cleat.tui.model.KeyMap;
import dev.cleat.tui.model.Sheet;
import dev.cleat.tui.model.Sheet.Transcript.Extent;
import dev.cleat.tui.model.SheetOf;
import dev.cleat.tui.settings.CommandsFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
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
            runner.run(new Effect.Start(1, "web", StartRequest.of("web")));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            runner.run(new Effect.CallBack(1));

            assertThat(next(Message.StartFailed.class).failure().message()).isEqualTo("interrupted");
            runner.run(new Effect.Pause("nobody", false));
            assertThat(next(Message.ActionFailed.class).failure().message()).contains("there is no container");
        }
    }

    @Test
    void an_error_in_a_reading_is_told_and_the_next_one_is_read() throws Exception {
        AtomicInteger lists = new AtomicInteger();
        FakeEngine exhausted = new FakeEngine(FakeContainers.many(2)) {
            @Override
            public List<ContainerSummary> list() throws ContainerException {
                if (lists.incrementAndGet() == 1) {
                    throw new StackOverflowError("too deep");
                }
                return super.list();
            }
        };
        try (EffectRunner runner = new EffectRunner(exhausted, posted::add)) {
            runner.run(new Effect.ListContainers());
            assertThat(next(Message.ListFailed.class).failure().message())
                    .contains("internal error", "StackOverflowError", "too deep");
            runner.run(new Effect.ListContainers());
            assertThat(next(Message.ContainersListed.class).containers()).hasSize(2);
        }
    }

    @Test
    void a_list_that_was_begun_before_a_start_is_told_before_it() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AtomicInteger lists = new AtomicInteger();
        FakeEngine busy = new FakeEngine(FakeContainers.many(1)) {
            @Override
            public List<ContainerSummary> list() throws ContainerException {
                List<ContainerSummary> before = super.list();
                if (lists.incrementAndGet() == 2) {
                    begun.countDown();
                    awaitUninterrupted(started);
                }
                return before;
            }

            @Override
            public Started start(StartRequest request, StepListener listener) throws ContainerException {
                Started done = super.start(request, listener);
                started.countDown();
                return done;
            }
        };
        try (EffectRunner runner = new EffectRunner(busy, posted::add)) {
            runner.run(new Effect.ListContainers());
            assertThat(next(Message.ContainersListed.class).containers()).hasSize(1);
            runner.run(new Effect.ListContainers());
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            runner.run(new Effect.Start(1, "web", StartRequest.of("web")));

            assertThat(next(Message.ContainersListed.class).containers()).hasSize(1);
            assertThat(next(Message.ContainersListed.class).containers()).hasSize(2);
            assertThat(next(Message.ContainerStarted.class).container()).isEqualTo("web");
            assertThat(posted).noneMatch(Message.ContainersListed.class::isInstance);
        }
    }

    @Test
    void an_error_in_a_change_is_told_and_ends_its_work() throws Exception {
        FakeEngine exhausted = new FakeEngine(List.of()) {
            @Override
            public Started start(StartRequest request, StepListener listener) {
                throw new OutOfMemoryError("Java heap space");
            }
        };
        try (EffectRunner runner = new EffectRunner(exhausted, posted::add)) {
            runner.run(new Effect.Start(1, "web", StartRequest.of("web")));
            assertThat(next(Message.WorkEnded.class).work()).isEqualTo(1);
            assertThat(next(Message.ActionFailed.class).failure().message()).contains("Java heap space");
        }
    }

    @Test
    void a_pane_that_cannot_be_shown_is_left_and_says_so() throws Exception {
        AtomicBoolean left = new AtomicBoolean();
        FakeEngine broken = new FakeEngine(FakeContainers.many(1)) {
            @Override
            public SessionPane openPane(String id, boolean watches, TerminalSize size, PaneViewer viewer) {
                return new FakePane(false) {
                    @Override
                    public ScreenImage image() {
                        throw new OutOfMemoryError("Java heap space");
                    }

                    @Override
                    public void close() {
                        left.set(true);
                    }
                };
            }
        };
        try (EffectRunner runner = new EffectRunner(broken, posted::add)) {
            runner.run(new Effect.OpenPane(1, "web", Optional.of("s1"), false, new TerminalSize(24, 80)));
            assertThat(next(Message.PaneEnded.class).how()).contains("internal error", "OutOfMemoryError");
            assertThat(left).isTrue();
        }
    }

    @Test
    void what_is_not_being_started_cannot_be_called_back() throws Exception {
        try (EffectRunner runner = new EffectRunner(engine, posted::add)) {
            runner.run(new Effect.CallBack(1));
            assertThat(next(Message.EffectEnded.class)).isNotNull();
            assertThat(posted).isEmpty();
        }
    }

    @Test
    void of_several_those_that_have_not_begun_are_left_when_they_are_called_back() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch eight = new CountDownLatch(8);
        FakeEngine slow = new FakeEngine(FakeContainers.many(12)) {
            @Override
            public void stop(StopRequest request) {
                eight.countDown();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("one that had begun was interrupted", e);
                }
            }
        };
        try (EffectRunner runner = new EffectRunner(slow, posted::add)) {
            runner.run(new Effect.Each(1, Deed.STOP, slow.list()));
            assertThat(eight.await(10, TimeUnit.SECONDS)).isTrue();
            runner.run(new Effect.CallBack(1));
            next(Message.EffectEnded.class); // the call is through
            gate.countDown();

            Message.DeedEnded ended = next(Message.DeedEnded.class);
            assertThat(ended.done()).hasSize(8);
            assertThat(ended.left()).hasSize(4);
            assertThat(ended.refusals()).isEmpty();
        }
    }

    @Test
    void a_command_that_is_called_back_is_ended_with_what_it_started() throws Exception {
        CustomCommand command = CommandsFile.read(
                        Path.of("commands.yaml"),
                        "commands: [{name: long, command: [sh, -c, 'echo $$; sleep 1000 & wait']}]",
                        KeyMap.USUAL)
                .get(0);
        try (EffectRunner runner = new EffectRunner(engine, posted::add)) {
            runner.run(new Effect.RunCommand(7, command, List.of(), Map.of()));
            Awaiting.until("it has started the other one", () -> sleeper().isPresent());
            ProcessHandle sleeper = sleeper().orElseThrow();
            runner.run(new Effect.CallBack(7));

            CommandRun run = next(Message.CommandEnded.class).runs().get(0);
            assertThat(run.result()).isEqualTo("exit status 143, signal 15");
            assertThat(sleeper.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
            assertThat(next(Message.WorkEnded.class).work()).isEqualTo(7);
        }
    }

    @Test
    void what_a_called_back_command_left_to_itself_or_set_apart_is_ended_too(@TempDir Path folder) throws Exception {
        Path pids = folder.resolve("pids");
        String script = "(trap '' TERM; sleep 1002 & echo $! >> %1$s); setsid sleep 1003 & echo $! >> %1$s; sleep 1004";
        CustomCommand command = CommandsFile.read(
                        Path.of("commands.yaml"),
                        "commands: [{name: long, command: [sh, -c, \"" + script.formatted(pids) + "\"]}]",
                        KeyMap.USUAL)
                .get(0);
        try (EffectRunner runner = new EffectRunner(engine, posted::add)) {
            runner.run(new Effect.RunCommand(9, command, List.of(), Map.of()));
            Awaiting.until(
                    "both have begun",
                    () -> Files.exists(pids) && Files.readString(pids).lines().count() == 2);
            List<ProcessHandle> started = Files.readAllLines(pids).stream()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                    .toList();
            assertThat(started).hasSize(2);
            runner.run(new Effect.CallBack(9));

            next(Message.CommandEnded.class);
            for (ProcessHandle process : started) {
                process.onExit().get(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void commands_end_with_the_console() throws Exception {
        CustomCommand command = CommandsFile.read(
                        Path.of("commands.yaml"), "commands: [{name: long, command: [sleep, '1001']}]", KeyMap.USUAL)
                .get(0);
        EffectRunner runner = new EffectRunner(engine, posted::add);
        runner.run(new Effect.RunCommand(8, command, List.of(), Map.of()));
        Awaiting.until("it runs", () -> sleeper().isPresent());
        ProcessHandle sleeper = sleeper().orElseThrow();
        runner.close();
        assertThat(sleeper.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    @Test
    void of_a_recording_whose_saving_is_called_back_nothing_is_kept(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("endless.txt");
        FakeEngine endless = new FakeEngine(List.of()) {
            @Override
            public Recordings recordings() {
                return new FakeRecordings() {
                    @Override
                    public long writeText(String name, OutputStream out, Progress progress) throws IOException {
                        while (true) {
                            out.write(new byte[4096]);
                            begun.countDown();
                        }
                    }
                };
            }
        };
        try (EffectRunner runner = new EffectRunner(endless, posted::add)) {
            runner.run(new Effect.SaveRecording(3, "a.cast", file.toString()));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            runner.run(new Effect.CallBack(3));

            assertThat(next(Message.CalledBack.class).news()).isEqualTo("called back: nothing was saved to " + file);
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void an_import_that_is_called_back_stores_nothing_and_leaves_no_file() throws Exception {
        List<String> stored = new ArrayList<>();
        FakeEngine slow = new FakeEngine(List.of()) {
            @Override
            public Imported importLxc(Path file, Optional<String> name) {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // it has gone on reading
                }
                return new Imported("schema: 1\n", List.of());
            }

            @Override
            public void create(String name, Path file, List<String> overrides) {
                stored.add(name);
            }
        };
        try (EffectRunner runner = new EffectRunner(slow, posted::add)) {
            runner.run(new Effect.Import(4, "/var/lib/lxc/mail/config", "mail"));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(next(Message.StepBegun.class).step().title()).isEqualTo("read the configuration");
            runner.run(new Effect.CallBack(4));

            CommandRun run = next(Message.ImportEnded.class).run();
            assertThat(run.failure().orElseThrow().message()).isEqualTo("called back: nothing was stored");
            assertThat(stored).isEmpty();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_long_recording_is_shown_as_far_as_it_was_read_until_nobody_wants_it_and_others_are_read_beside_it()
            throws Exception {
        FakeEngine endless = new FakeEngine(FakeContainers.mixed()) {
            @Override
            public Recordings recordings() {
                return new FakeRecordings() {
                    @Override
                    public long writeText(String name, OutputStream out, Progress progress) throws IOException {
                        out.write("first\nsec".getBytes(StandardCharsets.US_ASCII));
                        while (true) {
                            progress.at(37, 100);
                        }
                    }
                };
            }
        };
        try (EffectRunner runner = new EffectRunner(endless, posted::add)) {
            runner.run(new Effect.ReadSheet(new SheetOf.Recording("web", "a.cast")));
            Message.SheetRead read = next(Message.SheetRead.class);
            assertThat(read.sheet()).isEqualTo(new Sheet.Transcript(List.of("first"), Extent.READING, 37));

            runner.run(new Effect.ListContainers());
            assertThat(next(Message.ContainersListed.class)).isNotNull();

            runner.run(new Effect.LeaveText());
            Extent extent = Extent.READING;
            while (extent == Extent.READING) {
                extent = ((Sheet.Transcript) next(Message.SheetRead.class).sheet()).extent();
            }
            assertThat(extent).isEqualTo(Extent.STOPPED);
        }
    }

    private static Optional<ProcessHandle> sleeper() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .command()
                        .filter(c -> c.endsWith("/sleep"))
                        .isPresent())
                .findFirst();
    }

    private <M extends Message> M next(Class<M> kind) throws InterruptedException {
        Message message = posted.poll(10, TimeUnit.SECONDS);
        while (message != null && !kind.isInstance(message)) {
            message = posted.poll(10, TimeUnit.SECONDS);
        }
        return kind.cast(message);
    }
}
