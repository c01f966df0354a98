package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.PackageDirection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables that say what the console can: no row is missing, and each test that a row names is there. */
class FeatureTablesTest {

    private static final Path README = PackageDirection.inModule("../README.md");
    private static final Path ASKS = PackageDirection.inModule("docs/asks.md");
    private static final List<Path> TESTS =
            List.of(PackageDirection.inModule("src/test/java"), PackageDirection.inModule("../engine/src/test/java"));
    private static final Pattern PROOF = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

    /** By which consoles are compared. */
    private static final List<String> FEATURES = List.of(
            "List filter `/` live",
            "Separate search n/N",
            "Command palette `:`",
            "Context help overlay",
            "Hint bar with keys",
            "Sort (key / header click)",
            "Choose/reorder columns",
            "Remappable keys",
            "Plugins / custom commands",
            "Theme files",
            "Colour-blind / light skins",
            "256/16 colour switch",
            "NO_COLOR",
            "ASCII/no-unicode mode",
            "Log follow / wrap / timestamps",
            "Log save / copy",
            "Sparkline / graphs",
            "Confirm dialog",
            "Mark many rows",
            "Mouse",
            "Exec/attach",
            "Detach hint shown",
            "Read-only mode",
            "Several hosts/contexts",
            "Edit definition in $EDITOR",
            "Shows the command it ran",
            "Screen-reader mode");

    @Test
    void every_feature_has_its_row_and_what_is_there_its_proof() throws IOException {
        List<List<String>> rows = rows(README, "| feature | Cleat | proven by |");
        assertThat(rows).extracting(row -> row.get(0)).containsExactlyElementsOf(FEATURES);
        Map<String, String> tests = tests();
        for (List<String> row : rows) {
            if (!row.get(1).equals("no")) {
                check(row.get(2), tests);
            }
        }
    }

    @Test
    void each_of_the_25_asks_is_answered_with_its_proof() throws IOException {
        List<List<String>> rows = rows(ASKS, "| # | asked for | here | proven by |");
        assertThat(rows)
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 25).mapToObj(Integer::toString).toList());
        Map<String, String> tests = tests();
        for (List<String> row : rows) {
            check(row.get(3), tests);
        }
    }

    private static void check(String cell, Map<String, String> tests) {
        assertThat(cell).containsPattern(PROOF);
        PROOF.matcher(cell).results().forEach(proof -> {
            assertThat(tests).containsKey(proof.group(1));
            String test = tests.get(proof.group(1));
            int name = test.indexOf(" void " + proof.group(2) + "(");
            assertThat(name).as(proof.group()).isPositive();
            assertThat(test.substring(test.lastIndexOf("\n\n", name), name))
                    .as("what stands above " + proof.group())
                    .containsPattern("@(Parameterized|Repeated)?Test\\b")
                    .doesNotContain("@Disabled");
        });
    }

    /** The cells of the table with that head. */
    private static List<List<String>> rows(Path file, String head) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).contains(head);
        for (String line : lines.subList(lines.indexOf(head) + 2, lines.size())) {
            if (!line.startsWith("|")) {
                break;
            }
            rows.add(
                    Stream.of(line.substring(1).split("\\|")).map(String::strip).toList());
        }
        return rows;
    }

    /** The text of each test class by its name. */
    private static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new HashMap<>();
        for (Path folder : TESTS) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(f -> f.toString().matches(".*(Test|IT)\\.java"))
                        .toList()) {
                    tests.merge(
                            file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
                }
            }
        }
        return tests;
    }
}
