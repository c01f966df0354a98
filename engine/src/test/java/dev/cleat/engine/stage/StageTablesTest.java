package dev.cleat.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is agreed by comment between Java and C: the program prints its tables and they are compared. */
class StageTablesTest {

    private static final Path PROTOCOL = Path.of("docs/protocol.md");

    @TempDir
    Path folder;

    @Test
    void the_steps_of_the_stage_are_ours_in_number_order_and_title() throws Exception {
        List<String> ours = Arrays.stream(StageStep.values())
                .map(s -> s.ordinal() + "\t" + s.name() + "\t" + s.title())
                .toList();
        assertThat(stage("steps").map(l -> l.replaceFirst("\t[a-z]+\t", "\t"))).containsExactlyElementsOf(ours);
    }

    @Test
    void the_records_of_the_stage_are_ours_in_number_and_name() throws Exception {
        List<String> ours = Arrays.stream(RecordType.values())
                .map(r -> r.number() + "\t" + r.name())
                .toList();
        assertThat(stage("protocol").map(l -> l.split("\t")[0] + "\t" + l.split("\t")[1]))
                .containsExactlyElementsOf(ours);
    }

    /** After a change: {@code mvn -pl engine test -Dtest=StageTablesTest -Dcleat.update=true}. */
    @Test
    void the_protocol_document_is_what_the_stage_prints() throws Exception {
        String text = Files.readString(PROTOCOL);
        String begin = "<!-- printed by cleat-stage: steps and records -->\n";
        String expected = text.substring(0, text.indexOf(begin) + begin.length()) + tables();
        if (Boolean.getBoolean("cleat.update")) {
            Files.writeString(PROTOCOL, expected);
        }
        assertThat(Files.readString(PROTOCOL)).isEqualTo(expected);
    }

    private String tables() throws Exception {
        StringBuilder tables = new StringBuilder("\n| step | who | name | title |\n|---|---|---|---|\n");
        stage("steps").forEach(line -> tables.append(row(line)));
        tables.append("\n| type | record | direction | body |\n|---|---|---|---|\n");
        stage("protocol").forEach(line -> tables.append(row(line)));
        return tables.toString();
    }

    private static String row(String line) {
        return "| " + line.replace("\t", " | ") + " |\n";
    }

    private java.util.stream.Stream<String> stage(String table) throws Exception {
        Path program = folder.resolve("cleat-stage");
        if (!Files.exists(program)) {
            try (InputStream in = StageProgram.class.getResourceAsStream("/native/cleat-stage")) {
                Files.copy(in, program);
            }
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        }
        Process process = new ProcessBuilder(program.toString(), table).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return text.lines();
    }
}
