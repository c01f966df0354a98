package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Deed;
import dev.cleat.tui.model.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One deed done to several containers, some at a time, with one report at the end. */
final class EachContainer {

    /** Stops wait for inits most of the time; more at once would only make the host busy. */
    private static final int AT_ONCE = 8;

    private final Engine engine;
    private final Consumer<Message> post;
    private final ThreadFactory threads;

    EachContainer(Engine engine, Consumer<Message> post, ThreadFactory threads) {
        this.engine = engine;
        this.post = post;
        this.threads = threads;
    }

    /** Returns when all are through. */
    void run(Effect.Each each) {
        int total = each.containers().size();
        AtomicInteger over = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(AT_ONCE, Math.max(1, total)), threads);
        Map<String, Future<Optional<Failure>>> results = new LinkedHashMap<>();
        try {
            for (ContainerSummary container : each.containers()) {
                Callable<Optional<Failure>> work = () -> {
                    Optional<Failure> failure = attempt(each.deed(), container);
                    post.accept(new Message.DeedAdvanced(each.deed(), over.incrementAndGet(), total));
                    return failure;
                };
                results.put(container.name(), pool.submit(work));
            }
            report(each.deed(), results);
        } finally {
            pool.shutdown();
        }
    }

    private void report(Deed deed, Map<String, Future<Optional<Failure>>> results) {
        List<String> done = new ArrayList<>();
        Map<String, Failure> refusals = new LinkedHashMap<>();
        results.forEach((name, result) -> {
            Optional<Failure> failure = await(result);
            failure.ifPresentOrElse(reason -> refusals.put(name, reason), () -> done.add(name));
        });
        post.accept(new Message.DeedEnded(deed, done, refusals));
    }

    private static Optional<Failure> await(Future<Optional<Failure>> result) {
        try {
            return result.get();
        } catch (ExecutionException e) {
            return Optional.of(Failure.of("internal error: " + e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(Failure.of("nobody waited for it: the console ends"));
        }
    }

    private Optional<Failure> attempt(Deed deed, ContainerSummary container) {
        try {
            carryOut(deed, container);
            return Optional.empty();
        } catch (ContainerException e) {
            return Optional.of(Failure.of(e));
        }
    }

    private void carryOut(Deed deed, ContainerSummary container) throws ContainerException {
        String name = container.name();
        switch (deed) {
            case START ->
                engine.start(
                        new StartRequest(
                                Optional.of(name),
                                container.definition(),
                                List.of(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty()),
                        StepListener.NONE);
            case STOP -> engine.stop(StopRequest.of(name));
            case KILL -> engine.stop(new StopRequest(name, Optional.empty(), true, false, true));
            case RESTART -> engine.restart(StopRequest.of(name), StepListener.NONE);
            case FREEZE -> engine.freeze(name);
            case THAW -> engine.thaw(name);
            case DESTROY -> engine.destroy(name, container.state().isLive());
        }
    }
}
