package dev.cleat.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OtherWordsTest {

    @Test
    void every_word_leads_to_a_key_that_there_is() throws Exception {
        Path schema = Path.of("../sample-configs/definition.schema.json");
        Set<String> keys = SchemaKeys.leaves(Files.readString(schema));

        assertThat(OtherWords.targets())
                .allMatch(target -> keys.stream()
                        .anyMatch(key ->
                                key.equals(target) || key.startsWith(target + ".") || key.startsWith(target + "[")));
    }

    @Test
    void words_of_other_tools_are_understood_and_typing_mistakes_still_are() {
        assertThat(OtherWords.of("args")).contains("process.command");
        assertThat(OtherWords.of("limits")).contains("resources");
        assertThat(OtherWords.of("nam")).isEmpty();
    }
}
