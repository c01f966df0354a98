package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.CommandText;
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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One deed done to several containers, some at a time, with one report at the end. */
final class EachContainer {

    /** Stops wait for inits most of the time; more at once would only make the host busy. */
    private static final int AT_ONCE = 8;

    private final Engine engine;
    private final Consumer<Message> post;
    private final ThreadFactory threads;
    private final BooleanSupplier calledBack;

    /** @param calledBack true once nobody wants those that have not begun; the waiting thread is interrupted, too */
    EachContainer(Engine engine, Consumer<Message> post, ThreadFactory threads, BooleanSupplier calledBack) {
        this.engine = engine;
        this.post = post;
        this.threads = threads;
        this.calledBack = calledBack;
    }

    /** Returns when all are through. */
    void run(Effect.Each each) {
        AtomicInteger over = new AtomicInteger();
        int threadsAtOnce = Math.min(AT_ONCE, Math.max(1, each.containers().size()));
        ExecutorService pool = Executors.newFixedThreadPool(threadsAtOnce, threads);
        Map<String, Future<Result>> results = new LinkedHashMap<>();
        try {
            for (ContainerSummary container : each.containers()) {
                Callable<Result> work = () -> {
                    if (calledBack.getAsBoolean()) {
                        return Result.LEFT;
                    }
                    Result result = attempt(each.deed(), container);
                    post.accept(new Message.WorkAdvanced(each.work(), over.incrementAndGet()));
                    return result;
                };
                results.put(container.name(), pool.submit(work));
            }
            report(each, results);
        } finally {
            pool.shutdown();
        }
    }

    private void report(Effect.Each each, Map<String, Future<Result>> results) {
        List<String> done = new ArrayList<>();
        List<String> left = new ArrayList<>();
        Map<String, Failure> refusals = new LinkedHashMap<>();
        results.forEach((name, future) -> {
            Result result = await(future);
            result.failure().ifPresent(reason -> refusals.put(name, reason));
            if (result.failure().isEmpty()) {
                (result.begun() ? done : left).add(name);
            }
        });
        post.accept(new Message.DeedEnded(each.deed(), done, refusals, left, command(each, done)));
    }

    /** One line, or as many as there are containers where the verb is about one at a time. */
    private String command(Effect.Each each, List<String> done) {
        CommandText text = new CommandText(engine.hosts());
        if (each.deed().takesSeveral()) {
            return text.of(each.deed().command(), done);
        }
        return new CommandLines(text)
                .of(each).stream()
                        .filter(line -> done.contains(line.subject()))
                        .map(CommandLines.Line::command)
                        .collect(Collectors.joining("; "));
    }

    private static Result await(Future<Result> result) {
        while (true) {
            try {
                return result.get();
            } catch (ExecutionException e) {
                return Result.failed(Failure.of("internal error: " + e.getCause()));
            } catch (InterruptedException e) {
                // Those that have begun are waited for all the same.
            }
        }
    }

    private Result attempt(Deed deed, ContainerSummary container) {
        try {
            carryOut(deed, container);
            return Result.DONE;
        } catch (ContainerException e) {
            return Result.failed(Failure.of(e));
        }
    }

    private record Result(boolean begun, Optional<Failure> failure) {
        static final Result DONE = new Result(true, Optional.empty());
        static final Result LEFT = new Result(false, Optional.empty());

        static Result failed(Failure why) {
            return new Result(true, Optional.of(why));
        }
    }

    private void carryOut(Deed deed, ContainerSummary container) throws ContainerException {
        String name = container.name();
        switch (deed) {
            case START -> engine.start(StartRequests.of(name, container.definition()), StepListener.NONE);
            case STOP -> engine.stop(StopRequest.of(name));
            case KILL -> engine.stop(new StopRequest(name, Optional.empty(), true, false, true));
            case RESTART -> engine.restart(StopRequest.of(name), StepListener.NONE);
            case FREEZE -> engine.freeze(name);
            case THAW -> engine.thaw(name);
            case DESTROY -> engine.destroy(name, container.state().isLive());
        }
    }
}
