package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.CommandText;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.TabContent;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs effects away from the UI thread and posts what came of them. Readings run one after the other on one thread, so
 * answers come in the order of the questions; changes run beside them and beside each other.
 */
public final class EffectRunner implements AutoCloseable {

    /** What a session gets between SIGHUP and SIGKILL, as {@code cleat sessions kill} gives it. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Engine engine;
    private final ActionLog actions;
    private final FileReading files;
    private final HostReading host;
    private final ExtraReading extras;
    private final PaneRunner panes;
    private final LogReading logs;
    private final LogSaving saving;
    private final SheetReading sheets;
    private final Consumer<Message> post;
    private final ExecutorService readings = Executors.newSingleThreadExecutor(named("console-reading"));
    private final ExecutorService logReadings = Executors.newSingleThreadExecutor(named("console-log"));
    private final ExecutorService changes = Executors.newCachedThreadPool(named("console-change"));
    private final Map<String, Thread> starts = new ConcurrentHashMap<>();
    private final AtomicInteger pending = new AtomicInteger();

    /** @param listener gets each message, on any thread; must be quick */
    public EffectRunner(Engine engine, Consumer<Message> listener) {
        this.engine = engine;
        this.actions = new ActionLog(
                Clock.systemUTC(),
                System.getProperty("user.name"),
                () -> !engine.hosts().isEmpty());
        this.post = message -> {
            actions.heard(message);
            listener.accept(message);
        };
        this.files = new FileReading();
        this.panes = new PaneRunner(engine, post);
        this.logs = new LogReading(engine, post);
        this.saving = new LogSaving(engine);
        this.host = new HostReading(engine, actions);
        this.extras = new ExtraReading(engine);
        this.sheets = new SheetReading(engine);
    }

    /** Begins {@code effect} and returns. */
    public void run(Effect.Reading effect) {
        if (effect instanceof Effect.LeaveLog) {
            logs.next();
            return;
        }
        if (effect instanceof Effect.ReadLog log) {
            long number = logs.next();
            submit(logReadings, () -> readLog(log, number), failure -> unread(log, failure));
            return;
        }
        submit(readings, () -> read(effect), failure -> unread(effect, failure));
    }

    /** Begins {@code effect} and returns. */
    public void run(Effect.Changing effect) {
        submit(changes, () -> noted(effect), failure -> new Message.ActionFailed("Internal error", failure));
    }

    /** Runs {@code work}, which does {@code effect} on this thread, and notes what came of it. */
    public Message noting(Effect effect, Supplier<Message> work) {
        actions.begin(effect);
        try {
            Message end = work.get();
            actions.heard(end);
            return end;
        } finally {
            actions.end();
        }
    }

    private void noted(Effect.Changing effect) {
        actions.begin(effect);
        try {
            change(effect);
        } catch (RuntimeException e) {
            actions.heard(new Message.ActionFailed("Internal error", Failure.of("internal error: " + e)));
            throw e;
        } finally {
            actions.end();
        }
    }

    /** Does {@code effect}, which takes no time. */
    public void run(Effect.OnPane effect) {
        panes.act(effect);
    }

    /** True while something runs or waits to. */
    public boolean isBusy() {
        return pending.get() > 0;
    }

    /** Lets nothing new begin. What runs is left alone: threads are daemons, and containers outlive the console. */
    @Override
    public void close() {
        readings.shutdownNow();
        panes.close();
        logs.next();
        logReadings.shutdownNow();
        changes.shutdown();
    }

