package dev.cleat.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.testing.Awaiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection whose other end is a script: it may answer late, twice, out of turn, without end, or not at all. */
class ConnectionTest {

    private static final String GREETING = "echo '{\"cleat\":\"1.2\",\"protocol\":1}'\n";

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private Connection to(String script) throws Exception {
        Connection connection = new Connection(new ProcessBuilder("sh", "-c", script)
                .directory(folder.toFile())
                .start());
        open.add(connection);
        return connection;
    }

    private Connection answering(String script) throws Exception {
        Connection connection = to(GREETING + script);
        connection.greeting();
        Thread reader = new Thread(() -> {
            try {
                connection.answerUntilEnd();
            } catch (IOException e) {
                connection.end(e.getMessage());
            }
        });
        reader.setDaemon(true);
        reader.start();
        return connection;
    }

    private static String answer(long id, String out) {
        return "echo '{\"id\":" + id + ",\"status\":0,\"errors\":\"\",\"out\":\"" + out + "\"}'\n";
    }

    private static CompletableFuture<FarAnswer> ask(Connection connection, String word) {
        return connection.ask(List.of(word), said -> {});
    }

    @Test
    void a_question_that_nobody_waits_for_any_more_is_forgotten_and_its_late_answer_is_nobodys() throws Exception {
        Connection connection =
                answering("read -r one; touch read; read -r two\n" + answer(1, "late") + answer(2, "two") + "exec cat");
        CompletableFuture<FarAnswer> first = ask(connection, "one");
        Awaiting.until("it was asked", () -> Files.exists(folder.resolve("read")));
        first.cancel(false);
        assertThat(connection.waiting()).isZero();
        assertThat(ask(connection, "two").get(60, TimeUnit.SECONDS).out()).isEqualTo("two");
        assertThat(first).isCancelled();
        assertThat(connection.waiting()).isZero();
    }

    @Test
    void questions_wait_for_an_answer_within_bounds_and_the_end_is_told_to_all_of_them() throws Exception {
        Connection connection = answering("exec sleep 1000");
        List<CompletableFuture<FarAnswer>> asked = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            asked.add(ask(connection, "x".repeat(10_000))); // more than a pipe holds: nobody is held up by it
        }
        assertThat(asked.get(199)).isCompletedExceptionally();
        connection.end("the host is switched off");
        for (CompletableFuture<FarAnswer> one : asked) {
            assertThatThrownBy(one::get).hasRootCauseInstanceOf(IOException.class);
        }
        assertThat(connection.waiting()).isZero();
        assertThatThrownBy(() -> ask(connection, "late").get()).hasMessageContaining("the connection has ended");
    }

    @Test
    void what_is_called_back_is_told_to_the_other_side_by_its_number_and_answered_all_the_same() throws Exception {
        Connection connection = answering("read -r one; read -r two; read -r back; echo \"$back\" >back\n"
                + answer(2, "left") + answer(1, "done") + "exec cat");
        CompletableFuture<FarAnswer> first = ask(connection, "ls");
        CompletableFuture<FarAnswer> second = ask(connection, "stop");

        connection.callBack(second);

        assertThat(second.get(60, TimeUnit.SECONDS).out()).isEqualTo("left");
        assertThat(first.get(60, TimeUnit.SECONDS).out()).isEqualTo("done");
        assertThat(folder.resolve("back")).hasContent("{\"callBack\":2}");
        connection.callBack(second); // it is over: nobody is told
    }

    @Test
    void what_is_told_before_an_answer_comes_to_an_end() throws Exception {
        Connection connection = answering("read -r one; i=0\n"
                + "while [ $i -lt 5000 ]; do echo '{\"id\":1,\"said\":\"step\"}'; i=$((i+1)); done\n"
                + answer(1, "done") + "exec cat");
        List<String> said = new CopyOnWriteArrayList<>();
        connection.ask(List.of("start"), said::add).get(60, TimeUnit.SECONDS);
        assertThat(said).hasSizeLessThanOrEqualTo(1000).isNotEmpty();
    }

    /** One that never stops would cost a processor for nothing. */
    @Test
    void a_flood_of_answers_that_nobody_asked_for_ends_the_connection() throws Exception {
        Connection connection = to(GREETING + "yes '{\"id\":7,\"status\":0,\"errors\":\"\",\"out\":\"\"}'");
        connection.greeting();
        assertThatThrownBy(connection::answerUntilEnd).hasMessage("it answers what nobody asked");
    }

    @Test
    void a_flood_of_steps_ends_the_connection_and_what_waits_for_the_answer() throws Exception {
        Connection connection = to(GREETING + "yes '{\"id\":1,\"said\":\"step\"}'");
        connection.greeting();
        CompletableFuture<FarAnswer> start = ask(connection, "start");
        assertThatThrownBy(connection::answerUntilEnd).hasMessage("it answers what nobody asked");
        connection.end("it answers what nobody asked");
        assertThat(start).isCompletedExceptionally();
    }

    @Test
    void what_is_printed_before_the_greeting_is_passed_over_within_bounds() throws Exception {
        assertThat(to("echo Welcome\n" + GREETING).greeting()).isEqualTo(new Greeting("1.2", 1, 1));
        assertThatThrownBy(() -> to("tr '\\0' x </dev/zero").greeting())
                .isInstanceOf(StrangeAnswerException.class)
                .hasMessage("something else than Cleat answers there");
    }

    @Test
    void a_question_that_nobody_could_answer_here_is_told_with_where_it_is_answered() throws Exception {
        assertThat(reason("Host key verification failed."))
                .isEqualTo("Host key verification failed: log in once with ssh, which asks for its key");
        assertThat(reason("a@b: Permission denied (publickey,password).")).contains("ssh-add");
        assertThat(reason("Host key for b has changed and you have requested strict checking."))
                .isEqualTo("Host key for b has changed: somebody may be in between, ask who runs it");
        assertThat(reason("ssh: connect to host b port 22: Connection refused"))
                .isEqualTo("Connection refused, port 22");
    }

    private String reason(String said) throws Exception {
        Connection connection = to("echo '" + said + "' >&2; exit 255");
        assertThatThrownBy(connection::greeting).isInstanceOf(IOException.class);
        return connection.reason();
    }
}
