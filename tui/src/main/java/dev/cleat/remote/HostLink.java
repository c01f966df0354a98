package dev.cleat.remote;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The way to one host, which is made again when it breaks: after 1 s, then after twice as long each time, at most 60 s. */
final class HostLink implements AutoCloseable {

    private static final Duration GREETING = Duration.ofSeconds(40);
    /** What was taken is given back in this time; a Cleat that does not know the word goes on, and answers later. */
    private static final Duration CALLED_BACK = Duration.ofSeconds(15);

    private static final long SHORTEST_PAUSE = 1000;
    private static final long LONGEST_PAUSE = 60_000;

    /** What was up so long was well: a new try is worth it at once. */
    private static final long WELL_NANOS = Duration.ofSeconds(30).toNanos();

    private final SshCommand ssh;
    private final String version;
    private final Thread thread;
    private volatile Connection connection;

    /** The one that lives or is being made. */
    private volatile Connection begun;

    private volatile long level;
    private volatile Optional<String> problem = Optional.empty();
    private volatile boolean tried;
    private volatile long nextTry;
    private volatile boolean closed;

    /** @param version of this Cleat */
    HostLink(SshCommand ssh, String version) {
        this.ssh = ssh;
        this.version = version;
        this.thread = new Thread(this::run, "host " + ssh.host().name());
        thread.setDaemon(true);
    }

    /** Begins to connect and returns. */
    void start() {
        thread.start();
    }

    String name() {
        return ssh.host().name();
    }

    boolean isUp() {
        return connection != null;
    }

    /** How much the Cleat there answers, see {@link Protocol#LEVEL}; 0 while it is not reached. */
    long level() {
        return isUp() ? level : 0;
    }

    /** False until the first try has come to its end. */
    boolean isTried() {
        return tried;
    }

    /** Why it is down, with when it is tried again; of one that is up, what an operator should know of it. */
    Optional<String> problem() {
        long left = TimeUnit.NANOSECONDS.toSeconds(nextTry - System.nanoTime()) + 1;
        return isUp() || left <= 0 ? problem : problem.map(why -> why + " (again in " + left + " s)");
    }

    /** Asks; the answer comes, or is an {@code IOException} when the connection breaks before. */
    CompletableFuture<FarAnswer> ask(List<String> words, Consumer<String> said) {
        Connection current = connection;
        return current == null
                ? CompletableFuture.failedFuture(new IOException(problem.orElse("not connected yet")))
                : current.ask(words, said);
    }

    /** The same, waiting. */
    FarAnswer ask(List<String> words, Consumer<String> said, Duration atMost)
            throws IOException, TimeoutException, InterruptedException {
        CompletableFuture<FarAnswer> answer = ask(words, said);
        try {
            return awaited(answer, atMost);
        } finally {
            answer.cancel(false); // nobody waits for it any more
        }
    }

    /**
     * Has it done, waiting. An interrupt calls it back: what became of it is answered then.
     *
     * @throws InterruptedException when the other side, called back, answers nothing
     */
    FarAnswer change(List<String> words, Consumer<String> said, Duration atMost)
            throws IOException, TimeoutException, InterruptedException {
        Connection current = connection;
        CompletableFuture<FarAnswer> answer = ask(words, said);
        try {
            return awaited(answer, atMost);
        } catch (InterruptedException e) {
            if (current != null) {
                current.callBack(answer);
            }
            return calledBack(answer, e);
        } finally {
            answer.cancel(false);
        }
    }

    private static FarAnswer calledBack(CompletableFuture<FarAnswer> answer, InterruptedException why)
            throws IOException, InterruptedException {
        try {
            return awaited(answer, CALLED_BACK);
        } catch (TimeoutException e) {
            throw why;
        }
    }

    private static FarAnswer awaited(CompletableFuture<FarAnswer> answer, Duration atMost)
            throws IOException, TimeoutException, InterruptedException {
        try {
            return answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
        }
    }

    private void run() {
        long pause = SHORTEST_PAUSE;
        while (!closed) {
            long since = System.nanoTime();
            String why = live();
            pause = System.nanoTime() - since > WELL_NANOS ? SHORTEST_PAUSE : pause;
            nextTry = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
            problem = Optional.of(why);
            tried = true;
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return; // closed
            }
            pause = Math.min(LONGEST_PAUSE, 2 * pause);
        }
    }

    /** From a connection to its end; why it ended. */
    private String live() {
        try (Connection made = Connection.open(ssh)) {
            begun = made;
            if (closed) {
                return "closed";
            }
            Greeting there = greeted(made);
            problem = there.difference(version);
            if (!there.isUnderstood()) {
                return problem.orElseThrow();
            }
            level = there.level();
            connection = made;
            tried = true;
            String why = answered(made);
            connection = null;
            made.end(why);
            return why;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (OutOfMemoryError e) {
            return "what it tells is more than there is memory for";
        } finally {
            connection = null;
        }
    }

    /** A host that takes the connection and then says nothing is given up. */
    private static Greeting greeted(Connection made) throws IOException {
        CompletableFuture<Void> watchdog = CompletableFuture.runAsync(
                () -> made.end("no answer"),
                CompletableFuture.delayedExecutor(GREETING.toMillis(), TimeUnit.MILLISECONDS));
        try {
            return made.greeting();
        } finally {
            watchdog.cancel(false);
        }
    }

    private static String answered(Connection made) {
        try {
            made.answerUntilEnd();
            return made.reason();
        } catch (IOException e) {
            // Jackson's messages quote what came, and say where; the first line is the reason.
            return "what it answers cannot be read: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }

    /** Also one that is being made, which would go on without us. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        Connection last = begun;
        if (last != null) {
            last.close();
        }
    }
}
