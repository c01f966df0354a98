package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The manuals as people read them: eight characters of a wrong indent or a sentence that says too much are seen here.
 * {@code -Dgolden.update=true} writes the files anew.
 */
class HelpPagesTest {

    private static final Path PAGES = Path.of("src/test/resources/help");

    static Stream<String> verbs() {
        return Verbs.KNOWN.stream();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void the_manual_of_a_verb_is_as_before(String verb) throws IOException {
        check(verb, HelpPage.of(Verbs.find(verb).orElseThrow().spec()));
    }

    @Test
    void the_list_of_verbs_is_as_before() throws IOException {
        check("cleat", HelpPage.ofAll());
    }

    @Test
    void there_is_no_page_of_a_verb_that_is_gone() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".txt", "")))
                    .allMatch(name -> name.equals("cleat") || Verbs.KNOWN.contains(name));
        }
    }

    private static void check(String name, String page) throws IOException {
        Path file = PAGES.resolve(name + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, page);
        }
        assertThat(page).isEqualTo(Files.readString(file));
        assertThat(page.lines()).allMatch(line -> line.length() <= 80);
    }
}
