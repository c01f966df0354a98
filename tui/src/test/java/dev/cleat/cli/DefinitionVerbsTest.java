package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.cli.CommandLineFixture.Result;
import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.Imported;
import dev.cleat.engine.api.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionVerbsTest {

    private final CommandLineFixture cleat = new CommandLineFixture();

    @TempDir
    Path directory;

    @Test
    void create_stores_a_file_with_its_overrides() {
        Result result = cleat.run("create", "web", "-f", "/d/web.yaml", "-s", "a.b=c", "--set", "d=");

        assertThat(cleat.engine.calls).containsExactly("create web /d/web.yaml [a.b=c, d=]");
        assertThat(result).isEqualTo(new Result(0, "", "cleat: web is stored; 'cleat start web' starts it\n"));
    }

    @Test
    void create_refuses_a_name_that_is_taken_with_6() {
        cleat.engine.failures.put("web", new BusyException("web is stored already", null));

        assertThat(cleat.run("create", "web", "-f", "/d/web.yaml").status()).isEqualTo(6);
    }

    @Test
    void destroy_stops_first_only_when_it_is_told_to() {
        assertThat(cleat.run("destroy", "web")).isEqualTo(new Result(0, "", "cleat: web is destroyed\n"));
        cleat.run("destroy", "-f", "-n", "web");

        assertThat(cleat.engine.calls).containsExactly("destroy web stopped only", "destroy web stop first");
    }

    @Test
    void destroy_of_a_protected_one_is_5() {
        cleat.engine.failures.put("web", new RefusedException("web is protected", null));

        assertThat(cleat.run("destroy", "web").status()).isEqualTo(5);
    }

    @Test
    void import_prints_the_definition_and_tells_what_it_left_even_when_it_is_quiet() {
        cleat.engine.imported = new Imported("schema: 1\n", List.of("/l/config:3: lxc.foo: unknown\u001b[2J"));

        assertThat(cleat.run("import", "-q", "lxc", "/l/config", "--as", "web"))
                .isEqualTo(new Result(
                        0, "schema: 1\n", "cleat: not carried over: /l/config:3: lxc.foo: unknown\\x1b[2J\n"));
        assertThat(cleat.engine.calls).containsExactly("importLxc /l/config web");
    }

    @Test
    void a_directory_to_import_stands_for_the_configuration_in_it() {
        cleat.engine.imported = new Imported("schema: 1\n", List.of());

        cleat.run("import", "lxc", directory.toString());

        assertThat(cleat.engine.calls).containsExactly("importLxc " + directory.resolve("config") + " ?");
    }

    @Test
    void import_writes_a_new_file_and_leaves_one_that_is_there() throws IOException {
        cleat.engine.imported = new Imported("schema: 1\n", List.of());
        Path file = directory.resolve("web.yaml");

        assertThat(cleat.run("import", "lxc", "/l/config", "-o", file.toString()))
                .isEqualTo(new Result(0, "", "cleat: wrote " + file + "\n"));
        assertThat(file).hasContent("schema: 1\n");
        Files.writeString(file, "mine");
        assertThat(cleat.run("import", "lxc", "/l/config", "-o", file.toString()))
                .isEqualTo(new Result(1, "", "cleat: " + file + " exists already; it was left as it is\n"));
        assertThat(file).hasContent("mine");
    }

    @Test
    void the_log_file_in_front_of_import_is_not_its_output() {
        cleat.engine.imported = new Imported("schema: 1\n", List.of());
        Path file = directory.resolve("web.yaml");

        cleat.run("-o", directory.resolve("log").toString(), "import", "lxc", "/l/config", "-o", file.toString());

        assertThat(file).hasContent("schema: 1\n");
        assertThat(directory.resolve("log")).isRegularFile();
    }
}
