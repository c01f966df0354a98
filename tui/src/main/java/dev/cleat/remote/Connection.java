package dev.cleat.remote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One ssh with a Cleat at its other end. Questions are words of its command line, a JSON object a line; answers come in any
 * order. One thread reads them, the one that calls {@link #answerUntilEnd}; any may ask.
 */
final class Connection implements AutoCloseable {

    private static final int MOST_BEFORE_GREETING = 1 << 20;
    private static final int MOST_WAITING = 64;
    private static final int MOST_SAID = 1000;
    private static final int MOST_UNHEARD = 10_000;
    private static final JsonFactory JSON = new JsonFactory();

    /** How ssh words it; which host is known where it is shown. */
    private static final Pattern REFUSAL = Pattern.compile("^ssh: connect to host \\S+ port (\\d+): (.*)$");

    /** What ends because nobody could answer a question here, and where it is answered. */
    private static final Map<Pattern, String> ADVICE = Map.of(
            Pattern.compile("(Host key verification failed)\\."),
            "$1: log in once with ssh, which asks for its key",
            Pattern.compile("(Host key for .* has changed).*"),
            "$1: somebody may be in between, ask who runs it",
            Pattern.compile("(.*Permission denied \\(.*\\))\\."),
            "$1: ssh-add a key, or log in with ssh and ControlMaster");

    private final Process process;
    private final InputStream in;
    private final ErrorLines errors;
    private final AtomicLong last = new AtomicLong();
    private final Map<Long, Question> waiting = new ConcurrentHashMap<>();

    /** Who asks is not held up by one who does not listen. */
    private final ExecutorService sending = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), Connection::daemon);

    private volatile boolean ended;
    private long unheard;

    /** One question; what is told before its answer comes to an end, whatever the other side does. */
    private static final class Question {

        private final CompletableFuture<FarAnswer> answer = new CompletableFuture<>();
        private final Consumer<String> listener;
        private int heard;

        Question(Consumer<String> listener) {
            this.listener = listener;
        }

        /** False when it has told enough. */
        boolean said(String line) {
            if (++heard <= MOST_SAID) {
                listener.accept(line);
            }
            return heard <= MOST_SAID;
        }
    }

    Connection(Process process) {
        this.process = process;
        this.in = new BufferedInputStream(process.getInputStream(), 1 << 16);
        this.errors = new ErrorLines(process.getErrorStream());
    }

    /** Starts ssh and returns; who is there is told by {@link #greeting}. */
    static Connection open(SshCommand ssh) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(ssh.now().questions());
        builder.environment().put("SSH_ASKPASS_REQUIRE", "never"); // nor in a window
        return new Connection(builder.start());
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "questions over ssh");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * What the Cleat there says first; waits for it. What a shell there prints before is passed over.
     *
     * <p><b>Errors.</b> {@link StrangeAnswerException} when something else talks there; {@code IOException} with the reason when
     * nothing does.
     */
    Greeting greeting() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int count = 0; count < MOST_BEFORE_GREETING; count++) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException(reason());
            }
            if (octet != '\n') {
                line.append((char) octet);
            } else if (Greeting.isOne(line.toString())) {
                return Greeting.of(line.toString());
            } else {
                line.setLength(0);
            }
        }
        throw new StrangeAnswerException("something else than Cleat answers there");
    }

    /** Hands answers to those who wait for them, until there will be no more; never returns otherwise. */
    void answerUntilEnd() throws IOException {
        FarText text = new FarText(in);
        for (Fields answer = text.next(); answer != null; answer = text.next()) {
            hand(answer, text.octets());
        }
    }

    private void hand(Fields answer, long octets) throws StrangeAnswerException {
        Question question = waiting.get(answer.numberOr("id", 0));
        if (question == null) {
            countUnheard(); // whoever asked has given up
            return;
        }
        if (answer.has("said")) {
            if (!question.said(answer.text("said"))) {
                countUnheard();
            }
            return;
        }
        question.answer.complete(new FarAnswer(
                answer.small("status"),
                answer.text("errors"),
                answer.fields().get("json"),
                answer.wholeText("out").orElse(""),
                octets));
    }

    /** Some nobody waits for any more; one that never stops would cost a processor for nothing. */
    private void countUnheard() throws StrangeAnswerException {
        if (++unheard > MOST_UNHEARD + last.get()) {
            throw new StrangeAnswerException("it answers what nobody asked");
        }
    }

    /**
     * Asks and returns. Who cancels what is returned is not answered any more.
     *
     * @param said gets each line that is told before the answer; on the reading thread, must be quick
     */
    CompletableFuture<FarAnswer> ask(List<String> words, Consumer<String> said) {
        if (waiting.size() >= MOST_WAITING) {
            return CompletableFuture.failedFuture(new IOException("too many questions wait for an answer"));
        }
        Question question = new Question(said);
        long id = last.incrementAndGet();
        waiting.put(id, question);
        question.answer.whenComplete((answer, failure) -> waiting.remove(id));
        try {
            sending.execute(() -> send(id, words, question));
        } catch (RejectedExecutionException e) {
            question.answer.completeExceptionally(
                    new IOException(ended ? "the connection has ended" : "it does not listen", e));
        }
        if (ended) {
            question.answer.completeExceptionally(new IOException("the connection has ended"));
        }
        return question.answer;
    }

    /** Asks the other side to call back what it does for that answer, which it gives all the same if it hears of it. */
    void callBack(CompletableFuture<FarAnswer> answer) {
        waiting.forEach((id, question) -> {
            if (question.answer == answer) {
                callBack(id);
            }
        });
    }

    private void callBack(long id) {
        try {
            sending.execute(() -> {
                try {
                    write("{\"callBack\":" + id + "}\n");
                } catch (IOException e) {
                    // Its end is told to who waits for the answer.
                }
            });
        } catch (RejectedExecutionException e) {
            // It does not listen, or has ended: who waits is told, or gives up.
        }
    }

    /** How many questions wait for their answer. */
    int waiting() {
        return waiting.size();
    }

    private void send(long id, List<String> words, Question question) {
        if (question.answer.isDone()) {
            return; // given up before it was asked
        }
        try {
            write(line(id, words));
        } catch (IOException e) {
            question.answer.completeExceptionally(e);
        }
    }

    private void write(String line) throws IOException {
        process.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    private static String line(long id, List<String> words) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeNumberField("id", id);
            json.writeArrayFieldStart("words");
            for (String word : words) {
                json.writeString(word);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return line + "\n";
    }

    /** Why it ended, as ssh or the other side told it. */
    String reason() {
        int status = status();
        String said = REFUSAL.matcher(errors.last()).replaceFirst("$2, port $1");
        if (said.contains(Protocol.ANSWER_VERB) && said.contains("unknown verb")) {
            return "the Cleat there is too old to be asked by this one";
        }
        if (status == 126 || status == 127) {
            return "no Cleat there: " + (said.isEmpty() ? "status " + status : said);
        }
        return said.isEmpty() ? "the connection has ended, status " + status : advised(said);
    }

    private static String advised(String said) {
        return ADVICE.entrySet().stream()
                .map(known -> known.getKey().matcher(said))
                .filter(Matcher::matches)
                .map(known -> known.replaceFirst(ADVICE.get(known.pattern())))
                .findFirst()
                .orElse(said);
    }

    private int status() {
        try {
            return process.waitFor(2, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** Ends ssh; who still waits is told {@code why}. */
    void end(String why) {
        ended = true;
        // Not process.destroy(): that waits for a thread that writes to it.
        process.toHandle().destroy();
        sending.shutdown(); // one that writes is broken off by the end of the process
        waiting.values().forEach(question -> question.answer.completeExceptionally(new IOException(why)));
    }

    @Override
    public void close() {
        end("the console is left");
    }
}
