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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * One ssh with a Cleat at its other end. Questions are words of its command line, a JSON object a line; answers come in any
 * order. One thread reads them, the one that calls {@link #answerUntilEnd}; any may ask.
 */
final class Connection implements AutoCloseable {

    /** Of what is said over a connection. */
    static final int PROTOCOL = 1;

    private static final int LONGEST_LINE = 4096;
    private static final int MOST_LINES = 200;
    private static final int MOST_WAITING = 64;
    private static final String GREETING = "{\"cleat\":";
    private static final JsonFactory JSON = new JsonFactory();

    /** How ssh words it; which host is known where it is shown. */
    private static final Pattern REFUSAL = Pattern.compile("^ssh: connect to host \\S+ port (\\d+): (.*)$");

    private final Process process;
    private final InputStream in;
    private final ErrorLines errors;
    private final AtomicLong last = new AtomicLong();
    private final Map<Long, Question> waiting = new ConcurrentHashMap<>();
    private volatile boolean ended;

    private record Question(CompletableFuture<FarAnswer> answer, Consumer<String> said) {}

    private Connection(Process process) {
        this.process = process;
        this.in = new BufferedInputStream(process.getInputStream(), 1 << 16);
        this.errors = new ErrorLines(process.getErrorStream());
    }

    /** Starts ssh and returns; who is there is told by {@link #greeting}. */
    static Connection open(SshCommand ssh) throws IOException {
        return new Connection(new ProcessBuilder(ssh.questions()).start());
    }

    /**
     * The version of the Cleat there; waits for it. What a shell there prints before is passed over.
     *
     * <p><b>Errors.</b> {@link FarEndException} when it speaks another language; {@code IOException} with the reason when
     * there is none.
     */
    String greeting() throws IOException {
        for (int i = 0; i < MOST_LINES; i++) {
            String line = line();
            if (line.startsWith(GREETING)) {
                return version(line);
            }
        }
        throw new FarEndException("something else than Cleat answers there");
    }

    private static String version(String line) throws IOException {
        Fields greeting = new FarText(new java.io.ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8))).next();
        String version = greeting.name("cleat");
        if (greeting.numberOr("protocol", 0) != PROTOCOL) {
            throw new FarEndException("Cleat " + version
                    + " there and this one do not understand each other: install one" + " version on both");
        }
        return version;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException(reason());
            }
            if (line.length() < LONGEST_LINE) {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    /** Hands answers to those who wait for them, until there will be no more; never returns otherwise. */
    void answerUntilEnd() throws IOException {
        FarText text = new FarText(in);
        for (Fields answer = text.next(); answer != null; answer = text.next()) {
            hand(answer);
        }
    }

    private void hand(Fields answer) throws FarEndException {
        long id = answer.numberOr("id", 0);
        Question question = waiting.get(id);
        if (question == null) {
            return; // whoever asked has given up
        }
        if (answer.has("said")) {
            question.said().accept(answer.text("said"));
            return;
        }
        waiting.remove(id);
        question.answer()
                .complete(new FarAnswer(
                        answer.small("status"),
                        answer.text("errors"),
                        answer.fields().get("json"),
                        answer.texts("out").orElse("")));
    }

    /**
     * Asks and returns.
     *
     * @param said gets each line that is told before the answer; on the reading thread, must be quick
     */
    CompletableFuture<FarAnswer> ask(List<String> words, Consumer<String> said) {
        CompletableFuture<FarAnswer> answer = new CompletableFuture<>();
        long id = last.incrementAndGet();
        if (waiting.size() >= MOST_WAITING) {
            answer.completeExceptionally(new IOException("too many questions wait for an answer"));
            return answer;
        }
        waiting.put(id, new Question(answer, said));
        try {
            send(id, words);
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
        if (ended) {
            answer.completeExceptionally(new IOException("the connection has ended"));
        }
        return answer;
    }

    private synchronized void send(long id, List<String> words) throws IOException {
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
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Why it ended, as ssh or the other side told it. */
    String reason() {
        int status = status();
        String said = REFUSAL.matcher(errors.last()).replaceFirst("$2, port $1");
        if (said.contains("internal-serve") && said.contains("unknown verb")) {
            return "the Cleat there is too old to be asked by this one";
        }
        if (status == 126 || status == 127) {
            return "no Cleat there: " + (said.isEmpty() ? "status " + status : said);
        }
        return said.isEmpty() ? "the connection has ended, status " + status : said;
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
        process.destroy();
        waiting.values().forEach(question -> question.answer().completeExceptionally(new IOException(why)));
    }

    @Override
    public void close() {
        end("the console is left");
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            return; // it has ended already
        }
    }
}