    private void submit(ExecutorService executor, Runnable work, Function<Failure, Message> fault) {
        pending.incrementAndGet();
        executor.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                // A fault of ours or of the engine: shown, so that it is reported, instead of ending a thread unseen.
                post.accept(fault.apply(Failure.of("internal error: " + e)));
            } finally {
                pending.decrementAndGet();
                post.accept(new Message.EffectEnded());
            }
        });
    }

    private void read(Effect.Reading effect) {
        try {
            if (effect instanceof Effect.ListContainers) {
                list();
            } else if (effect instanceof Effect.ListDefinitions) {
                post.accept(new Message.DefinitionsListed(engine.definitions()));
            } else if (effect instanceof Effect.ReadExtras read) {
                post.accept(new Message.ExtrasRead(extras.read(read.containers(), read.wanted())));
            } else if (effect instanceof Effect.FindAddress find) {
                NetAddresses addresses = new NetAddresses(find.pid());
                List<String> found = new ArrayList<>(addresses.ipv4());
                found.addAll(addresses.ipv6());
                post.accept(new Message.AddressFound(find.container(), found));
            } else if (effect instanceof Effect.ReadDetail detail) {
                post.accept(detail(detail.container()));
            } else if (effect instanceof Effect.ReadTab tab) {
                post.accept(new Message.TabRead(tab.container(), tab.tab(), host.tab(tab)));
            } else if (effect instanceof Effect.ReadHost read) {
                post.accept(host.read(read.list()));
            } else if (effect instanceof Effect.ReadSheet sheet) {
                post.accept(new Message.SheetRead(sheet.of(), sheets.read(sheet.of())));
            } else if (effect instanceof Effect.ReadFile file) {
                post.accept(files.definition(file));
            }
        } catch (ContainerException e) {
            post.accept(unread(effect, Failure.of(e)));
        }
    }

    private void readLog(Effect.ReadLog effect, long number) {
        try {
            logs.read(effect, number);
        } catch (ContainerException e) {
            post.accept(unread(effect, Failure.of(e)));
        }
    }

    private void list() throws ContainerException {
        List<ContainerSummary> containers = engine.list();
        List<HostStatus> hosts = engine.hosts();
        if (!hosts.isEmpty()) {
            post.accept(new Message.HostsSeen(hosts));
        }
        post.accept(new Message.ContainersListed(containers));
    }

    private Message detail(String container) throws ContainerException {
        ContainerDetail detail = engine.inspect(container);
        boolean ended = !detail.summary().state().isLive() && detail.summary().isOurs();
        return new Message.DetailRead(detail, ended ? end(container) : Optional.empty());
    }

    /** One that never ran has no end. */
    private Optional<EndReport> end(String container) {
        try {
            return Optional.of(engine.why(container));
        } catch (ContainerException e) {
            return Optional.empty();
        }
    }

    private static Message unread(Effect.Reading effect, Failure failure) {
        if (effect instanceof Effect.ReadDetail detail) {
            return new Message.ReadFailed(detail.container(), failure);
        }
        if (effect instanceof Effect.ReadLog log) {
            return new Message.ReadFailed(log.subject(), failure);
        }
        if (effect instanceof Effect.ReadTab tab) {
            return new Message.TabRead(tab.container(), tab.tab(), new TabContent.Unread(failure));
        }
        if (effect instanceof Effect.ReadHost host) {
            return new Message.ReadFailed(host.list().title(), failure);
        }
        if (effect instanceof Effect.ReadSheet sheet) {
            return new Message.ReadFailed(sheet.of().title(), failure);
        }
        return new Message.ListFailed(failure);
    }

    private void change(Effect.Changing effect) {
        if (effect instanceof Effect.Start start) {
            start(start);
        } else if (effect instanceof Effect.CallBack back) {
            callBack(back.container());
        } else if (effect instanceof Effect.Stop stop) {
            stop(stop);
        } else if (effect instanceof Effect.Restart restart) {
            restart(restart.container());
        } else if (effect instanceof Effect.EndSession end) {
            endSession(end);
        } else if (effect instanceof Effect.Pause pause) {
            pause(pause);
        } else if (effect instanceof Effect.Each each) {
            new EachContainer(engine, post, named("console-each")).run(each);
        } else if (effect instanceof Effect.FillTmuxBuffer fill) {
            TmuxBuffer.fill(fill.text());
        } else if (effect instanceof Effect.OpenPane open) {
            panes.open(open);
        } else if (effect instanceof Effect.SaveLog save) {
            save(save);
        }
    }

    /** An engine's flow that is interrupted gives back what it took before it fails. */
    private void callBack(String container) {
        starts.computeIfPresent(container, (name, thread) -> {
            thread.interrupt();
            return thread;
        });
    }

    private void start(Effect.Start start) {
        String name = start.container();
        starts.put(name, Thread.currentThread());
        try {
            Started started = engine.start(start.request(), step -> post.accept(new Message.StepBegun(name, step)));
            read(new Effect.ListContainers()); // first, so that there is a row to go to
            post.accept(new Message.ContainerStarted(name, started.pid()));
        } catch (ContainerException e) {
            post.accept(new Message.StartFailed(name, Failure.of(e)));
        } finally {
            starts.remove(name);
            Thread.interrupted(); // called back too late: the thread does other things later
        }
    }

    private void stop(Effect.Stop stop) {
        try {
            engine.stop(new StopRequest(stop.container(), Optional.empty(), stop.kill(), false, true));
            post.accept(new Message.ContainerStopped(stop.container()));
        } catch (ContainerException e) {
            String verb = stop.kill() ? "Cannot kill " : "Cannot stop ";
            post.accept(new Message.ActionFailed(verb + stop.container(), Failure.of(e)));
        }
    }

    private void restart(String container) {
        try {
            Started started = engine.restart(StopRequest.of(container), step -> {
                starts.put(container, Thread.currentThread()); // from its start on it can be called back
                post.accept(new Message.StepBegun(container, step));
            });
            post.accept(new Message.ContainerStarted(container, started.pid()));
            post.accept(new Message.ContainerChanged(
                    container + " runs again, pid " + started.pid() + same("restart", container)));
        } catch (ContainerException e) {
            post.accept(new Message.ActionFailed("Cannot restart " + container, Failure.of(e)));
        } finally {
            starts.remove(container);
            Thread.interrupted();
        }
    }

    private String same(String verb, String container) {
        return " (" + CommandText.of(verb, List.of(container), !engine.hosts().isEmpty()) + ")";
    }

    private void endSession(Effect.EndSession end) {
        String what = "the session in " + end.container();
        try {
            engine.killSession(end.session(), GRACE);
            post.accept(new Message.ContainerChanged(
                    what + " has ended (cleat sessions kill " + shortened(end.session()) + ")"));
        } catch (ContainerException e) {
            post.accept(new Message.ActionFailed("Cannot end " + what, Failure.of(e)));
        }
    }

    /** The 48 bits of time in a UUIDv7 tell sessions apart (RFC 9562, section 5.7). */
    private static String shortened(String session) {
        return session.substring(0, Math.min(session.length(), 13));
    }

    private void pause(Effect.Pause pause) {
        String name = pause.container();
        try {
            if (pause.thaw()) {
                engine.thaw(name);
                post.accept(new Message.ContainerChanged(name + " goes on" + same("thaw", name)));
            } else {
                engine.freeze(name);
                post.accept(new Message.ContainerChanged(name + " is frozen" + same("freeze", name)));
            }
        } catch (ContainerException e) {
            String verb = pause.thaw() ? "Cannot thaw " : "Cannot freeze ";
            post.accept(new Message.ActionFailed(verb + name, Failure.of(e)));
        }
    }

    private void save(Effect.SaveLog effect) {
        try {
            post.accept(saving.save(effect));
        } catch (ContainerException e) {
            post.accept(new Message.ActionFailed("Cannot save the log", Failure.of(e)));
        } catch (IOException e) {
            String reason = e instanceof NoSuchFileException ? "no such directory" : String.valueOf(e.getMessage());
            post.accept(new Message.ActionFailed("Cannot save the log", Failure.of(effect.file() + ": " + reason)));
        }
    }

    private static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
