package dev.cleat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.testing.Proves;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of the behaviours that a start must have names the tests that prove it, in a table made from the tests themselves. */
class ProvenRowsTest {

    private static final Path CLASSES = PackageDirection.inModule("target/test-classes");
    private static final Path TABLE = PackageDirection.inModule("docs/proven-rows.md");

    /** Of the front end, which is compiled after this module: their annotations are read as text. */
    private static final Path FRONT_END = PackageDirection.inModule("../tui/src/test/java");

    private static final Pattern PROOF = Pattern.compile("@Proves\\(([^)]*)\\)[^{;]*?\\bvoid (\\w+)\\(");
    private static final Pattern ROW = Pattern.compile("\"(\\w+)\"");

    private static final List<String> ROWS = Stream.of(
                    rows("S", 47), rows("L", 18), rows("A", 25), rows("M", 28), rows("T", 13))
            .flatMap(r -> r)
            .toList();

    private static Stream<String> rows(String letter, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(number -> letter + number);
    }

    @Test
    void every_row_has_a_test_and_the_table_tells_which() throws Exception {
        Map<String, List<String>> proofs = proofs();
        if (Boolean.getBoolean("cleat.update")) {
            Files.writeString(TABLE, table(proofs));
        }

        assertThat(ROWS)
                .as("rows without a test")
                .allSatisfy(row -> assertThat(proofs).containsKey(row));
        assertThat(TABLE).as("make it anew with -Dcleat.update=true").hasContent(table(proofs));
    }

    private static String table(Map<String, List<String>> proofs) {
        String head = """
                # Rows and their proofs

                Made by `ProvenRowsTest` from the annotations of the tests. S: what LXC's start does; L: what libcontainer's does; A: what
                LXC's attach does; M: what its manual promises; T: where the real tools differ from their documents.

                | row | proven by |
                |---|---|
                """;
        return ROWS.stream()
                .map(row -> "| " + row + " | " + String.join("<br>", proofs.getOrDefault(row, List.of())) + " |\n")
                .collect(Collectors.joining("", head, ""));
    }

    private static Map<String, List<String>> proofs() throws Exception {
        Map<String, List<String>> proofs = new TreeMap<>();
        for (Class<?> type : testClasses()) {
            note(proofs, type.getAnnotation(Proves.class), type.getSimpleName());
            List<Method> methods = new ArrayList<>(List.of(type.getDeclaredMethods()));
            methods.sort(Comparator.comparing(Method::getName));
            for (Method method : methods) {
                note(proofs, method.getAnnotation(Proves.class), type.getSimpleName() + "." + method.getName());
            }
        }
        frontEnd(proofs);
        return proofs;
    }

    private static void frontEnd(Map<String, List<String>> proofs) throws IOException {
        try (Stream<Path> files = Files.walk(FRONT_END)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                String type = file.getFileName().toString().replace(".java", "");
                PROOF.matcher(Files.readString(file))
                        .results()
                        .forEach(proof -> ROW.matcher(proof.group(1))
                                .results()
                                .forEach(row -> proofs.computeIfAbsent(row.group(1), r -> new ArrayList<>())
                                        .add(type + "." + proof.group(2))));
            }
        }
    }

    private static void note(Map<String, List<String>> proofs, Proves rows, String test) {
        for (String row : rows == null ? new String[0] : rows.value()) {
            proofs.computeIfAbsent(row, r -> new ArrayList<>()).add(test);
        }
    }

    private static List<Class<?>> testClasses() throws IOException, ClassNotFoundException {
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file : files.filter(f -> f.toString().matches(".*(Test|IT)\\.class"))
                    .sorted()
                    .toList()) {
                String name = CLASSES.relativize(file).toString().replace('/', '.');
                types.add(Class.forName(name.substring(0, name.length() - ".class".length())));
            }
        }
        return types;
    }
}
