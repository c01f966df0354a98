package dev.cleat.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cleat.cli.output.StandardOutput;
import dev.cleat.engine.api.Engine;
import dev.cleat.remote.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Answers another Cleat: each question is words of a command line, and each answer its exit status, what it told, and what it
 * printed; {@code {"callBack": ID}} is no question, but that what is done for one is not wanted any more. Questions are carried out beside each other, by one engine, so that figures over time are those of one reader.
 *
 * <p>Who asks is logged in here and could run the words as well: nothing is allowed that a login does not allow. Verbs that
 * want a terminal have none on this connection and are refused.
 */
final class QuestionServer {

    private static final Set<String> VERBS = Set.of(
            "ls",
            "info",
            "ps",
            "ns",
            "cg",
            "why",
            "sessions",
            "monitor",
            "start",
            "stop",
            "kill",
            "restart",
            "freeze",
            "thaw",
            "destroy",
            Protocol.LOG_VERB,
            Protocol.LOOK_VERB);

    /** Verbs that print nothing else. */
    private static final Set<String> DOCUMENTS = Set.of(Protocol.LOG_VERB, Protocol.LOOK_VERB);

    /** Options with which such a verb would not end, or want a terminal. */
    private static final Set<String> NOT_HERE = Set.of("-F", "--foreground", "attach", "watch");

    private static final long PATIENCE_SECONDS = 60;
    private static final JsonFactory JSON = new JsonFactory();

    private final Surroundings here;
    private final OutputStream out;
    private final ExecutorService questions = Executors.newFixedThreadPool(8);
    private final AnswerThreads threads = new AnswerThreads();

    /** @param engine answers every question; it stays open */
    QuestionServer(Surroundings here, Engine engine, OutputStream out) {
        Engine shared = StaysOpen.of(engine);
        this.here = new Surroundings(
                here.environment(), here.userId(), here.self(), here.out(), here.err(), here.clock(), o -> shared);
        this.out = out;
    }

    /** Answers until nobody asks any more; what is being done then is brought to its end. */
    void answer(InputStream in) throws IOException {
        greet();
        try (JsonParser json = JSON.createParser(in)) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                question(json);
            }
        } finally {
            questions.shutdown();
            try {
                questions.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void greet() throws IOException {
        write(json -> {
            json.writeStringField("cleat", CommandLine.VERSION);
            json.writeNumberField("protocol", Protocol.VERSION);
            json.writeNumberField("level", Protocol.LEVEL);
        });
    }

    private void question(JsonParser json) throws IOException {
        long id = 0;
        long unwanted = 0;
        List<String> words = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            if (field.equals("id")) {
                id = json.getLongValue();
            } else if (field.equals("words")) {
                words(json, words);
            } else if (field.equals("callBack")) {
                unwanted = json.getLongValue();
            } else {
                json.skipChildren(); // of a newer Cleat
            }
        }
        if (unwanted != 0) {
            threads.callBack(unwanted);
            return;
        }
        long asked = id;
        threads.expect(asked);
        questions.execute(() -> threads.run(asked, () -> answer(asked, words)));
    }

    /** All of them, or none would be what was asked. */
    private static void words(JsonParser json, List<String> words) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw new IOException("a question holds something else than words");
            }
            if (words.size() <= Protocol.MOST_WORDS) {
                words.add(json.getText());
            }
        }
    }

    private void answer(long id, List<String> words) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ToldLines told = new ToldLines(step -> write(json -> {
            json.writeNumberField("id", id);
            json.writeStringField("said", step);
        }));
        try {
            int status = run(words, printed, told);
            write(json -> {
                json.writeNumberField("id", id);
                json.writeNumberField("status", status);
                json.writeStringField("errors", told.text());
                writePrinted(json, words, status, printed);
            });
        } catch (IOException e) {
            questions.shutdownNow(); // nobody reads the answers
        }
    }

    private int run(List<String> words, OutputStream printed, ToldLines told) throws IOException {
        String verb = words.isEmpty() ? "" : words.get(0);
        if (words.size() > Protocol.MOST_WORDS) {
            told.line("cleat: \"" + verb + "\" with more than " + Protocol.MOST_WORDS + " words is not answered");
            return ExitStatus.WRONG_USAGE;
        }
        boolean allowed = VERBS.contains(verb) && words.stream().noneMatch(NOT_HERE::contains);
        if (!allowed || verb.equals("monitor") && !words.contains("--past")) {
            told.line("cleat: \"" + verb + "\" is not answered here");
            return ExitStatus.WRONG_USAGE;
        }
        Surroundings mine = new Surroundings(
                here.environment(),
                here.userId(),
                here.self(),
                new StandardOutput(printed, false, true),
                new PrintStream(told, false, StandardCharsets.UTF_8),
                here.clock(),
                here.engines());
        return new CommandLine(mine).run("cleat", words);
    }

    /** A document is handed on as such, without the blanks that are for people. */
    private static void writePrinted(JsonGenerator json, List<String> words, int status, ByteArrayOutputStream printed)
            throws IOException {
        boolean document = status == ExitStatus.DONE && (words.contains("--json") || DOCUMENTS.contains(words.get(0)));
        if (!document) {
            json.writeStringField("out", printed.toString(StandardCharsets.UTF_8));
            return;
        }
        json.writeFieldName("json");
        try (JsonParser parser = JSON.createParser(printed.toByteArray())) {
            parser.nextToken();
            json.copyCurrentStructure(parser);
        }
    }

    /** One line; from any thread. */
    private void write(JsonBody fields) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
            json.writeRaw('\n');
        }
        synchronized (out) {
            line.writeTo(out);
            out.flush();
        }
    }

    /** Fields of an object. */
    @FunctionalInterface
    private interface JsonBody {
        void writeTo(JsonGenerator json) throws IOException;
    }
}
