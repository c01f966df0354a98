package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.cli.output.StandardOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the console of another host is answered. */
class QuestionServerTest {

    private final StubEngine engine = new StubEngine();

    private List<String> answers(String... questions) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Surroundings here = new Surroundings(
                Map.of("HOME", "/root"),
                0,
                Path.of("/proc/self"),
                new StandardOutput(out, false, true),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                options -> engine);
        String all = String.join("\n", questions) + "\n";
        new QuestionServer(here, engine, out).answer(new ByteArrayInputStream(all.getBytes(StandardCharsets.UTF_8)));
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.get(0)).isEqualTo("{\"cleat\":\"" + CommandLine.VERSION + "\",\"protocol\":1,\"level\":2}");
        return lines.subList(1, lines.size());
    }

    @Test
    void a_document_is_part_of_the_answer_and_the_engine_stays_open_for_the_next() throws IOException {
        engine.containers.clear();
        engine.containers.add(Samples.running("web", dev.cleat.engine.api.Runtime.CLEAT));
        assertThat(answers("{\"id\":7,\"words\":[\"ls\",\"--json\"]}"))
                .singleElement()
                .asString()
                .startsWith("{\"id\":7,\"status\":0,\"errors\":\"\",\"json\":[{\"name\":\"web\",")
                .endsWith("}]}");
        assertThat(engine.closed).isFalse();
    }

    @Test
    void what_went_wrong_is_told_with_its_status() throws IOException {
        assertThat(answers("{\"id\":1,\"words\":[\"why\",\"--name=nobody\",\"--color\"]}"))
                .singleElement()
                .asString()
                .startsWith("{\"id\":1,\"status\":64,\"errors\":\"");
    }

    @Test
    @Timeout(60)
    void what_is_called_back_is_interrupted_and_answered_and_nothing_else_is() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        engine.whileStopping = () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                engine.calls.add("interrupted");
            }
        };
        assertThat(answers(
                        "{\"callBack\":1}",
                        "{\"id\":1,\"words\":[\"stop\",\"--name=web\"]}",
                        "{\"callBack\":1}",
                        "{\"callBack\":9}",
                        "{\"id\":2,\"words\":[\"kill\",\"--name=db\",\"TERM\"]}"))
                .hasSize(2);
        assertThat(engine.calls).contains("interrupted").hasSize(3);
    }

    @Test
    void verbs_that_want_a_terminal_or_do_not_end_are_refused() throws IOException {
        for (String words : List.of(
                "\"attach\",\"web\"",
                "\"start\",\"-F\",\"web\"",
                "\"monitor\"",
                "\"sessions\",\"attach\",\"1\"",
                "\"ui\"",
                "\"internal-serve\"",
                "")) {
            assertThat(answers("{\"id\":1,\"words\":[" + words + "]}"))
                    .as(words)
                    .singleElement()
                    .asString()
                    .contains("\"status\":64")
                    .contains("is not answered here");
        }
        assertThat(engine.calls).isEmpty();
    }

    @Test
    void a_question_is_answered_with_all_its_words_or_not_at_all() throws IOException {
        answers("{\"id\":1,\"words\":[\"stop\"" + ",\"--kill\"".repeat(300) + ",\"--name=web\"]}");
        assertThat(engine.calls).anyMatch(call -> call.startsWith("stop web"));
        assertThat(answers("{\"id\":1,\"words\":[\"kill\"" + ",\"--all\"".repeat(5000) + "]}"))
                .singleElement()
                .asString()
                .contains("\"status\":64", "more than 4096 words");
        assertThatThrownBy(() -> answers("{\"id\":1,\"words\":[\"stop\",\"--name=web\",7,\"--nokill\"]}"))
                .hasMessage("a question holds something else than words");
        assertThat(engine.calls).hasSize(1);
    }

    @Test
    void what_a_newer_cleat_asks_with_is_passed_over() throws IOException {
        assertThat(answers("{\"id\":1,\"by\":{\"user\":[1,{}]},\"words\":[\"ls\"]}"))
                .singleElement()
                .asString()
                .contains("\"status\":0");
    }

    @Test
    void a_name_that_looks_like_an_option_is_a_name() throws IOException {
        answers("{\"id\":1,\"words\":[\"stop\",\"--name=--kill\"]}");
        assertThat(engine.calls).anyMatch(call -> call.startsWith("stop --kill"));
    }
}
