package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.Option.Arity;
import dev.cleat.cli.option.VerbSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerbsTest {

    static Stream<VerbSpec> tables() {
        return Verbs.KNOWN.stream().map(name -> Verbs.find(name).orElseThrow().spec());
    }

    @Test
    void every_known_verb_is_found_under_its_name() {
        assertThat(tables().map(VerbSpec::name)).isEqualTo(Verbs.KNOWN);
        assertThat(Verbs.find("exec").orElseThrow().spec().name()).isEqualTo("attach");
    }

    @Test
    void verbs_to_come_are_not_there_yet() {
        assertThat(Verbs.LATER).allMatch(name -> Verbs.find(name).isEmpty()).doesNotContainAnyElementsOf(Verbs.KNOWN);
    }

    /** Of both modules: a message must not send anybody to a verb that is still to come. */
    @Test
    void every_command_that_a_message_advises_exists() throws IOException {
        List<String> advised = new ArrayList<>();
        for (String module : List.of("../engine", "../tui")) {
            try (Stream<Path> sources = Files.walk(Path.of(module, "src/main/java"))) {
                for (Path source : sources.filter(Files::isRegularFile).toList()) {
                    Pattern.compile("'cleat ([a-z]+)")
                            .matcher(Files.readString(source))
                            .results()
                            .forEach(found -> advised.add(found.group(1)));
                }
            }
        }

        assertThat(advised)
                .contains("ls", "start", "help")
                .allMatch(verb -> Verbs.find(verb).isPresent());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void no_name_of_an_option_means_two_things(VerbSpec spec) {
        List<String> names = new ArrayList<>();
        spec.options().forEach(option -> names.addAll(option.names()));
        CommandLine.GLOBALS.forEach(option -> names.addAll(option.names()));
        if (spec.name().equals("import")) {
            names.remove("-o"); // there it is the output, as with every converter; in front of the verb the log file
        }

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("-[a-zA-Z0-9]|--[a-z-]+"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void groups_name_options_of_the_table(VerbSpec spec) {
        List<String> names = spec.options().stream()
                .flatMap(option -> option.names().stream())
                .toList();

        spec.exclusive().forEach(group -> assertThat(names).containsAll(group));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void help_shows_every_supported_option_with_its_description(VerbSpec spec) {
        String page = HelpPage.of(spec).replaceAll("\\s+", " ");

        for (Option option : spec.options()) {
            if (option.supported()) {
                assertThat(page).contains(option.longest()).contains(option.description());
                assertThat(option.label().isEmpty()).isEqualTo(option.arity() == Arity.NONE);
            }
        }
        assertThat(HelpPage.ofAll()).contains(spec.summary());
    }
}
