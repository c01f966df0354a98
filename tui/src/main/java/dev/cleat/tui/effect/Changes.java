package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.Progress;
import dev.cleat.engine.api.Recordings;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.CommandText;
import dev.cleat.tui.model.Deed;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.Work;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Carries out what changes something, and posts what came of it. Thread-safe: changes run beside each other. */
final class Changes {

    /** What a session gets between SIGHUP and SIGKILL, as {@code cleat sessions kill} gives it. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Engine engine;
    private final Consumer<Effect.Reading> inTurn;
    private final PaneRunner panes;
    private final CommandRunner commands;
    private final LogSaving saving;
    private final DefinitionChecks checks;
    private final Importing importing;
    private final ThreadFactory threads;
    private final Consumer<Message> post;
    private final UnderWay underWay = new UnderWay();

    /** @param inTurn reads behind whatever was asked for before, and returns when that is told */
    Changes(
            Engine engine,
            Consumer<Effect.Reading> inTurn,
            PaneRunner panes,
            CommandRunner commands,
            ActionLog actions,
            ThreadFactory threads,
            Consumer<Message> post) {
        this.engine = engine;
        this.inTurn = inTurn;
        this.panes = panes;
        this.commands = commands;
        this.saving = new LogSaving(engine);
        this.checks = new DefinitionChecks(engine, actions);
        this.importing = new Importing(engine, actions);
        this.threads = threads;
        this.post = post;
    }

    /** Returns when it is done, or has failed. */
    void change(Effect.Changing effect) {
        if (effect instanceof Effect.Lasting lasting) {
            try {
                underWay.run(lasting.work(), () -> last(lasting));
            } finally {
                post.accept(new Message.WorkEnded(lasting.work()));
            }
        } else if (effect instanceof Effect.CallBack back) {
            underWay.callBack(back.work());
        } else if (effect instanceof Effect.Kill kill) {
            kill(kill.container());
        } else if (effect instanceof Effect.Pause pause) {
            pause(pause);
        } else if (effect instanceof Effect.Create create) {
            create(create);
        } else if (effect instanceof Effect.FillTmuxBuffer fill) {
            TmuxBuffer.fill(fill.text());
        } else if (effect instanceof Effect.OpenPane open) {
            panes.open(open);
        }
    }

    private void last(Effect.Lasting effect) {
        if (effect instanceof Effect.Start start) {
            start(start);
        } else if (effect instanceof Effect.Stop stop) {
            stop(stop);
        } else if (effect instanceof Effect.Restart restart) {
            restart(restart);
        } else if (effect instanceof Effect.EndSession end) {
            endSession(end);
        } else if (effect instanceof Effect.Each each) {
            new EachContainer(engine, post, threads, () -> underWay.isCalledBack(each.work())).run(each);
        } else if (effect instanceof Effect.Import imported) {
            post.accept(importing.run(imported, steps(imported)));
        } else if (effect instanceof Effect.Check check) {
            post.accept(checks.run(check, over -> post.accept(new Message.WorkAdvanced(check.work(), over))));
        } else if (effect instanceof Effect.SaveLog save) {
            save(save);
        } else if (effect instanceof Effect.SaveRecording save) {
            save(save);
        } else if (effect instanceof Effect.RunCommand run) {
            post.accept(commands.run(run, over -> post.accept(new Message.WorkAdvanced(run.work(), over))));
        }
    }

    /** Tells of each step of {@code effect} as it begins. */
    private StepListener steps(Effect.Lasting effect) {
        return step -> post.accept(new Message.StepBegun(effect.work(), step));
    }

    private void start(Effect.Start start) {
        String name = start.container();
        try {
            Started started = engine.start(start.request(), steps(start));
            inTurn.accept(new Effect.ListContainers()); // first, so that there is a row to go to
            post.accept(new Message.ContainerStarted(start.work(), name, started.pid()));
        } catch (ContainerException e) {
            post.accept(new Message.StartFailed(start.work(), name, Failure.of(e)));
        }
    }

    private void stop(Effect.Stop stop) {
        try {
            engine.stop(StopRequest.of(stop.container()), steps(stop));
            post.accept(
                    new Message.ContainerChanged(stop.container() + " has stopped" + same("stop", stop.container())));
        } catch (ContainerException e) {
            post.accept(
                    underWay.isCalledBack(stop.work())
                            ? new Message.CalledBack(e.getMessage())
                            : new Message.ActionFailed("Cannot stop " + stop.container(), Failure.of(e)));
        }
    }

