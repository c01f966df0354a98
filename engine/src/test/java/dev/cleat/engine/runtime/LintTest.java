package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {

    @TempDir
    Path directory;

    private final List<String> warnings = new ArrayList<>();

    private List<Problem> lint(String text) throws IOException {
        warnings.clear();
        return new Lint(warnings::add).of(Files.writeString(directory.resolve("config.yaml"), text));
    }

    @Test
    void a_configuration_of_the_host_is_checked_as_one() throws IOException {
        assertThat(lint("ptyLog: {maxSize: 1M, keep: 3}\n")).isEmpty();
        assertThat(warnings).singleElement().asString().contains("a configuration of the host");

        assertThat(lint("ptyLog: {keep: 1000}\n"))
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("ptyLog.keep");
        assertThat(lint("schema: 1\nrootfs: host\n")).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_user_namespace_that_shifts_no_ids_is_warned_of() throws IOException {
        assertThat(lint("schema: 1\nrootfs: host\nnamespaces: {user: private}\n"))
                .isEmpty();
        assertThat(warnings).singleElement().asString().contains("idmap: {mode: auto}");

        assertThat(lint("schema: 1\nrootfs: host\nidmap: {mode: auto}\n")).isEmpty();
        assertThat(warnings).isEmpty();
    }
}
