package dev.cleat.tui.effect;

import dev.cleat.engine.api.HostStatus;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.ActionNote;
import dev.cleat.tui.model.CommandRun;
import dev.cleat.tui.model.CommandText;
import dev.cleat.tui.model.Failure;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What was done from this console, by whom, and what came of it; kept while it runs. Each thread notes one thing at a time:
 * {@link #begin}, what it {@linkplain #heard tells meanwhile}, {@link #end}. Thread-safe.
 */
final class ActionLog {

    private static final int MOST = 1000;

    /** Of all notes together, characters; the latest keep theirs. */
    private static final long MOST_OUTPUT = 1 << 20;

    private final Clock clock;
    private final String who;
    private final Supplier<List<HostStatus>> hosts;
    private final List<ActionNote> notes = new ArrayList<>();
    private final ThreadLocal<List<Long>> current = ThreadLocal.withInitial(List::of);
    private long numbers;

    /** @param hosts those of the list; none: it is of this one alone */
    ActionLog(Clock clock, String who, Supplier<List<HostStatus>> hosts) {
        this.clock = clock;
        this.hosts = hosts;
        this.who = who;
    }

    /** The latest first. */
    synchronized List<ActionNote> notes() {
        List<ActionNote> latest = new ArrayList<>(notes);
        java.util.Collections.reverse(latest);
        return latest;
    }

    /** This thread does {@code effect} now. */
    void begin(Effect effect) {
        List<Long> begun = new ArrayList<>();
        new CommandLines(new CommandText(hosts.get())).of(effect).forEach(line -> begun.add(begin(line)));
        current.set(begun);
    }

    /** Notes what is done now by {@code line}, and returns the number of that note. */
    synchronized long begin(CommandLines.Line line) {
        notes.add(new ActionNote(
                ++numbers,
                clock.instant(),
                who,
                line.what(),
                line.subject(),
                line.command(),
                Optional.empty(),
                Optional.empty(),
                List.of()));
        notes.subList(0, Math.max(0, notes.size() - MOST)).clear();
        return numbers;
    }

    /** What came of what {@link #begin(CommandLines.Line)} has noted. */
    synchronized void end(long number, CommandRun run) {
        Optional<Failure> failure = run.failure();
        notes.replaceAll(note -> note.number() != number
                ? note
                : failure.map(note::failed)
                        .orElseGet(() -> note.ended(run.result()))
                        .printed(run.output()));
        long room = MOST_OUTPUT;
        for (int i = notes.size() - 1; i >= 0; i--) {
            List<String> output = notes.get(i).output();
            room -= output.stream().mapToLong(String::length).sum();
            if (room < 0 && !output.isEmpty()) {
                notes.set(i, notes.get(i).printed(List.of("(what it printed is no longer kept)")));
            }
        }
    }

    /** This thread tells what came of it. */
    void heard(Message message) {
        if (message instanceof Message.StartFailed failed) {
            replace(note -> note.failed(failed.failure()));
        } else if (message instanceof Message.ActionFailed failed) {
            replace(note -> note.failed(failed.failure()));
        } else if (message instanceof Message.CalledBack) {
            replace(note -> note.ended("called back"));
        } else if (message instanceof Message.AttachEnded ended) {
            replace(note -> note.ended(ended.end()));
        } else if (message instanceof Message.ContainerStarted started) {
            replace(note -> note.ended("runs, pid " + started.pid()));
        } else if (message instanceof Message.DeedEnded ended) {
            replace(note -> Optional.<Failure>ofNullable(ended.refusals().get(note.subject()))
                    .map(note::failed)
                    .orElseGet(() -> note.ended(ended.left().contains(note.subject()) ? "not begun" : "done")));
        }
    }

    /** It is over; what nothing else was told of went well. */
    void end() {
        replace(note -> note.result().isPresent() ? note : note.ended("done"));
        current.remove();
    }

    private synchronized void replace(UnaryOperator<ActionNote> change) {
        List<Long> mine = current.get();
        notes.replaceAll(note -> mine.contains(note.number()) ? change.apply(note) : note);
    }
}
