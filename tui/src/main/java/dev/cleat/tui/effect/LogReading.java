package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerLog;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.LogPlace;
import dev.cleat.tui.model.LogWindow;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Reads parts of console logs, never more than {@link LogWindow#LIMIT} of each in memory. A search through gigabytes tells how
 * far it came and ends as soon as something else is asked for.
 */
final class LogReading {

    private static final long PACE = 200_000_000L;

    private final Engine engine;
    private final Consumer<Message> post;
    private final AtomicLong asked = new AtomicLong();
    private long told;

    LogReading(Engine engine, Consumer<Message> post) {
        this.engine = engine;
        this.post = post;
    }

    /** Whatever is being searched is no longer wanted. Returns the number of the request that comes now. */
    long next() {
        return asked.incrementAndGet();
    }

    /** Answers by messages. {@code number}: from {@link #next}; a later one ends this. */
    void read(Effect.ReadLog effect, long number) throws ContainerException {
        told = System.nanoTime();
        List<LogTrack> tracks = new ArrayList<>();
        try {
            List<LogScan> scans = new ArrayList<>();
            for (int i = 0; i < effect.names().size(); i++) {
                tracks.add(open(effect.names(), i));
                scans.add(new LogScan(
                        tracks.get(i),
                        i,
                        effect.choice(),
                        effect.zone(),
                        (done, all) -> progress(effect, number, done, all)));
            }
            answer(effect, new LogMerge(tracks, scans));
        } catch (LogScan.AbandonedException e) {
            // Another answer is wanted by now.
        } catch (IOException e) {
            post.accept(new Message.ReadFailed(effect.subject(), Failure.of("cannot read it: " + e.getMessage())));
        } finally {
            tracks.forEach(LogTrack::close);
        }
    }

    /** Of several logs one that is not to be had does not keep from the others. */
    private LogTrack open(List<String> names, int index) throws ContainerException {
        try {
            ContainerLog log = engine.consoleLog(names.get(index));
            try {
                return LogTrack.open(log);
            } catch (IOException e) {
                throw new HostLimitException(failure(log.file(), e).message(), null, e);
            }
        } catch (ContainerException e) {
            if (names.size() == 1) {
                throw e;
            }
            return LogTrack.lacking(e.getMessage());
        }
    }

    private void progress(Effect.ReadLog effect, long number, long done, long all) {
        if (asked.get() != number) {
            throw new LogScan.AbandonedException();
        }
        if (System.nanoTime() - told > PACE) {
            told = System.nanoTime();
            post.accept(new Message.LogScanned(effect.subject(), (int) (100 * done / Math.max(1, all))));
        }
    }

    private void answer(Effect.ReadLog effect, LogMerge log) throws IOException {
        LogRequest request = effect.request();
        if (request instanceof LogRequest.Tail) {
            read(effect, log.tail(), Optional.empty());
        } else if (request instanceof LogRequest.Head) {
            read(effect, log.head(), Optional.empty());
        } else if (request instanceof LogRequest.Around around) {
            read(effect, log.around(around.place()), Optional.of(around.place()));
        } else if (request instanceof LogRequest.More more) {
            LogWindow grown = log.more(more.known(), more.follow(), effect.now());
            if (grown != more.known()) {
                post.accept(new Message.LogGrew(effect.subject(), more.known(), grown));
            }
        } else if (request instanceof LogRequest.Find find) {
            find(effect, log, find);
        }
    }

    private void find(Effect.ReadLog effect, LogMerge log, LogRequest.Find find) throws IOException {
        Optional<LogPlace> found = log.find(find.from(), find.forward(), find.search());
        if (found.isEmpty()) {
            post.accept(new Message.LogUnfound(effect.subject(), find.search()));
            return;
        }
        post.accept(new Message.LogFound(effect.subject(), effect.choice(), log.around(found.get()), found.get()));
    }

    private void read(Effect.ReadLog effect, LogWindow window, Optional<LogPlace> at) {
        post.accept(new Message.LogRead(effect.subject(), effect.choice(), window, at));
    }

    static Failure failure(Path file, IOException e) {
        String reason = e instanceof NoSuchFileException
                ? "no such file"
                : e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
        return Failure.of("cannot read " + file + ": " + reason);
    }
}