    private void kill(String container) {
        try {
            engine.stop(new StopRequest(container, Optional.empty(), true, false, true));
            post.accept(new Message.ContainerChanged(
                    container + " was killed" + " (" + same(Deed.KILL.command(), container) + ")"));
        } catch (ContainerException e) {
            post.accept(new Message.ActionFailed("Cannot kill " + container, Failure.of(e)));
        }
    }

    private void create(Effect.Create create) {
        try {
            engine.create(create.name(), create.file(), List.of());
            post.accept(new Message.ContainerChanged(create.name() + " is stored ("
                    + same(List.of("create", "-f", create.file().toString()), create.name()) + ")"));
        } catch (ContainerException e) {
            post.accept(new Message.ActionFailed("Cannot store " + create.name(), Failure.of(e)));
        }
    }

    private void restart(Effect.Restart restart) {
        String container = restart.container();
        try {
            Started started = engine.restart(StopRequest.of(container), steps(restart));
            post.accept(new Message.ContainerStarted(restart.work(), container, started.pid()));
            post.accept(new Message.ContainerChanged(
                    container + " runs again, pid " + started.pid() + same("restart", container)));
        } catch (ContainerException e) {
            post.accept(
                    underWay.isCalledBack(restart.work())
                            ? new Message.CalledBack(e.getMessage())
                            : new Message.ActionFailed("Cannot restart " + container, Failure.of(e)));
        }
    }

    private String same(String verb, String container) {
        return " (" + same(List.of(verb), container) + ")";
    }

    private String same(List<String> verb, String name) {
        return new CommandText(engine.hosts()).of(verb, List.of(name));
    }

    private void endSession(Effect.EndSession end) {
        String what = "the session in " + end.container();
        try {
            engine.killSession(end.session(), GRACE);
            post.accept(new Message.ContainerChanged(
                    what + " has ended (" + same(List.of("sessions", "kill"), shortened(end.session())) + ")"));
        } catch (ContainerException e) {
            post.accept(new Message.ActionFailed("Cannot end " + what, Failure.of(e)));
        }
    }

    /** The 48 bits of time in a UUIDv7 tell sessions apart (RFC 9562, section 5.7). */
    private static String shortened(String session) {
        int id = session.indexOf(':') + 1; // behind the name of another host
        return session.substring(0, Math.min(session.length(), id + 13));
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
        save("log", effect.work(), effect.file(), () -> saving.save(effect, percents(effect.work())));
    }

    private void save(Effect.SaveRecording effect) {
        save("recording", effect.work(), effect.file(), () -> {
            Path file = NewFile.target(effect.file());
            Recordings recordings = engine.recordings();
            long missing = NewFile.write(
                    file,
                    out -> effect.isRaw()
                            ? recordings.writeBytes(effect.recording(), out, percents(effect.work()))
                            : recordings.writeText(effect.recording(), out, percents(effect.work())));
            String lacking = missing == 0 ? "" : "; " + missing + " lines of it could not be read";
            return new Message.ContainerChanged("saved the recording to " + file + lacking);
        });
    }

    /** Tells of each percent of work once. */
    private Progress percents(long work) {
        AtomicInteger told = new AtomicInteger();
        return (done, all) -> {
            int percent = (int) Math.min(Work.PERCENT, Work.PERCENT * done / Math.max(1, all));
            if (told.getAndSet(percent) != percent) {
                post.accept(new Message.WorkAdvanced(work, percent));
            }
        };
    }

    private interface Saving {
        Message run() throws ContainerException, IOException;
    }

    private void save(String what, long work, String file, Saving saved) {
        Failure failure;
        try {
            post.accept(saved.run());
            return;
        } catch (ContainerException e) {
            failure = Failure.of(e);
        } catch (IOException e) {
            String reason = e instanceof NoSuchFileException ? "no such directory" : String.valueOf(e.getMessage());
            failure = Failure.of(file + ": " + reason);
        }
        post.accept(
                underWay.isCalledBack(work)
                        ? new Message.CalledBack("called back: nothing was saved to " + file)
                        : new Message.ActionFailed("Cannot save the " + what, failure));
    }
}
