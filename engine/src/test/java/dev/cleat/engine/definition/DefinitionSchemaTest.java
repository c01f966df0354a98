package dev.cleat.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DefinitionSchemaTest {

    private static final Path FILE = Path.of("..", "sample-configs", "definition.schema.json");

    @Test
    void the_schema_for_editors_is_that_of_the_key_table() throws IOException {
        String written = Files.exists(FILE) ? Files.readString(FILE) : "";

        // After a change of the keys: run this test with -Ddefinition.schema=write and read the difference.
        if ("write".equals(System.getProperty("definition.schema"))) {
            written = Files.readString(Files.writeString(FILE, DefinitionSchema.text()));
        }

        assertThat(written).isEqualTo(DefinitionSchema.text());
    }

    @Test
    void the_schema_has_every_section() {
        assertThat(DefinitionSchema.text())
                .contains(
                        "\"noNewPrivileges\"",
                        "\"writableSize\"",
                        "\"onMissingTarget\"",
                        "\"required\" : [ \"schema\" ]");
    }
}
