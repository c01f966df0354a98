package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Engine;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The first list of containers, read while theme and terminal are still being made ready. */
public final class EarlyList {

    private final Engine engine;
    private FutureTask<List<ContainerSummary>> first;

    private EarlyList(Engine engine) {
        this.engine = engine;
        this.first = new FutureTask<>(engine::list);
    }

    /** Begins to read it on a thread of its own, and returns. */
    public static EarlyList begin(Engine engine) {
        EarlyList early = new EarlyList(engine);
        Thread thread = new Thread(early.first, "console-first-list");
        thread.setDaemon(true);
        thread.start();
        return early;
    }

    /** That list, waited for, when it is asked for the first time; a fresh one each time after that. */
    List<ContainerSummary> next() throws ContainerException {
        FutureTask<List<ContainerSummary>> begun;
        synchronized (this) {
            begun = first;
            first = null;
        }
        return begun == null ? engine.list() : finished(begun);
    }

    private List<ContainerSummary> finished(FutureTask<List<ContainerSummary>> begun) throws ContainerException {
        try {
            return begun.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return engine.list();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ContainerException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
